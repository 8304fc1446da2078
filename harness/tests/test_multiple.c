/* SPDX-License-Identifier: MIT
 * Tests of stats/multiple. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "stats/multiple.h"
#include "suite.h"

/* Benjamini and Hochberg 1995, section 3.2. */
static const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                           0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1};

static void holm_agrees_with_r_on_benjamini_and_hochbergs_example(void)
{
    static const double holm[] = {0.0015, 0.0056, 0.0247, 0.1140, 0.2211,
                                  0.2780, 0.2780, 0.2780, 0.3213, 1,
                                  1,      1,      1,      1,      1};
    double out[15];

    stats_holm(out, p, 15);
    for (size_t i = 0; i < 15; i++)
        CU_ASSERT_DOUBLE_EQUAL(out[i], holm[i], 1e-14);
}

static void bh_agrees_with_benjamini_and_hochbergs_example(void)
{
    static const double bh[] = {
        0.0015,          0.003,           0.0095,         0.035625,       0.0603,
        0.0638571428571, 0.0638571428571, 0.0645,         0.0765,         0.486,
        0.581181818182,  0.714875,        0.753230769231, 0.813214285714, 1};
    double out[15];

    stats_benjamini_hochberg(out, p, 15);
    for (size_t i = 0; i < 15; i++)
        CU_ASSERT_DOUBLE_EQUAL(out[i], bh[i], 5e-13);
}

static void adjusted_values_never_fall_where_the_raw_ones_rise(void)
{
    static const double close[] = {0.01, 0.011};
    double out[2];

    stats_holm(out, close, 2);
    CU_ASSERT_DOUBLE_EQUAL(out[0], 0.02, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(out[1], 0.02, 1e-15);
}

static void order_does_not_matter_and_the_answer_may_replace_the_question(void)
{
    double reversed[15], straight[15];

    for (size_t i = 0; i < 15; i++)
        reversed[i] = p[14 - i];
    stats_holm(reversed, reversed, 15);
    stats_holm(straight, p, 15);
    for (size_t i = 0; i < 15; i++)
        CU_ASSERT_EQUAL(reversed[i], straight[14 - i]);
    for (size_t i = 0; i < 15; i++)
        reversed[i] = p[14 - i];
    stats_benjamini_hochberg(reversed, reversed, 15);
    stats_benjamini_hochberg(straight, p, 15);
    for (size_t i = 0; i < 15; i++)
        CU_ASSERT_EQUAL(reversed[i], straight[14 - i]);
}

/* R: p.adjust(c(.01, NA, .011, .5), "holm") and "BH". */
static void tests_that_were_not_made_count_for_nothing(void)
{
    static const double some[] = {0.01, NAN, 0.011, 0.5};
    static const double e[] = {NAN, 35, 120, NAN};
    double out[4];
    bool rejected[4];

    stats_holm(out, some, 4);
    CU_ASSERT_DOUBLE_EQUAL(out[0], 0.03, 1e-15);
    CU_ASSERT(isnan(out[1]));
    CU_ASSERT_DOUBLE_EQUAL(out[2], 0.03, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(out[3], 0.5, 1e-15);
    stats_benjamini_hochberg(out, some, 4);
    CU_ASSERT_DOUBLE_EQUAL(out[0], 0.0165, 1e-15);
    CU_ASSERT(isnan(out[1]));
    CU_ASSERT_EQUAL(stats_e_benjamini_hochberg(rejected, e, 4, 0.1), 2);
    CU_ASSERT(!rejected[0] && rejected[1] && rejected[2] && !rejected[3]);
    CU_ASSERT_EQUAL(stats_e_benjamini_hochberg(rejected, e, 1, 0.1), 0);
    CU_ASSERT_EQUAL(stats_e_benjamini_hochberg(rejected, NULL, 0, 0.1), 0);
}

static void e_bh_rejects_two_of_the_example(void)
{
    static const double e[] = {0.5, 120, 8, 35, 2};
    bool rejected[5];

    CU_ASSERT_EQUAL(stats_e_benjamini_hochberg(rejected, e, 5, 0.1), 2);
    CU_ASSERT(!rejected[0] && rejected[1] && !rejected[2] && rejected[3] && !rejected[4]);
    CU_ASSERT_EQUAL(stats_e_benjamini_hochberg(rejected, e, 5, 0.01), 0);
    CU_ASSERT(!rejected[1]);
}

/* 15 * 0.1 * 1 does not reach 2, 12 * 0.1 * 2 does: the largest k counts. */
static void e_bh_looks_past_a_k_that_fails(void)
{
    static const double e[] = {15, 12};
    bool rejected[2];

    CU_ASSERT_EQUAL(stats_e_benjamini_hochberg(rejected, e, 2, 0.1), 2);
    CU_ASSERT(rejected[0] && rejected[1]);
}

static const struct suite_test tests[] = {
    TEST(holm_agrees_with_r_on_benjamini_and_hochbergs_example),
    TEST(bh_agrees_with_benjamini_and_hochbergs_example),
    TEST(adjusted_values_never_fall_where_the_raw_ones_rise),
    TEST(order_does_not_matter_and_the_answer_may_replace_the_question),
    TEST(tests_that_were_not_made_count_for_nothing),
    TEST(e_bh_rejects_two_of_the_example),
    TEST(e_bh_looks_past_a_k_that_fails),
    {NULL, NULL},
};
const struct suite suite_multiple = {"multiple", tests};
