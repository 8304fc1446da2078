/* SPDX-License-Identifier: MIT
 * Tests of stats/outlier. */
#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "stats/outlier.h"
#include "suite.h"

/* Rosner's data in the NIST/SEMATECH handbook, 1.3.5.17.3. */
static const double rosner[] = {
    -0.25, 0.68, 0.94, 1.15, 1.20, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56,
    1.58,  1.65, 1.69, 1.70, 1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.10,
    2.14,  2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.40, 2.47, 2.54, 2.62, 2.64, 2.90, 2.92,
    2.92,  2.93, 3.21, 3.26, 3.30, 3.59, 3.68, 4.30, 4.64, 5.34, 5.42, 6.01};

static void rosners_three_outliers_are_found(void)
{
    size_t which[10];

    CU_ASSERT_EQUAL(stats_rosner_outliers(which, rosner, ARRAY_SIZE(rosner), 10, 0.05), 3);
    CU_ASSERT_EQUAL(rosner[which[0]], 6.01);
    CU_ASSERT_EQUAL(rosner[which[1]], 5.42);
    CU_ASSERT_EQUAL(rosner[which[2]], 5.34);
    /* The first two alone are none: each masks the other. */
    CU_ASSERT_EQUAL(stats_rosner_outliers(which, rosner, ARRAY_SIZE(rosner), 2, 0.05), 0);
    CU_ASSERT_EQUAL(stats_rosner_outliers(which, rosner, 1, 0, 0.05), 0);
}

static void what_is_far_from_the_median_is_flagged(void)
{
    static const double x[] = {2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3, -20};
    bool flags[ARRAY_SIZE(x)];

    CU_ASSERT_EQUAL(stats_flag_outliers(flags, x, ARRAY_SIZE(x)), 3);
    CU_ASSERT(flags[8] && flags[9] && flags[10] && !flags[0] && !flags[7]);
}

static void rosners_data_have_outliers_by_the_mad_too(void)
{
    bool flags[ARRAY_SIZE(rosner)];

    CU_ASSERT_EQUAL(stats_flag_outliers(flags, rosner, ARRAY_SIZE(rosner)), 3);
    CU_ASSERT(flags[51] && flags[52] && flags[53]);
}

static void scale_and_sign_flag_the_same(void)
{
    double moved[ARRAY_SIZE(rosner)];
    bool flags[ARRAY_SIZE(rosner)], again[ARRAY_SIZE(rosner)];

    for (size_t i = 0; i < ARRAY_SIZE(rosner); i++)
        moved[i] = 7 - 1024 * rosner[i];
    stats_flag_outliers(flags, rosner, ARRAY_SIZE(rosner));
    stats_flag_outliers(again, moved, ARRAY_SIZE(rosner));
    for (size_t i = 0; i < ARRAY_SIZE(rosner); i++)
        CU_ASSERT_EQUAL(flags[i], again[i]);
}

static void values_that_are_mostly_equal_still_have_outliers(void)
{
    static const double pages[] = {5, 5, 5, 5, 5, 5, 5, 6, 5, 90}, same[] = {3, 3, 3};
    bool flags[ARRAY_SIZE(pages)];

    CU_ASSERT_EQUAL(stats_flag_outliers(flags, pages, ARRAY_SIZE(pages)), 1);
    CU_ASSERT(flags[9]);
    CU_ASSERT_EQUAL(stats_flag_outliers(flags, same, 3), 0);
    CU_ASSERT_EQUAL(stats_flag_outliers(flags, NULL, 0), 0);
}

static const struct suite_test tests[] = {
    TEST(rosners_three_outliers_are_found),
    TEST(what_is_far_from_the_median_is_flagged),
    TEST(rosners_data_have_outliers_by_the_mad_too),
    TEST(scale_and_sign_flag_the_same),
    TEST(values_that_are_mostly_equal_still_have_outliers),
    {NULL, NULL},
};
const struct suite suite_outlier = {"outlier", tests};
