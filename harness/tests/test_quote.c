/* SPDX-License-Identifier: MIT
 * Tests of report/quote. */
#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "report/quote.h"
#include "suite.h"

static void a_name_cannot_leave_its_quotes(void)
{
    static const char *const cases[][2] = {
        {"n-body", "'n-body'"},      {"", "''"},
        {"it's", "'it''s'"},         {"'; system 'rm x'; '", "'''; system ''rm x''; '''"},
        {"a\nb\tc\x7f", "'a b c '"}, {"`date` @x \\n $y", "'`date` @x \\n $y'"},
    };

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct text out = {0};
        quote_gnuplot(&out, cases[i][0]);
        CU_ASSERT_STRING_EQUAL(text_string(&out), cases[i][1]);
        text_free(&out);
    }
}

/* Unicode 15, table 3-7, and its edges. The answers are in two pieces since ? ? ' is a
 * trigraph. */
static void what_is_no_utf8_becomes_a_question_mark(void)
{
    static const char *const cases[][2] = {
        {"\xc3\xa9", "'\xc3\xa9'"},
        {"\xe2\x86\x92", "'\xe2\x86\x92'"},
        {"\xf0\x9f\x98\x80", "'\xf0\x9f\x98\x80'"},
        {"\xff", "'?'"},
        {"\xc3", "'?'"},
        {"\xc3(", "'?('"},
        {"\xc0\xaf", "'??"
                     "'"},
        {"\xe0\x80\xaf", "'???"
                         "'"},
        {"\xed\xa0\x80", "'???"
                         "'"},
        {"\xf4\x90\x80\x80", "'????"
                             "'"},
        {"\xe2\x86", "'??"
                     "'"},
    };

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct text out = {0};
        quote_gnuplot(&out, cases[i][0]);
        CU_ASSERT_STRING_EQUAL(text_string(&out), cases[i][1]);
        text_free(&out);
    }
}

static const struct suite_test tests[] = {
    TEST(a_name_cannot_leave_its_quotes),
    TEST(what_is_no_utf8_becomes_a_question_mark),
    {NULL, NULL},
};
const struct suite suite_quote = {"quote", tests};
