/* SPDX-License-Identifier: MIT
 * Tests of campaign/placeholder. */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "campaign/placeholder.h"
#include "suite.h"

static void placeholder_words_are_replaced_wherever_they_stand(void)
{
    const char *const argv[] = {"{command}", "-o", "{dir}/x-{threads}", "v{x86_64_level}",
                                NULL};
    const struct placeholders values = {
        .command = "/usr/bin/cc", .dir = "/tmp/d", .threads = 4, .x86_64_level = 3};
    struct arena arena = {0};
    const char *const *out;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(placeholder_expand_argv(argv, &values, &arena, &out, &err), 0);
    CU_ASSERT_STRING_EQUAL(out[0], "/usr/bin/cc");
    CU_ASSERT_STRING_EQUAL(out[2], "/tmp/d/x-4");
    CU_ASSERT_STRING_EQUAL(out[3], "v3");
    CU_ASSERT_PTR_NULL(out[4]);
    arena_free(&arena);
}

static void placeholder_flags_become_several_words_or_none(void)
{
    const char *const argv[] = {"cc", "{flags}", "x.c", NULL};
    const char *const flags[] = {"-O3", "-g", NULL}, *const none[] = {NULL};
    struct placeholders values = {.flags = flags};
    struct arena arena = {0};
    const char *const *out;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(placeholder_expand_argv(argv, &values, &arena, &out, &err), 0);
    CU_ASSERT_STRING_EQUAL(out[1], "-O3");
    CU_ASSERT_STRING_EQUAL(out[3], "x.c");
    values.flags = none;
    CU_ASSERT_EQUAL_FATAL(placeholder_expand_argv(argv, &values, &arena, &out, &err), 0);
    CU_ASSERT_STRING_EQUAL(out[1], "x.c");
    CU_ASSERT_PTR_NULL(out[2]);
    arena_free(&arena);
}

static void placeholder_native_is_a_tool_and_flags_beside_the_others(void)
{
    const char *const argv[] = {"{native}", "{flags}", "{native_flags}", "{native}", NULL};
    const char *const flags[] = {"-O3", "-g", NULL};
    struct placeholders values = {.native = "/usr/bin/cc", .native_flags = flags};
    struct arena arena = {0};
    const char *const *out;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(placeholder_expand_argv(argv, &values, &arena, &out, &err), 0);
    CU_ASSERT_STRING_EQUAL(out[0], "/usr/bin/cc");
    CU_ASSERT_STRING_EQUAL(out[1], "-O3");
    CU_ASSERT_STRING_EQUAL(out[2], "-g");
    CU_ASSERT_STRING_EQUAL(out[3], "/usr/bin/cc");
    CU_ASSERT_PTR_NULL(out[4]);
    values.native = NULL;
    CU_ASSERT_EQUAL(placeholder_expand_argv(argv, &values, &arena, &out, &err), -EINVAL);
    arena_free(&arena);
}

static void placeholder_that_has_no_value_is_an_error_that_names_it(void)
{
    const char *const argv[] = {"{command}", "{what}", NULL};
    const struct placeholders values = {.command = "cc"};
    struct arena arena = {0};
    const char *const *out;
    struct err err;

    CU_ASSERT_EQUAL(placeholder_expand_argv(argv, &values, &arena, &out, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "{what}"));
    arena_free(&arena);
}

static const struct suite_test tests[] = {
    TEST(placeholder_words_are_replaced_wherever_they_stand),
    TEST(placeholder_flags_become_several_words_or_none),
    TEST(placeholder_native_is_a_tool_and_flags_beside_the_others),
    TEST(placeholder_that_has_no_value_is_an_error_that_names_it),
    {NULL, NULL},
};
const struct suite suite_placeholder = {"placeholder", tests};
