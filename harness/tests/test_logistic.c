/* SPDX-License-Identifier: MIT
 * Tests of stats/logistic. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "stats/logistic.h"
#include "suite.h"

/* Of two doses the fit goes through both shares: their log-odds are the line. */
static void two_doses_are_met_exactly(void)
{
    const double x[] = {1, 3};
    const size_t hits[] = {2, 9}, n[] = {10, 12};
    struct logistic fit;

    CU_ASSERT_TRUE_FATAL(stats_logistic_fit(&fit, x, hits, n, 2));
    CU_ASSERT_DOUBLE_EQUAL(fit.b, (log(9. / 3) - log(2. / 8)) / 2, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(fit.a + fit.b, log(2. / 8), 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(stats_logistic_dose(&fit, 0.75), 3, 1e-9);
}

/* Bliss's beetles in carbon disulphide (1935; Dobson 1990, 7.3): -60.717 and 34.270. */
static void beetles_agree_with_dobson(void)
{
    const double x[] = {1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839};
    const size_t n[] = {59, 60, 62, 56, 63, 59, 62, 60},
                 hits[] = {6, 13, 18, 28, 52, 53, 61, 60};
    struct logistic fit;

    CU_ASSERT_TRUE_FATAL(stats_logistic_fit(&fit, x, hits, n, ARRAY_SIZE(x)));
    CU_ASSERT_DOUBLE_EQUAL(fit.a, -60.717, 0.001);
    CU_ASSERT_DOUBLE_EQUAL(fit.b, 34.270, 0.001);
}

static void what_is_told_apart_without_error_has_no_fit(void)
{
    const double x[] = {0, 1, 2};
    const size_t n[] = {10, 10, 10}, apart[] = {0, 0, 10}, edge[] = {0, 4, 10},
                 none[] = {0, 0, 0}, falling[] = {9, 5, 1};
    struct logistic fit;

    CU_ASSERT_FALSE(stats_logistic_fit(&fit, x, apart, n, 3));
    CU_ASSERT_FALSE(stats_logistic_fit(&fit, x, edge, n, 3));
    CU_ASSERT_FALSE(stats_logistic_fit(&fit, x, none, n, 3));
    CU_ASSERT_FALSE(stats_logistic_fit(&fit, x, falling, n, 3));
}

static const struct suite_test tests[] = {
    TEST(two_doses_are_met_exactly),
    TEST(beetles_agree_with_dobson),
    TEST(what_is_told_apart_without_error_has_no_fit),
    {NULL, NULL},
};
const struct suite suite_logistic = {"logistic", tests};
