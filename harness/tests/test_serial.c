/* SPDX-License-Identifier: MIT
 * Tests of stats/serial. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/distribution.h"
#include "stats/serial.h"
#include "stats/summary.h"
#include "suite.h"

/* x_i = RHO x_(i-1) + noise. */
static void autoregress(double *x, size_t n, double rho, struct rng *rng)
{
    for (size_t i = 0; i < n; i++)
        x[i] = (i > 0 ? rho * x[i - 1] : 0) + stats_normal_quantile(rng_uniform(rng) + 0x1p-54);
}

static void independent_values_stay_as_they_are(void)
{
    static const double x[] = {3, -1, 4, 2, -5, 9, 2, -6, 5, 3};
    double means[10];
    struct batches b = stats_batch_means(means, x, 10);

    CU_ASSERT(!stats_is_serial(x, 10));
    CU_ASSERT_EQUAL(b.per_batch, 1);
    CU_ASSERT_EQUAL(b.count, 10);
    CU_ASSERT(!b.serial && !b.flagged);
    CU_ASSERT_EQUAL(b.lag1, b.lag1_before);
    CU_ASSERT_EQUAL(means[9], 3);
}

static void neighbours_alike_are_merged_until_they_are_not(void)
{
    double x[400], means[400];
    struct rng rng;

    rng_seed(&rng, 41);
    autoregress(x, 400, 0.8, &rng);
    struct batches b = stats_batch_means(means, x, 400);
    CU_ASSERT(stats_is_serial(x, 400));
    CU_ASSERT(b.per_batch >= 8);
    CU_ASSERT_EQUAL(b.count, 400 / b.per_batch);
    CU_ASSERT(!b.serial);
    CU_ASSERT(b.lag1_before > 0.7 && fabs(b.lag1) <= 2 / sqrt((double)b.count));
    CU_ASSERT_DOUBLE_EQUAL(means[0], stats_mean(x, b.per_batch), 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(stats_mean(means, b.count), stats_mean(x, 400), 1e-14);
}

static void neighbours_opposed_are_merged_too(void)
{
    double x[40], means[40];

    for (size_t i = 0; i < 40; i++)
        x[i] = (i % 2 == 0 ? 10 : -10) + (double)(i * i % 7);
    struct batches b = stats_batch_means(means, x, 40);
    CU_ASSERT(b.lag1_before < -0.5);
    CU_ASSERT(b.per_batch >= 2);
}

/* 27 values do not go into twos: one batch has three. */
static void no_value_is_lost(void)
{
    double x[27], means[27], sum = 0;

    for (size_t i = 0; i < 27; i++)
        x[i] = (double)(i / 4 % 2) + (double)(i % 3) / 16;
    struct batches b = stats_batch_means(means, x, 27);
    CU_ASSERT_EQUAL(b.per_batch, 2);
    CU_ASSERT_EQUAL(b.count, 13);
    for (size_t i = 0; i + 1 < b.count; i++)
        sum += 2 * means[i];
    CU_ASSERT_DOUBLE_EQUAL(sum + 3 * means[b.count - 1], 27 * stats_mean(x, 27), 1e-12);
}

static void a_trend_cannot_be_merged_away(void)
{
    double x[20], means[20];

    for (size_t i = 0; i < 20; i++)
        x[i] = (double)i;
    struct batches b = stats_batch_means(means, x, 20);
    CU_ASSERT_EQUAL(b.per_batch, 2);
    CU_ASSERT_EQUAL(b.count, 10);
    CU_ASSERT(b.serial && b.flagged);
}

static void what_does_not_vary_is_not_serial(void)
{
    static const double x[] = {2, 2, 2, 2, 2, 2, 2};

    CU_ASSERT(!stats_is_serial(x, 7));
    CU_ASSERT(!stats_is_serial(x, 1));
    CU_ASSERT(!stats_is_serial(x, 0));
}

/* As often as twice the standard error says, and a little less for few values. */
static void few_independent_series_are_flagged(void)
{
    double x[30];
    struct rng rng;
    int flagged = 0;

    rng_seed(&rng, 43);
    for (int i = 0; i < 2000; i++) {
        autoregress(x, 30, 0, &rng);
        flagged += stats_is_serial(x, 30);
    }
    CU_ASSERT(flagged > 40 && flagged < 120);
}

static const struct suite_test tests[] = {
    TEST(independent_values_stay_as_they_are),
    TEST(neighbours_alike_are_merged_until_they_are_not),
    TEST(neighbours_opposed_are_merged_too),
    TEST(no_value_is_lost),
    TEST(a_trend_cannot_be_merged_away),
    TEST(what_does_not_vary_is_not_serial),
    TEST(few_independent_series_are_flagged),
    {NULL, NULL},
};
const struct suite suite_serial = {"serial", tests};
