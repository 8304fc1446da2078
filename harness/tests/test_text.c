/* SPDX-License-Identifier: MIT
 * Tests of base/text. */
#include <CUnit/CUnit.h>

#include "base/text.h"
#include "suite.h"

static void text_is_empty_before_anything_was_added(void)
{
    struct text text = {0};

    CU_ASSERT_STRING_EQUAL(text_string(&text), "");
    text_free(&text);
}

static void text_grows_and_keeps_bytes_that_are_zero(void)
{
    struct text text = {0};

    for (int i = 0; i < 1000; i++)
        text_printf(&text, "%03d", i);
    text_add_bytes(&text, "a\0b", 3);
    CU_ASSERT_EQUAL(text.length, 3003);
    CU_ASSERT_EQUAL(text.data[3001], '\0');
    CU_ASSERT_EQUAL(text.data[3002], 'b');
    CU_ASSERT_EQUAL(text.data[2999], '9');
    text_free(&text);
    CU_ASSERT_EQUAL(text.length, 0);
}

static void text_wraps_at_blanks_and_indents_what_follows(void)
{
    struct text text = {0};

    text_add(&text, "ab ");
    text_add_wrapped(&text, "one two three four-is-too-long five", 3, 2, 12);
    CU_ASSERT_STRING_EQUAL(text_string(&text),
                           "ab one two\n  three\n  four-is-too-long\n  five");
    text_free(&text);
}

static const struct suite_test tests[] = {
    TEST(text_is_empty_before_anything_was_added),
    TEST(text_grows_and_keeps_bytes_that_are_zero),
    TEST(text_wraps_at_blanks_and_indents_what_follows),
    {NULL, NULL},
};
const struct suite suite_text = {"text", tests};
