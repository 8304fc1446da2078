/* SPDX-License-Identifier: MIT
 * Tests of stats/eprocess. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/distribution.h"
#include "stats/eprocess.h"
#include "suite.h"

/* STATISTICS.md, oracles. */
static const double d[] = {0.012, 0.008, 0.015, -0.002, 0.011, 0.009, 0.014, 0.007};

static void t_mixture_agrees_with_the_oracle(void)
{
    static const double m[] = {1,           1.608332893, 3.157038636,  1.77744746,
                               3.534282468, 7.341549116, 17.495417219, 35.306211604};
    struct interval ci = stats_t_mixture_interval(d, 8, 1, 0.95);

    for (size_t n = 1; n <= 8; n++)
        CU_ASSERT_DOUBLE_EQUAL(exp(stats_t_mixture_log_e(d, n, 0, 1)), m[n - 1], 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(ci.low, 0.00925 - 0.008023385510662014, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(ci.high, 0.00925 + 0.008023385510662014, 1e-15);
}

/* At the ends of the interval M is 1 / alpha. */
static void t_mixture_interval_is_the_test_inverted(void)
{
    struct interval ci = stats_t_mixture_interval(d, 8, 2, 0.9);

    CU_ASSERT_DOUBLE_EQUAL(stats_t_mixture_log_e(d, 8, ci.low, 2), log(10), 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(stats_t_mixture_log_e(d, 8, ci.high, 2), log(10), 1e-9);
    CU_ASSERT_EQUAL(stats_t_mixture_interval(d, 3, 1, 0.99).high, INFINITY);
    CU_ASSERT_EQUAL(stats_t_mixture_interval(d, 1, 1, 0.95).low, -INFINITY);
}

static void symmetric_e_agrees_with_the_oracle(void)
{
    const struct symmetric_test test = {.spread = 0.01};

    CU_ASSERT_DOUBLE_EQUAL(exp(stats_symmetric_log_e(d, 8, &test)), 3.932151737841356, 1e-14);
}

static void the_first_pairs_only_set_the_spread(void)
{
    const struct symmetric_test test = {0};
    double s = stats_mad(d, 6), e = 0;

    CU_ASSERT_DOUBLE_EQUAL(stats_symmetric_log_e(d, 6, &test), 0, 1e-15);
    for (size_t k = 0; k < 5; k++)
        e += (1 + 0.05 * (1 << k) * fmin(1, d[6] / (2 * s))) / 5;
    CU_ASSERT_DOUBLE_EQUAL(exp(stats_symmetric_log_e(d, 7, &test)), e, 1e-14);
}

/* Page counts: nothing is bet while the MAD is 0, unless the step of a page is given. */
static void equal_differences_need_the_counters_step(void)
{
    static const double pages[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    const struct symmetric_test none = {0}, step = {.least_spread = 1};

    CU_ASSERT_DOUBLE_EQUAL(stats_symmetric_log_e(pages, 9, &none), 0, 1e-15);
    CU_ASSERT(stats_symmetric_log_e(pages, 9, &step) > 0);
}

/* All 4096 signs of 12 differences, equally likely under the null: the mean is 1. */
static void symmetric_e_is_one_on_average_over_all_signs(void)
{
    double x[12];
    const struct symmetric_test up = {0}, down = {.below = true};
    struct rng rng;

    rng_seed(&rng, 103);
    for (size_t n = 7; n <= 12; n += 5) {
        double size[12], sum_up = 0, sum_down = 0;
        for (size_t i = 0; i < n; i++)
            size[i] = rng_uniform(&rng) * (i % 4 == 0 ? 10 : 1);
        for (unsigned signs = 0; signs < 1u << n; signs++) {
            for (size_t i = 0; i < n; i++)
                x[i] = signs >> i & 1 ? size[i] : -size[i];
            sum_up += exp(stats_symmetric_log_e(x, n, &up));
            sum_down += exp(stats_symmetric_log_e(x, n, &down));
        }
        CU_ASSERT_DOUBLE_EQUAL(sum_up / (1u << n), 1, 1e-12);
        CU_ASSERT_DOUBLE_EQUAL(sum_down / (1u << n), 1, 1e-12);
    }
}

static void invent(double *x, size_t n, double centre, struct rng *rng)
{
    for (size_t i = 0; i < n; i++)
        x[i] = centre + 0.01 * stats_normal_quantile(rng_uniform(rng) + 0x1p-54);
}

static void swapping_the_arms_swaps_the_sides_of_the_evidence(void)
{
    double x[60], y[60];
    struct symmetric_test up = {.centre = 0.003}, down = {.centre = -0.003, .below = true};
    struct rng rng;

    rng_seed(&rng, 107);
    invent(x, 60, 0.01, &rng);
    for (size_t i = 0; i < 60; i++)
        y[i] = -x[i];
    CU_ASSERT_DOUBLE_EQUAL(stats_symmetric_log_e(x, 60, &up),
                           stats_symmetric_log_e(y, 60, &down), 1e-12);
    struct interval one = stats_symmetric_interval(x, 60, &up, 0.95);
    struct interval two = stats_symmetric_interval(y, 60, &up, 0.95);
    CU_ASSERT_DOUBLE_EQUAL(one.low, -two.high, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(one.high, -two.low, 1e-12);
}

static void symmetric_interval_is_the_test_inverted(void)
{
    double x[80];
    struct symmetric_test test = {0};
    struct rng rng;

    rng_seed(&rng, 109);
    invent(x, 80, 0.01, &rng);
    struct interval ci = stats_symmetric_interval(x, 80, &test, 0.95);
    CU_ASSERT(ci.low < 0.01 && ci.high > 0.01);
    test.centre = ci.low;
    CU_ASSERT_DOUBLE_EQUAL(stats_symmetric_log_e(x, 80, &test), log(40), 1e-9);
    test = (struct symmetric_test){.centre = ci.high, .below = true};
    CU_ASSERT_DOUBLE_EQUAL(stats_symmetric_log_e(x, 80, &test), log(40), 1e-9);
    ci = stats_symmetric_interval(x, 8, &test, 0.95);
    CU_ASSERT(ci.low == -INFINITY && ci.high == INFINITY);
    ci = stats_symmetric_interval(x, 0, &test, 0.95);
    CU_ASSERT(ci.low == -INFINITY && ci.high == INFINITY);
}

/* Looked at after every pair, 400 times over: at most 5 % are ever wrong. */
static void symmetric_evidence_may_be_watched(void)
{
    const struct symmetric_test null = {.spread = 0.01};
    int wrong = 0;
    struct rng rng;

    rng_seed(&rng, 113);
    for (int i = 0; i < 400; i++) {
        double x[100];
        bool reached = false;
        invent(x, 100, 0, &rng);
        for (size_t n = 1; n <= 100; n++)
            reached = reached || stats_symmetric_log_e(x, n, &null) >= log(20);
        wrong += reached;
    }
    CU_ASSERT(wrong <= 20);
}

static void the_first_time_that_evidence_is_enough_is_found(void)
{
    double x[100];
    const struct symmetric_test test = {0};
    struct rng rng;

    rng_seed(&rng, 11);
    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] = 0.5 + stats_normal_quantile((rng_uniform(&rng) + 1e-9) / 1.00001);
    size_t stop = stats_symmetric_stop(x, ARRAY_SIZE(x), &test, log(20));
    CU_ASSERT_FATAL(stop > SYMMETRIC_FIRST && stop < ARRAY_SIZE(x));
    for (size_t n = 1; n <= stop; n++)
        CU_ASSERT_EQUAL(stats_symmetric_log_e(x, n, &test) >= log(20), n == stop);
    CU_ASSERT_EQUAL(stats_symmetric_stop(x, ARRAY_SIZE(x), &test, 1e9), 0);
    CU_ASSERT_EQUAL(stats_symmetric_stop(x, 0, &test, 1), 0);
}

static const struct suite_test tests[] = {
    TEST(t_mixture_agrees_with_the_oracle),
    TEST(t_mixture_interval_is_the_test_inverted),
    TEST(symmetric_e_agrees_with_the_oracle),
    TEST(the_first_pairs_only_set_the_spread),
    TEST(equal_differences_need_the_counters_step),
    TEST(symmetric_e_is_one_on_average_over_all_signs),
    TEST(swapping_the_arms_swaps_the_sides_of_the_evidence),
    TEST(symmetric_interval_is_the_test_inverted),
    TEST(symmetric_evidence_may_be_watched),
    TEST(the_first_time_that_evidence_is_enough_is_found),
    {NULL, NULL},
};
const struct suite suite_eprocess = {"eprocess", tests};
