/* SPDX-License-Identifier: MIT
 * Tests of report/command_line. */
#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "report/command_line.h"
#include "suite.h"

static void a_shell_reads_the_words_that_there_were(void)
{
    static const char *const cases[][2] = {
        {"[\"gcc\", \"-O3\", \"-o\", \"a.out\"]", "gcc -O3 -o a.out"},
        {"[\"echo\", \"\", \"it's\", \"a b\", \"$x\"]", "echo '' 'it'\\''s' 'a b' '$x'"},
        {"[[\"a\", \"b\"], [\"c;d\"]]", "a b\n'c;d'"},
    };
    struct arena arena = {0};

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
        CU_ASSERT_STRING_EQUAL(command_line_of(&arena, cases[i][0]), cases[i][1]);
    arena_free(&arena);
}

static void what_is_no_command_gives_none(void)
{
    static const char *const cases[] = {NULL, "[]", "", "{", "{\"a\": 1}", "7"};
    struct arena arena = {0};

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
        CU_ASSERT_PTR_NULL(command_line_of(&arena, cases[i]));
    arena_free(&arena);
}

static const struct suite_test tests[] = {
    TEST(a_shell_reads_the_words_that_there_were),
    TEST(what_is_no_command_gives_none),
    {NULL, NULL},
};
const struct suite suite_command_line = {"command_line", tests};
