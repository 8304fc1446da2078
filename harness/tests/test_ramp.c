/* SPDX-License-Identifier: MIT
 * Tests of stats/ramp. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "nile.h"
#include "stats/distribution.h"
#include "stats/divisive.h"
#include "stats/ramp.h"
#include "suite.h"

enum { COUNT = 200 };

static void fill(double *x, size_t n, uint64_t seed)
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < n; i++)
        x[i] = stats_normal_quantile((rng_uniform(&rng) + 1e-9) / 1.00001);
}

static void a_step_is_no_ramp(void)
{
    double x[COUNT];
    size_t wrong = 0;

    for (uint64_t seed = 1; seed <= 100; seed++) {
        fill(x, COUNT, seed);
        for (size_t i = 60; i < COUNT; i++)
            x[i] += 2;
        wrong += stats_ramp_gain(x, COUNT, stats_divisive_best(x, COUNT).tau) > 0;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT(stats_ramp_gain(nile, ARRAY_SIZE(nile), 28) < 0);
}

static void a_line_is_a_ramp_wherever_the_step_would_be(void)
{
    double x[COUNT];

    fill(x, COUNT, 7);
    for (size_t i = 0; i < COUNT; i++)
        x[i] += 0.02 * (double)i;
    for (size_t tau = 20; tau < COUNT; tau += 20)
        CU_ASSERT(stats_ramp_gain(x, COUNT, tau) > 10);
}

static void a_ramp_between_two_levels_is_one(void)
{
    double x[COUNT];

    fill(x, COUNT, 8);
    for (size_t i = 0; i < COUNT; i++)
        x[i] += i < 70 ? 0 : i < 130 ? (double)(i - 70) / 15 : 4;
    CU_ASSERT(stats_ramp_gain(x, COUNT, 100) > 10);
}

/* 0 1 2 3 4 5 6 7: a step at 4 leaves 5 + 5; the line leaves nothing. */
static void by_hand(void)
{
    static const double line[] = {0, 1, 2, 3, 4, 5, 6, 7}, step[] = {1, 1, 1, 1, 2, 2, 2, 2},
                        both[] = {0, 0, 0, 1, 2, 3, 3, 3};

    CU_ASSERT_DOUBLE_EQUAL(stats_ramp_gain(line, 8, 4), 8 * log(10 / (42 * 1e-9)) - log(8),
                           1e-9);
    CU_ASSERT_EQUAL(stats_ramp_gain(step, 8, 4), -INFINITY);
    CU_ASSERT(stats_ramp_gain(both, 8, 4) >
              0); /* from index 2 to index 5 is too short: 1 to 6 */
    CU_ASSERT_EQUAL(stats_ramp_gain(line, 5, 2), -INFINITY);
}

static const struct suite_test tests[] = {
    TEST(a_step_is_no_ramp),
    TEST(a_line_is_a_ramp_wherever_the_step_would_be),
    TEST(a_ramp_between_two_levels_is_one),
    TEST(by_hand),
    {NULL, NULL},
};

const struct suite suite_ramp = {"ramp", tests};
