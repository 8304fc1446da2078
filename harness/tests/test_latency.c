/* SPDX-License-Identifier: MIT
 * Tests of stats/latency. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/latency.h"
#include "suite.h"

static void a_percentile_is_a_latency_that_was_seen(void)
{
    double x[1000];

    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] = (double)(i + 1);
    CU_ASSERT_EQUAL(stats_nearest_rank(x, 1000, 0.5), 500);
    CU_ASSERT_EQUAL(stats_nearest_rank(x, 1000, 0.99), 990);
    CU_ASSERT_EQUAL(stats_nearest_rank(x, 1000, 0.999), 999);
    CU_ASSERT_EQUAL(stats_nearest_rank(x, 3, 0.5), 2);
}

static void a_percentile_with_nothing_beyond_it_is_absent(void)
{
    static const double x[] = {1, 2, 3};
    double many[1000] = {0};

    CU_ASSERT(isnan(stats_nearest_rank(x, ARRAY_SIZE(x), 0.9)));
    CU_ASSERT(isnan(stats_nearest_rank(x, 0, 0.5)));
    CU_ASSERT(isnan(stats_nearest_rank(many, 1000, 0.9999)));
}

/* A stall of 50 ms that begins when a tick of 1 ms is due, of 1000 ticks whose latency is else
 * 0.1 ms: 50, 49 ... 1 ms, 5 % of all, so that a share s of all has at most 50 - 1000 (1 - s)
 * ms. */
static void a_stall_is_in_the_percentiles_as_arithmetic_has_it(void)
{
    double x[1000], maxima[10];

    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] = i >= 950 ? (double)(i - 949) : 0.1; /* in ascending order */
    CU_ASSERT_EQUAL(stats_nearest_rank(x, 1000, 0.95), 0.1);
    CU_ASSERT_EQUAL(stats_nearest_rank(x, 1000, 0.96), 10);
    CU_ASSERT_EQUAL(stats_nearest_rank(x, 1000, 0.99), 40);
    CU_ASSERT_EQUAL(stats_nearest_rank(x, 1000, 0.999), 49);
    CU_ASSERT_EQUAL(stats_maxima(maxima, x, 1000, 100), 10);
    CU_ASSERT_EQUAL(maxima[9], 50);
    CU_ASSERT_EQUAL(maxima[8], 0.1);
    CU_ASSERT_EQUAL(stats_runs_above(x, 1000, 5), 1);
}

static void maxima_are_of_what_is_left_at_the_end_too(void)
{
    double x[] = {3, 1, 2, 9, 4};

    CU_ASSERT_EQUAL(stats_maxima(x, x, ARRAY_SIZE(x), 2), 3);
    CU_ASSERT_EQUAL(x[0], 3);
    CU_ASSERT_EQUAL(x[1], 9);
    CU_ASSERT_EQUAL(x[2], 4);
    CU_ASSERT_EQUAL(stats_maxima(x, x, 0, 2), 0);
}

static void a_run_above_counts_once(void)
{
    static const double x[] = {9, 9, 1, 5, 9, 1, 9};

    CU_ASSERT_EQUAL(stats_runs_above(x, ARRAY_SIZE(x), 5), 3);
    CU_ASSERT_EQUAL(stats_runs_above(x, ARRAY_SIZE(x), 9), 0);
}

static void noise(double *x, size_t n, struct rng *rng)
{
    for (size_t i = 0; i < n; i++)
        x[i] = rng_uniform(rng);
}

static void peaks_at_equal_distances_have_their_period(void)
{
    static const size_t at[] = {19, 40, 59, 79, 98}; /* give and take one */
    double x[100];
    struct rng rng;

    rng_seed(&rng, 1);
    noise(x, ARRAY_SIZE(x), &rng);
    for (size_t i = 0; i < ARRAY_SIZE(at); i++)
        x[at[i]] += 30;
    struct period found = stats_period(x, ARRAY_SIZE(x), 15, 999, 7);
    CU_ASSERT_EQUAL(found.peaks, 5);
    CU_ASSERT_DOUBLE_EQUAL(found.distance, 79.0 / 4, 1e-12);
    CU_ASSERT(found.p <= 0.005);
    x[60] += 20; /* a peak that lasts is one */
    CU_ASSERT_EQUAL(stats_period(x, ARRAY_SIZE(x), 15, 999, 7).peaks, 5);
    CU_ASSERT(stats_period(x, ARRAY_SIZE(x), 15, 999, 7).p <= 0.005);
}

static void peaks_in_bursts_have_none(void)
{
    static const size_t at[] = {3, 5, 7, 9, 11, 80, 82, 84, 86};
    double x[100] = {0};

    for (size_t i = 0; i < ARRAY_SIZE(at); i++)
        x[at[i]] = 30;
    struct period found = stats_period(x, ARRAY_SIZE(x), 15, 999, 7);
    CU_ASSERT_EQUAL(found.peaks, ARRAY_SIZE(at));
    CU_ASSERT(found.p > 0.9);
}

/* 5 % of 1000 samples, and three standard errors of that. */
static void noise_is_called_periodic_as_often_as_said(void)
{
    size_t hits = 0, tried = 0;
    struct rng rng;

    rng_seed(&rng, 3);
    for (int i = 0; i < 1000; i++) {
        double x[60];
        noise(x, ARRAY_SIZE(x), &rng);
        struct period found = stats_period(x, ARRAY_SIZE(x), 0.85, 99, 11 + (uint64_t)i);
        tried += isnan(found.p) ? 0 : 1;
        hits += found.p <= 0.05;
    }
    CU_ASSERT(tried > 900);
    CU_ASSERT(hits >= 29 && hits <= 71);
}

static void too_few_peaks_have_no_period(void)
{
    static const double flat[] = {2, 2, 2, 2, 2, 2, 2, 2}, three[] = {1, 9, 1, 9, 1, 9, 1},
                        four[] = {9, 1, 9, 1, 9, 1, 9};

    CU_ASSERT_EQUAL(stats_period(flat, ARRAY_SIZE(flat), 1, 99, 1).peaks, 1);
    CU_ASSERT(isnan(stats_period(flat, ARRAY_SIZE(flat), 1, 99, 1).p));
    CU_ASSERT(isnan(stats_period(three, ARRAY_SIZE(three), 5, 99, 1).p));
    CU_ASSERT(isnan(stats_period(three, 0, 5, 99, 1).distance));
    CU_ASSERT_EQUAL(stats_period(four, ARRAY_SIZE(four), 5, 99, 1).distance, 2);
    CU_ASSERT_EQUAL(stats_period(four, ARRAY_SIZE(four), 5, 99, 1).p,
                    1); /* there is but one way */
}

static const struct suite_test tests[] = {
    TEST(a_percentile_is_a_latency_that_was_seen),
    TEST(a_percentile_with_nothing_beyond_it_is_absent),
    TEST(a_stall_is_in_the_percentiles_as_arithmetic_has_it),
    TEST(maxima_are_of_what_is_left_at_the_end_too),
    TEST(a_run_above_counts_once),
    TEST(peaks_at_equal_distances_have_their_period),
    TEST(peaks_in_bursts_have_none),
    TEST(noise_is_called_periodic_as_often_as_said),
    TEST(too_few_peaks_have_no_period),
    {NULL, NULL},
};
const struct suite suite_latency = {"latency", tests};
