/* SPDX-License-Identifier: MIT
 * Tests of stats/fieller. */
#include <math.h>
#include <stdbool.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/distribution.h"
#include "stats/fieller.h"
#include "stats/significance.h"
#include "suite.h"

static const double a[] = {10.1, 9.8, 10.3, 10.0, 9.9, 10.2};
static const double b[] = {10.6, 10.4, 10.9, 10.5, 10.3, 10.8};

/* The ends in STATISTICS.md, [1.0217063165925475, 1.0852337509953627], are 1.2e-11 further out:
 * they come from a t(0.975, 5) of 2.5705818366147, which older scipys gave. R, scipy 1.17 and
 * ours have 2.5705818356363, whose tail is 0.025 to the last digit, and with that the ends are
 * the second ones below. */
static void ratio_of_means_agrees_with_the_oracle(void)
{
    struct mean_ratio r = stats_mean_ratio(a, 6, b, 6, 0.95);

    CU_ASSERT_DOUBLE_EQUAL(r.ratio, 1.053067993366501, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(r.ci.low, 1.0217063165925475, 2e-11);
    CU_ASSERT_DOUBLE_EQUAL(r.ci.high, 1.0852337509953627, 2e-11);
    CU_ASSERT_DOUBLE_EQUAL(r.ci.low, 1.02170631660434, 5e-14);
    CU_ASSERT_DOUBLE_EQUAL(r.ci.high, 1.0852337509829577, 5e-14);
}

/* By its definition: at its ends the t test of b - r a has p = 0.05. */
static void paired_ratio_of_means_is_a_t_test_inverted(void)
{
    struct mean_ratio r = stats_paired_mean_ratio(a, b, 6, 0.95);
    double ends[] = {r.ci.low, r.ci.high}, d[6];

    CU_ASSERT_DOUBLE_EQUAL(r.ci.low, 1.0448465688238462, 1e-13);
    CU_ASSERT_DOUBLE_EQUAL(r.ci.high, 1.0611990424772533, 1e-13);
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < 6; i++)
            d[i] = b[i] - ends[k] * a[i];
        CU_ASSERT_DOUBLE_EQUAL(stats_t_test(d, 6).p, 0.05, 1e-10);
    }
}

static void check_swapped(struct mean_ratio one, struct mean_ratio two)
{
    CU_ASSERT_DOUBLE_EQUAL(one.ratio * two.ratio, 1, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(one.ci.low * two.ci.high, 1, 1e-13);
    CU_ASSERT_DOUBLE_EQUAL(one.ci.high * two.ci.low, 1, 1e-13);
}

static void swapping_the_arms_inverts_the_ratio_of_means(void)
{
    check_swapped(stats_mean_ratio(a, 6, b, 5, 0.95), stats_mean_ratio(b, 5, a, 6, 0.95));
    check_swapped(stats_paired_mean_ratio(a, b, 6, 0.9), stats_paired_mean_ratio(b, a, 6, 0.9));
}

static void scale_changes_the_scale_of_the_ratio_of_means_alone(void)
{
    double large[6], back[6];
    struct mean_ratio plain = stats_paired_mean_ratio(a, b, 6, 0.95);

    for (size_t i = 0; i < 6; i++)
        large[i] = 1e9 * b[i];
    CU_ASSERT_DOUBLE_EQUAL(stats_paired_mean_ratio(a, large, 6, 0.95).ci.low / plain.ci.low,
                           1e9, 1e-3);
    for (size_t i = 0; i < 6; i++) {
        large[i] = b[5 - i];
        back[i] = a[5 - i];
    }
    CU_ASSERT_DOUBLE_EQUAL(stats_paired_mean_ratio(back, large, 6, 0.95).ci.low, plain.ci.low,
                           1e-14);
}

static double normal(struct rng *rng)
{
    return stats_normal_quantile(rng_uniform(rng) + 0x1p-54);
}

/* Joules of two programs in 8 blocks, 20 and 30 on average: how often the interval of their
 * ratio holds 1.5. In pairs, what a block adds to one it adds to the other. */
static double coverage(bool in_pairs)
{
    enum { ROUNDS = 1000, N = 8 };
    double x[N], y[N];
    int held = 0;
    struct rng rng;

    rng_seed(&rng, 97);
    for (int i = 0; i < ROUNDS; i++) {
        for (size_t k = 0; k < N; k++) {
            double block = in_pairs ? 1.5 * normal(&rng) : 0;
            x[k] = 20 + block + normal(&rng);
            y[k] = 30 + 1.5 * block + 2 * normal(&rng);
        }
        struct mean_ratio r = in_pairs ? stats_paired_mean_ratio(x, y, N, 0.95)
                                       : stats_mean_ratio(x, N, y, N, 0.95);
        held += r.ci.low <= 1.5 && 1.5 <= r.ci.high;
    }
    return (double)held / ROUNDS;
}

/* Within four standard errors. */
static void both_ratios_of_means_cover_as_often_as_they_say(void)
{
    CU_ASSERT_DOUBLE_EQUAL(coverage(true), 0.95, 0.028);
    CU_ASSERT_DOUBLE_EQUAL(coverage(false), 0.95, 0.028);
}

static void a_mean_that_may_be_zero_has_no_ratio_to_it(void)
{
    static const double about_zero[] = {-1, 1, 2, -1.5, 0.5, 0.2};
    struct mean_ratio r = stats_mean_ratio(about_zero, 6, b, 6, 0.95);

    CU_ASSERT(isnan(r.ci.low) && isnan(r.ci.high));
    CU_ASSERT(isnan(stats_mean_ratio(a, 6, b, 1, 0.95).ci.low));
    CU_ASSERT(isnan(stats_mean_ratio(a, 1, b, 6, 0.95).ci.high));
    CU_ASSERT(isnan(stats_paired_mean_ratio(a, b, 1, 0.95).ci.low));
    CU_ASSERT(isnan(stats_mean_ratio(a, 0, b, 0, 0.95).ratio));
}

static const struct suite_test tests[] = {
    TEST(ratio_of_means_agrees_with_the_oracle),
    TEST(paired_ratio_of_means_is_a_t_test_inverted),
    TEST(swapping_the_arms_inverts_the_ratio_of_means),
    TEST(scale_changes_the_scale_of_the_ratio_of_means_alone),
    TEST(both_ratios_of_means_cover_as_often_as_they_say),
    TEST(a_mean_that_may_be_zero_has_no_ratio_to_it),
    {NULL, NULL},
};
const struct suite suite_fieller = {"fieller", tests};
