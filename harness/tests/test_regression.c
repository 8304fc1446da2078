/* SPDX-License-Identifier: MIT
 * Tests of stats/regression. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "stats/regression.h"
#include "suite.h"

enum { CARS = 50 };

/* R's `cars` (Ezekiel 1930): speed and stopping distance. */
static const double speed[CARS] = {4,  4,  7,  7,  8,  9,  10, 10, 10, 11, 11, 12, 12,
                                   12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15,
                                   16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20,
                                   20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25};
static const double distance[CARS] = {2,  10, 4,  22, 16, 10, 18, 26, 34, 17,  28, 14, 20,
                                      24, 28, 26, 34, 34, 46, 26, 36, 60, 80,  20, 26, 54,
                                      32, 40, 32, 40, 50, 42, 56, 76, 84, 36,  46, 68, 32,
                                      48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85};

/* R: summary(lm(dist ~ speed))$r.squared is 0.6510793807582509. */
static void r_squared_of_one_predictor_is_rs(void)
{
    const double *const x[] = {speed};

    CU_ASSERT_DOUBLE_EQUAL(stats_r_squared(distance, x, 1, CARS), 0.6510793807582509, 1e-13);
}

/* R: coef(lm(dist ~ speed)). */
static void the_line_is_rs_too(void)
{
    const double *const x[] = {speed};
    struct regression fit = stats_regression(distance, x, 1, CARS);

    CU_ASSERT_DOUBLE_EQUAL(fit.constant, -17.579094890510973, 1e-11);
    CU_ASSERT_DOUBLE_EQUAL(fit.slope[0], 3.932408759124088, 1e-12);
    CU_ASSERT(isnan(stats_regression(distance, x, 1, 2).constant));
}

/* Beside speed 0 1 ... 6 0 1 ...; NumPy's lstsq. */
static void r_squared_of_two_predictors_is_numpys(void)
{
    double other[CARS];
    const double *const x[] = {speed, other};

    for (int i = 0; i < CARS; i++)
        other[i] = i % 7;
    CU_ASSERT_DOUBLE_EQUAL(stats_r_squared(distance, x, 2, CARS), 0.6535706390025047, 1e-12);
}

static void r_squared_is_one_of_a_line_and_does_not_ask_for_scales(void)
{
    double y[CARS];
    const double *const x[] = {speed};

    for (int i = 0; i < CARS; i++)
        y[i] = 3 - 1e6 * speed[i];
    CU_ASSERT_DOUBLE_EQUAL(stats_r_squared(y, x, 1, CARS), 1, 1e-12);
    for (int i = 0; i < CARS; i++)
        y[i] = 7 + 1e-3 * distance[i];
    CU_ASSERT_DOUBLE_EQUAL(stats_r_squared(y, x, 1, CARS), 0.6510793807582509, 1e-12);
}

static void r_squared_that_cannot_be_had_is_nan(void)
{
    static const double same[CARS] = {0};
    const double *const x[] = {speed, speed}, *const none[] = {same};

    CU_ASSERT(isnan(stats_r_squared(distance, x, 2, CARS)));
    CU_ASSERT(isnan(stats_r_squared(distance, none, 1, CARS)));
    CU_ASSERT(isnan(stats_r_squared(same, x, 1, CARS)));
    CU_ASSERT(isnan(stats_r_squared(distance, x, 1, 2)));
    CU_ASSERT(isnan(stats_r_squared_interval(distance, x, 1, 3, 0.95, 100, 1).low));
}

static void the_interval_is_around_and_the_same_for_a_seed(void)
{
    const double *const x[] = {speed};
    struct interval a = stats_r_squared_interval(distance, x, 1, CARS, 0.95, 1999, 7),
                    b = stats_r_squared_interval(distance, x, 1, CARS, 0.95, 1999, 7);

    CU_ASSERT(a.low > 0.4 && a.low < 0.65 && a.high > 0.65 && a.high < 0.85);
    CU_ASSERT(a.low == b.low && a.high == b.high);
}

static const struct suite_test tests[] = {
    TEST(r_squared_of_one_predictor_is_rs),
    TEST(the_line_is_rs_too),
    TEST(r_squared_of_two_predictors_is_numpys),
    TEST(r_squared_is_one_of_a_line_and_does_not_ask_for_scales),
    TEST(r_squared_that_cannot_be_had_is_nan),
    TEST(the_interval_is_around_and_the_same_for_a_seed),
    {NULL, NULL},
};

const struct suite suite_regression = {"regression", tests};
