/* SPDX-License-Identifier: MIT
 * Tests of stats/divisive. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "nile.h"
#include "stats/distribution.h"
#include "stats/divisive.h"
#include "suite.h"

static const struct divisive usual = {.alpha = 0.005, .permutations = 999, .seed = 1};

/* STATISTICS.md, oracles: Apache Otava's vector. */
static const double otava[] = {0.3,  2.4,   1.5,   -0.9,  -0.5,  99.7,  98.3,
                               99.1, 149.0, 149.7, 149.5, 149.1, 148.8, 150.0};

static void the_best_split_agrees_with_the_oracle(void)
{
    struct divisive_split best = stats_divisive_best(otava, ARRAY_SIZE(otava));

    CU_ASSERT_DOUBLE_EQUAL(best.q, 761.2821428571428, 1e-9);
    CU_ASSERT_EQUAL(best.tau, 5);
    CU_ASSERT_EQUAL(best.kappa, 14);
}

/* By permutations three points against six cannot be told apart at this level: 1 of 84 ways. */
static void changes_are_those_that_permutations_leave_in_doubt_of_nothing(void)
{
    const struct divisive lax = {.alpha = 0.02, .permutations = 999, .seed = 1};
    size_t out[ARRAY_SIZE(otava)];

    CU_ASSERT_EQUAL_FATAL(stats_divisive(out, otava, ARRAY_SIZE(otava), &usual), 1);
    CU_ASSERT_EQUAL(out[0], 5);
    CU_ASSERT_EQUAL_FATAL(stats_divisive(out, otava, ARRAY_SIZE(otava), &lax), 2);
    CU_ASSERT_EQUAL(out[0], 5);
    CU_ASSERT_EQUAL(out[1], 8);
}

/* MongoDB's: a thousand zeros, a thousand ones; here a tenth of each. */
static void a_step_is_found_where_it_is(void)
{
    double x[200];
    size_t out[ARRAY_SIZE(x)];

    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] = i >= 100;
    CU_ASSERT_EQUAL_FATAL(stats_divisive(out, x, ARRAY_SIZE(x), &usual), 1);
    CU_ASSERT_EQUAL(out[0], 100);
}

static void noise_alone_changes_seldom(void)
{
    const struct divisive often = {.alpha = 0.05, .permutations = 99, .seed = 2};
    size_t out[40], alarms = 0;
    double x[40];
    struct rng rng;

    rng_seed(&rng, 3);
    for (size_t run = 0; run < 200; run++) {
        for (size_t i = 0; i < ARRAY_SIZE(x); i++)
            x[i] = stats_normal_quantile((rng_uniform(&rng) + 1e-9) / 1.00001);
        alarms += stats_divisive(out, x, ARRAY_SIZE(x), &often) > 0;
    }
    CU_ASSERT(alarms <= 20); /* 10 expected */
    CU_ASSERT(alarms >= 2);
}

static void scale_and_place_of_the_series_do_not_matter(void)
{
    double x[ARRAY_SIZE(otava)];

    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] = 1000 - 4 * otava[i];
    struct divisive_split best = stats_divisive_best(x, ARRAY_SIZE(x));
    CU_ASSERT_DOUBLE_EQUAL(best.q, 4 * 761.2821428571428, 1e-8);
    CU_ASSERT_EQUAL(best.tau, 5);
    CU_ASSERT(isnan(stats_divisive_best(x, 3).q));
    CU_ASSERT(isnan(stats_divisive_best(x, 0).q));
}

static void the_nile_changed_once(void)
{
    size_t out[ARRAY_SIZE(nile)];

    CU_ASSERT_EQUAL_FATAL(stats_divisive(out, nile, ARRAY_SIZE(nile), &usual), 1);
    CU_ASSERT_EQUAL(out[0], 28);
}

static const struct suite_test tests[] = {
    TEST(the_best_split_agrees_with_the_oracle),
    TEST(changes_are_those_that_permutations_leave_in_doubt_of_nothing),
    TEST(a_step_is_found_where_it_is),
    TEST(the_nile_changed_once),
    TEST(noise_alone_changes_seldom),
    TEST(scale_and_place_of_the_series_do_not_matter),
    {NULL, NULL},
};

const struct suite suite_divisive = {"divisive", tests};
