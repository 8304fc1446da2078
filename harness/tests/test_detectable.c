/* SPDX-License-Identifier: MIT
 * Tests of stats/detectable. */
#include <math.h>
#include <stdint.h>

#include <CUnit/CUnit.h>

#include "base/rng.h"
#include "stats/detectable.h"
#include "stats/distribution.h"
#include "stats/significance.h"
#include "suite.h"

/* R: power.t.test(delta = .01, sd = .02, power = .8, type = "paired") has n = 33.367, and
 * delta = .0106122 at n = 30, by the noncentral t; two central ones are within 0.3 % of it. */
static void detectable_effect_agrees_with_r(void)
{
    const struct detection usual = {0.025, 0.8};

    CU_ASSERT_EQUAL(stats_pairs_needed(0.02, 0.01, &usual), 34);
    CU_ASSERT_DOUBLE_EQUAL(stats_detectable(0.02, 30, &usual), 0.010612225, 3e-5);
}

/* 15.8 (sigma / delta)^2 for alpha 1 % and power 95 %, STATISTICS.md 4. */
static void many_pairs_follow_the_normal_rule(void)
{
    const struct detection gate = {0.01, 0.95};
    double pairs = (double)stats_pairs_needed(1, 0.01, &gate);

    CU_ASSERT_DOUBLE_EQUAL(pairs / 1e4, 15.77, 0.005);
}

static void pairs_and_effect_are_inverses(void)
{
    const struct detection usual = {0.025, 0.8};

    for (size_t n = 3; n < 200; n += 7) {
        double effect = stats_detectable(0.03, n, &usual);
        CU_ASSERT_EQUAL(stats_pairs_needed(0.03, effect * (1 + 1e-12), &usual), n);
        CU_ASSERT_EQUAL(stats_pairs_needed(0.03, effect * (1 - 1e-9), &usual), n + 1);
        CU_ASSERT_DOUBLE_EQUAL(stats_detectable(3, n, &usual), 100 * effect,
                               1e-10 * effect * 100);
    }
    CU_ASSERT_EQUAL(stats_pairs_needed(0, 0.01, &usual), 2);
    CU_ASSERT_EQUAL(stats_pairs_needed(1, 0, &usual), SIZE_MAX);
    CU_ASSERT(isnan(stats_detectable(1, 1, &usual)));
}

static void what_is_detectable_is_detected_as_often_as_it_says(void)
{
    const struct detection usual = {0.025, 0.8};
    double effect = stats_detectable(1, 12, &usual), d[12];
    struct rng rng;
    int found = 0;

    rng_seed(&rng, 47);
    for (int i = 0; i < 2000; i++) {
        for (size_t k = 0; k < 12; k++)
            d[k] = effect + stats_normal_quantile(rng_uniform(&rng) + 0x1p-54);
        found += stats_t_test(d, 12).p <= 0.05;
    }
    CU_ASSERT_DOUBLE_EQUAL(found / 2000.0, 0.8, 0.036); /* four standard errors */
}

static const struct suite_test tests[] = {
    TEST(detectable_effect_agrees_with_r),
    TEST(many_pairs_follow_the_normal_rule),
    TEST(pairs_and_effect_are_inverses),
    TEST(what_is_detectable_is_detected_as_often_as_it_says),
    {NULL, NULL},
};
const struct suite suite_detectable = {"detectable", tests};
