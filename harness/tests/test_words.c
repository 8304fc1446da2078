/* SPDX-License-Identifier: MIT
 * Tests of cli/words. */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "cli/words.h"
#include "suite.h"

static void words_are_split_and_quoted_as_by_a_shell(void)
{
    static const struct {
        const char *line;
        const char *words[4];
    } cases[] = {
        {"sleep 1", {"sleep", "1"}},
        {"  a\t b\n", {"a", "b"}},
        {"echo 'a  b' \"c d\"", {"echo", "a  b", "c d"}},
        {"a\\ b 'c'd\"e\"", {"a b", "cde"}},
        {"x '' y", {"x", "", "y"}},
        {"\"a\\\"b\" 'a\\b'", {"a\"b", "a\\b"}},
    };
    struct arena arena = {0};
    const char *const *words;
    struct err err;

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        CU_ASSERT_EQUAL_FATAL(words_split(cases[i].line, &arena, &words, &err), 0);
        size_t n = 0;
        for (; cases[i].words[n] != NULL; n++)
            CU_ASSERT_STRING_EQUAL(words[n], cases[i].words[n]);
        CU_ASSERT_PTR_NULL(words[n]);
    }
    arena_free(&arena);
}

static void words_refuse_what_only_a_shell_understands(void)
{
    static const char *const lines[] = {"a | b", "a > f", "echo $HOME", "ls *.c", "a; b",
                                        "a & b", "$(id)", "\"$x\"",     "`id`",   "~/x"};
    struct arena arena = {0};
    const char *const *words;
    struct err err;

    for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
        CU_ASSERT_EQUAL(words_split(lines[i], &arena, &words, &err), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "--shell"));
    }
    CU_ASSERT_EQUAL(words_split("a 'b", &arena, &words, &err), -EINVAL);
    CU_ASSERT_EQUAL(words_split("  ", &arena, &words, &err), -EINVAL);
    arena_free(&arena);
}

static void words_joined_can_be_split_again(void)
{
    const char *const words[] = {"a", "b c", "", "d'e", "$x", "f\\g", NULL};
    struct arena arena = {0};
    const char *const *again;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(words_split(words_join(words, &arena), &arena, &again, &err), 0);
    for (size_t i = 0; words[i] != NULL; i++)
        CU_ASSERT_STRING_EQUAL(again[i], words[i]);
    arena_free(&arena);
}

static const struct suite_test tests[] = {
    TEST(words_are_split_and_quoted_as_by_a_shell),
    TEST(words_refuse_what_only_a_shell_understands),
    TEST(words_joined_can_be_split_again),
    {NULL, NULL},
};
const struct suite suite_words = {"words", tests};
