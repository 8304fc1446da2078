/* SPDX-License-Identifier: MIT
 * Tests of stats/bootstrap. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/bootstrap.h"
#include "stats/distribution.h"
#include "stats/significance.h"
#include "suite.h"

/* Davison and Hinkley's and scipy's example. */
static const double skewed[] = {10, 12, 12.5, 12.5, 13.9, 15,  21,  22,
                                23, 34, 50,   81,   89,   121, 134, 213};

static struct interval of_skewed(enum bootstrap_kind kind, size_t resamples, uint64_t seed)
{
    return stats_bootstrap(skewed, ARRAY_SIZE(skewed),
                           &(struct bootstrap_plan){kind, resamples, seed, 0.95});
}

static void check(struct interval ci, double low, double high)
{
    CU_ASSERT_DOUBLE_EQUAL(ci.low / low, 1, 0.005);
    CU_ASSERT_DOUBLE_EQUAL(ci.high / high, 1, 0.005);
}

/* Another generator's resamples, so within the 0.5 % that scipy allows itself here. BCa, the
 * fourth kind that is published, is not built: too narrow for few values. */
static void bootstrap_agrees_with_r(void)
{
    check(of_skewed(BOOTSTRAP_BASIC, 199999, 20261123), 23.77, 79.12);
    check(of_skewed(BOOTSTRAP_PERCENTILE, 199999, 20261123), 28.86, 84.21);
    check(of_skewed(BOOTSTRAP_STUDENT, 199999, 20261123), 29.19, 105.81);
}

static void one_seed_is_one_interval(void)
{
    struct interval one = of_skewed(BOOTSTRAP_STUDENT, 999, 7);
    struct interval two = of_skewed(BOOTSTRAP_STUDENT, 999, 7);
    struct interval three = of_skewed(BOOTSTRAP_STUDENT, 999, 8);

    CU_ASSERT(one.low == two.low && one.high == two.high);
    CU_ASSERT(one.low != three.low);
}

/* The same draws, mirrored. */
static void negating_the_values_swaps_the_ends(void)
{
    double negative[ARRAY_SIZE(skewed)];
    const struct bootstrap_plan plan = {BOOTSTRAP_STUDENT, 999, 7, 0.95};

    for (size_t i = 0; i < ARRAY_SIZE(skewed); i++)
        negative[i] = -skewed[i];
    struct interval there = of_skewed(BOOTSTRAP_STUDENT, 999, 7);
    struct interval back = stats_bootstrap(negative, ARRAY_SIZE(skewed), &plan);
    CU_ASSERT_DOUBLE_EQUAL(there.low, -back.high, 1e-11);
    CU_ASSERT_DOUBLE_EQUAL(there.high, -back.low, 1e-11);
}

static void bootstrap_of_normal_differences_is_students_and_welchs(void)
{
    double a[60], b[40];
    struct rng rng;
    const struct bootstrap_plan plan = {.seed = 1, .level = 0.95};

    rng_seed(&rng, 31);
    for (size_t i = 0; i < 60; i++)
        a[i] = 4 * stats_normal_quantile(rng_uniform(&rng) + 0x1p-54);
    for (size_t i = 0; i < 40; i++)
        b[i] = 2 + 3 * stats_normal_quantile(rng_uniform(&rng) + 0x1p-54);
    struct t_test t = stats_t_test(a, 60), welch = stats_welch_test(a, 60, b, 40);
    struct interval one = stats_bootstrap(a, 60, &plan);
    struct interval two = stats_bootstrap_difference(a, 60, b, 40, &plan);
    double half = stats_t_quantile(0.975, t.df) * t.se;
    CU_ASSERT_DOUBLE_EQUAL(one.low, t.estimate - half, 0.1 * half);
    CU_ASSERT_DOUBLE_EQUAL(one.high, t.estimate + half, 0.1 * half);
    half = stats_t_quantile(0.975, welch.df) * welch.se;
    CU_ASSERT_DOUBLE_EQUAL(two.low, welch.estimate - half, 0.15 * half);
    CU_ASSERT_DOUBLE_EQUAL(two.high, welch.estimate + half, 0.15 * half);
}

/* STATISTICS.md 3: 10 processes with log-normal noise, 95 % by bootstrap-t where the percentile
 * interval has 92. Four standard errors are 0.044. */
static void bootstrap_t_covers_where_percentiles_fall_short(void)
{
    enum { ROUNDS = 400, N = 10 };
    struct bootstrap_plan plan = {.resamples = 499, .level = 0.95};
    int student = 0, percentile = 0;
    struct rng rng;
    double x[N];

    rng_seed(&rng, 101);
    for (int i = 0; i < ROUNDS; i++) {
        for (size_t k = 0; k < N; k++)
            x[k] = 0.05 * stats_normal_quantile(rng_uniform(&rng) + 0x1p-54);
        plan.seed = (uint64_t)i;
        plan.kind = BOOTSTRAP_STUDENT;
        struct interval t = stats_bootstrap(x, N, &plan);
        plan.kind = BOOTSTRAP_PERCENTILE;
        struct interval p = stats_bootstrap(x, N, &plan);
        student += t.low <= 0 && t.high >= 0;
        percentile += p.low <= 0 && p.high >= 0;
    }
    CU_ASSERT_DOUBLE_EQUAL((double)student / ROUNDS, 0.95, 0.044);
    CU_ASSERT(percentile < student);
}

static void too_few_clusters_have_no_bootstrap(void)
{
    const struct bootstrap_plan plan = {.seed = 1, .level = 0.95};

    CU_ASSERT(isnan(stats_bootstrap(skewed, 1, &plan).low));
    CU_ASSERT(isnan(stats_bootstrap(skewed, 3, &plan).low));
    CU_ASSERT(!isnan(stats_bootstrap(skewed, 6, &plan).low));
    CU_ASSERT(isnan(stats_bootstrap_difference(skewed, 1, skewed, 9, &plan).low));
}

static void a_fifth_of_the_width_is_disagreement(void)
{
    struct interval ci = {1, 2}, near = {1.19, 1.81}, far = {1, 2.21}, none = {NAN, NAN};

    CU_ASSERT(!stats_intervals_disagree(ci, near));
    CU_ASSERT(stats_intervals_disagree(ci, far));
    CU_ASSERT(!stats_intervals_disagree(ci, none));
    CU_ASSERT(!stats_intervals_disagree(none, ci));
}

static const struct suite_test tests[] = {
    TEST(bootstrap_agrees_with_r),
    TEST(one_seed_is_one_interval),
    TEST(negating_the_values_swaps_the_ends),
    TEST(bootstrap_of_normal_differences_is_students_and_welchs),
    TEST(bootstrap_t_covers_where_percentiles_fall_short),
    TEST(too_few_clusters_have_no_bootstrap),
    TEST(a_fifth_of_the_width_is_disagreement),
    {NULL, NULL},
};
const struct suite suite_bootstrap = {"bootstrap", tests};
