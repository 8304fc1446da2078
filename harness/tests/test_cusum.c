/* SPDX-License-Identifier: MIT
 * Tests of stats/cusum. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/cusum.h"
#include "stats/distribution.h"
#include "suite.h"

/* The example of the NIST/SEMATECH e-Handbook, 6.3.2.3.1. By hand: the upper sum is 3.0075 at
 * the thirteenth value, where it was 0 before, and 4.94 at the next. */
static const double nist[] = {324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125,
                              324.525, 325.225, 324.600, 324.625, 325.150, 328.325, 327.250,
                              327.825, 328.500, 326.675, 327.775, 326.875, 328.350};

static void the_handbooks_example_alarms_where_it_does_there(void)
{
    const struct cusum terms = {.centre = 325, .sd = 1, .slack = 0.3175, .limit = 4.1959};
    const struct cusum patient = {.centre = 325, .sd = 1, .slack = 0.3175, .limit = 19.03};
    struct cusum_alarm alarm = stats_cusum(nist, ARRAY_SIZE(nist), &terms);

    CU_ASSERT_EQUAL(alarm.at, 13);
    CU_ASSERT_EQUAL(alarm.since, 12);
    CU_ASSERT_DOUBLE_EQUAL(alarm.sum, 4.94, 1e-9);
    alarm = stats_cusum(nist, ARRAY_SIZE(nist), &patient);
    CU_ASSERT_EQUAL(alarm.at, 19);
    CU_ASSERT_DOUBLE_EQUAL(alarm.sum, 19.035, 1e-9); /* 19.04 there */
}

static void the_lower_side_is_the_upper_one_upside_down(void)
{
    const struct cusum terms = {.centre = -650, .sd = 2, .slack = 0.3175, .limit = 4.1959};
    double x[ARRAY_SIZE(nist)];

    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] = -2 * nist[i];
    struct cusum_alarm alarm = stats_cusum(x, ARRAY_SIZE(x), &terms);
    CU_ASSERT_EQUAL(alarm.at, 13);
    CU_ASSERT_EQUAL(alarm.since, 12);
    CU_ASSERT_DOUBLE_EQUAL(alarm.sum, -4.94, 1e-9);
    CU_ASSERT_EQUAL(stats_cusum(x, 12, &terms).at, 12); /* none */
}

static void a_value_far_off_counts_as_one_that_is_not(void)
{
    const struct cusum terms = {.sd = 1, .slack = 0.5, .limit = 5, .most = 4};
    double x[] = {0, 1000, 0, 0, -1000, -1000};
    struct cusum_alarm alarm = stats_cusum(x, 6, &terms);

    CU_ASSERT_EQUAL(alarm.at, 5);
    CU_ASSERT_EQUAL(alarm.since, 4);
    CU_ASSERT_EQUAL(alarm.sum, -7);
}

/* Montgomery, "Introduction to Statistical Quality Control": k = 0.5, h = 5 alarm every 465
 * values by exact calculation, both sides; by Siegmund's 938.2 / 2. */
static void run_lengths_are_siegmunds(void)
{
    CU_ASSERT_DOUBLE_EQUAL(stats_cusum_run_length(0.5, 5), 938.22, 0.05);
    CU_ASSERT_DOUBLE_EQUAL(stats_cusum_limit(0.5, 938.22), 5, 1e-3);
    CU_ASSERT_DOUBLE_EQUAL(stats_cusum_run_length(0.3, stats_cusum_limit(0.3, 5e5)), 5e5, 1);
    CU_ASSERT_EQUAL(stats_cusum_limit(0.5, 1), 0);
}

static void neither_a_drift_nor_a_step_widens_the_spread_between_neighbours(void)
{
    struct rng rng;
    double x[400];

    rng_seed(&rng, 5);
    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] = 3 * stats_normal_quantile((rng_uniform(&rng) + 1e-9) / 1.00001);
    double plain = stats_neighbour_sd(x, ARRAY_SIZE(x));
    CU_ASSERT_DOUBLE_EQUAL(plain, 3, 0.4);
    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] += 0.1 * (double)i + (i < 100 ? 0 : 50);
    CU_ASSERT_DOUBLE_EQUAL(stats_neighbour_sd(x, ARRAY_SIZE(x)), plain, 0.1);
}

/* 0 0 0 0 2: differences 0 0 0 2, whose median is 0; sqrt(4 / 4 / 2). */
static void values_that_are_mostly_equal_have_a_spread_all_the_same(void)
{
    static const double x[] = {0, 0, 0, 0, 2};

    CU_ASSERT_DOUBLE_EQUAL(stats_neighbour_sd(x, 5), sqrt(0.5), 1e-12);
    CU_ASSERT_EQUAL(stats_neighbour_sd(x, 4), 0);
    CU_ASSERT(isnan(stats_neighbour_sd(x, 1)));
}

static const struct suite_test tests[] = {
    TEST(the_handbooks_example_alarms_where_it_does_there),
    TEST(the_lower_side_is_the_upper_one_upside_down),
    TEST(a_value_far_off_counts_as_one_that_is_not),
    TEST(run_lengths_are_siegmunds),
    TEST(neither_a_drift_nor_a_step_widens_the_spread_between_neighbours),
    TEST(values_that_are_mostly_equal_have_a_spread_all_the_same),
    {NULL, NULL},
};

const struct suite suite_cusum = {"cusum", tests};
