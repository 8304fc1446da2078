/* SPDX-License-Identifier: MIT
 * Tests of report/strip_drawing. */
#include <string.h>

#include <CUnit/CUnit.h>

#include "report/strip_drawing.h"
#include "suite.h"

static size_t count(const char *text, const char *word)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word))
        n++;
    return n;
}

static void each_value_is_a_dot_between_the_least_and_the_greatest(void)
{
    struct result_value values[] = {{1, 1e9}, {2, 3e9}, {4, 2e9}}, aside[] = {{3, 9e9}};
    const struct result_series series = {values, 3, NULL}, set_aside = {aside, 1, NULL};
    struct text out = {0};

    strip_drawing(&out, &series, &set_aside, UNIT_NANOSECONDS);
    CU_ASSERT_EQUAL(count(text_string(&out), "class=\"dot\""), 3);
    CU_ASSERT_EQUAL(count(text_string(&out), "class=\"hollow\""), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(text_string(&out), "cx=\"5.0\" cy=\"67.0\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(text_string(&out), "\"hollow\" cx=\"318.3\" cy=\"5.0\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(text_string(&out), "3 in the order they ran, from 1.00 s to "
                                                     "9.00 s; the line is the median; hollow: "
                                                     "1 set aside"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text_string(&out), ">1.00 s, 3.00 s, 2.00 s<"));
    text_free(&out);
}

static void of_many_values_some_are_drawn_and_that_is_said(void)
{
    static struct result_value values[10000];
    const struct result_series series = {values, 10000, NULL};
    struct text out = {0};

    for (size_t i = 0; i < 10000; i++)
        values[i] = (struct result_value){(int64_t)i, (double)(i * 7919 % 1000 + 1)};
    strip_drawing(&out, &series, NULL, UNIT_NANOSECONDS);
    CU_ASSERT_EQUAL(count(text_string(&out), "<circle"), STRIP_DOTS);
    CU_ASSERT_PTR_NOT_NULL(strstr(text_string(&out), "one dot in 50 is drawn"));
    CU_ASSERT(out.length < 20000);
    text_free(&out);
}

static void nothing_is_drawn_of_nothing_and_one_value_is_no_division_by_nothing(void)
{
    struct result_value value = {1, 5};
    const struct result_series none = {0}, one = {&value, 1, NULL};
    struct text out = {0};

    strip_drawing(&out, &none, NULL, UNIT_NONE);
    CU_ASSERT_EQUAL(out.length, 0);
    strip_drawing(&out, &one, NULL, UNIT_NONE);
    CU_ASSERT_PTR_NULL(strstr(text_string(&out), "nan"));
    CU_ASSERT_PTR_NULL(strstr(text_string(&out), "inf"));
    text_free(&out);
}

static const struct suite_test tests[] = {
    TEST(each_value_is_a_dot_between_the_least_and_the_greatest),
    TEST(of_many_values_some_are_drawn_and_that_is_said),
    TEST(nothing_is_drawn_of_nothing_and_one_value_is_no_division_by_nothing),
    {NULL, NULL},
};
const struct suite suite_strip_drawing = {"strip_drawing", tests};
