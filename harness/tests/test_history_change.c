/* SPDX-License-Identifier: MIT
 * Tests of judge/history_change. SIMULATED series, not measurements. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "judge/history_change.h"
#include "stats/distribution.h"
#include "suite.h"

enum { YEAR = 365 };

static const struct history_terms usual = {.alpha = 0.001, .level = 0.95, .seed = 1};

/* 1 s, and half a percent from day to day. */
static void fill(double *x, size_t n, uint64_t seed)
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < n; i++)
        x[i] = 1e9 * exp(0.005 * stats_normal_quantile((rng_uniform(&rng) + 1e-9) / 1.00001));
}

static void shift(double *x, size_t from, size_t n, double by)
{
    for (size_t i = from; i < n; i++)
        x[i] *= by;
}

static bool is_near(size_t a, size_t b)
{
    return (a > b ? a - b : b - a) <= 1;
}

static void three_shifts_of_a_year_are_three_alerts_with_their_sizes(void)
{
    static const struct {
        size_t at;
        double by;
    } planted[] = {{90, 1.04}, {180, 0.97}, {270, 1.02}};
    struct history_change out[2 * YEAR];
    double x[YEAR];

    fill(x, YEAR, 11);
    for (size_t i = 0; i < ARRAY_SIZE(planted); i++)
        shift(x, planted[i].at, YEAR, planted[i].by);
    CU_ASSERT_EQUAL_FATAL(history_change_find(out, x, YEAR, &usual), 3);
    for (size_t i = 0; i < 3; i++) {
        CU_ASSERT_EQUAL(out[i].kind, HISTORY_SHIFT);
        CU_ASSERT(is_near(out[i].from, planted[i].at));
        CU_ASSERT_EQUAL(out[i].seen, out[i].from);
        CU_ASSERT(out[i].confirmed);
        CU_ASSERT(out[i].size.ci.low <= planted[i].by && planted[i].by <= out[i].size.ci.high);
        CU_ASSERT(out[i].size.ci.high / out[i].size.ci.low < 1.005);
    }
}

static void a_slow_drift_is_one_alert_and_no_shift(void)
{
    struct history_change out[2 * YEAR];
    double x[YEAR];

    fill(x, YEAR, 12);
    for (size_t i = 0; i < YEAR; i++)
        x[i] *= 1 + 0.04 * (double)i / YEAR;
    CU_ASSERT_EQUAL_FATAL(history_change_find(out, x, YEAR, &usual), 1);
    CU_ASSERT_EQUAL(out[0].kind, HISTORY_DRIFT);
    CU_ASSERT(out[0].from < out[0].seen);
    CU_ASSERT(out[0].seen < 200);
    CU_ASSERT_FALSE(out[0].confirmed);
    CU_ASSERT_DOUBLE_EQUAL(out[0].size.ratio, 1.0368 / 1.0016, 0.005);
}

static void a_drift_after_a_shift_is_told_from_it(void)
{
    struct history_change out[2 * YEAR];
    double x[YEAR];

    fill(x, YEAR, 13);
    shift(x, 100, YEAR, 1.05);
    for (size_t i = 130; i < YEAR; i++)
        x[i] *= 1 - 0.03 * (double)(i - 130) / YEAR;
    CU_ASSERT_EQUAL_FATAL(history_change_find(out, x, YEAR, &usual), 2);
    CU_ASSERT_EQUAL(out[0].kind, HISTORY_SHIFT);
    CU_ASSERT_EQUAL(out[0].from, 100);
    CU_ASSERT_EQUAL(out[1].kind, HISTORY_DRIFT);
    CU_ASSERT(out[1].size.ci.high < 1);
}

static void noise_is_no_alert(void)
{
    struct history_change out[2 * YEAR];
    double x[YEAR];
    size_t alerts = 0;

    for (uint64_t seed = 20; seed < 60; seed++) {
        fill(x, 100, seed);
        alerts += history_change_find(out, x, 100, &usual);
    }
    CU_ASSERT(alerts <= 1);
}

static void a_single_day_off_is_no_alert(void)
{
    struct history_change out[2 * YEAR];
    double x[YEAR];

    fill(x, YEAR, 14);
    x[200] *= 1.5;
    x[10] *= 0.7;
    CU_ASSERT_EQUAL(history_change_find(out, x, YEAR, &usual), 0);
}

/* Peak memory often is the same to the byte. */
static void equal_values_are_no_alert_and_a_step_of_them_is_one(void)
{
    struct history_change out[2 * YEAR];
    double x[YEAR];

    for (size_t i = 0; i < YEAR; i++)
        x[i] = 4096;
    CU_ASSERT_EQUAL(history_change_find(out, x, YEAR, &usual), 0);
    shift(x, 200, YEAR, 2);
    CU_ASSERT_EQUAL_FATAL(history_change_find(out, x, YEAR, &usual), 1);
    CU_ASSERT_EQUAL(out[0].from, 200);
    CU_ASSERT_EQUAL(out[0].size.ratio, 2);
    CU_ASSERT_EQUAL(out[0].size.ci.low, 2);
}

static void what_permutations_cannot_show_is_known_beforehand(void)
{
    struct history_change out[2 * YEAR];
    double x[YEAR];

    CU_ASSERT_EQUAL(history_change_needs(0.001), 14); /* C(14, 7) = 3432, C(13, 6) = 1716 */
    CU_ASSERT_EQUAL(history_change_needs(0.05), 8);   /* 70; 35 */
    CU_ASSERT_EQUAL(history_change_permutations(0.001), 999);
    CU_ASSERT_EQUAL(history_change_permutations(0.0001), 9999);
    fill(x, YEAR, 15);
    CU_ASSERT_EQUAL(history_change_find(out, x, 0, &usual), 0);
    CU_ASSERT_EQUAL(history_change_find(out, x, 3, &usual), 0);
    shift(x, 3, YEAR, 2);
    CU_ASSERT_EQUAL(history_change_find(out, x, 6, &usual), 0);
}

static const struct suite_test tests[] = {
    TEST(three_shifts_of_a_year_are_three_alerts_with_their_sizes),
    TEST(a_slow_drift_is_one_alert_and_no_shift),
    TEST(a_drift_after_a_shift_is_told_from_it),
    TEST(noise_is_no_alert),
    TEST(a_single_day_off_is_no_alert),
    TEST(equal_values_are_no_alert_and_a_step_of_them_is_one),
    TEST(what_permutations_cannot_show_is_known_beforehand),
    {NULL, NULL},
};

const struct suite suite_history_change = {"history_change", tests};
