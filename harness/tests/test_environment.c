/* SPDX-License-Identifier: MIT
 * Tests of exec/environment. */
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "exec/environment.h"
#include "suite.h"

/* The value of NAME in VARIABLES, NULL without; the number of variables of that name. */
static const char *find(const char *const *variables, const char *name, int *count)
{
    const char *value = NULL;
    size_t length = strlen(name);

    *count = 0;
    for (; *variables != NULL; variables++)
        if (strncmp(*variables, name, length) == 0 && (*variables)[length] == '=') {
            value = *variables + length + 1;
            ++*count;
        }
    return value;
}

static void environment_is_reduced_to_what_a_program_needs(void)
{
    static const char *const extra[] = {"GOAMD64=v1", "LANG=C", "EMPTY=", NULL};
    int count;

    setenv("LANG", "de_DE.UTF-8", 1);
    setenv("PATH_OF_MINE", "x", 1);
    setenv("POLYJOULE_CONTROL", "7,8", 1);
    struct environment *environment = environment_new(true, extra);
    const char *const *variables = environment_padded(environment, 0);
    CU_ASSERT_STRING_EQUAL(find(variables, "LANG", &count), "C");
    CU_ASSERT_EQUAL(count, 1);
    CU_ASSERT_STRING_EQUAL(find(variables, "GOAMD64", &count), "v1");
    CU_ASSERT_STRING_EQUAL(find(variables, "EMPTY", &count), "");
    CU_ASSERT_STRING_EQUAL(find(variables, "PATH", &count), getenv("PATH"));
    CU_ASSERT_PTR_NULL(find(variables, "PATH_OF_MINE", &count));
    CU_ASSERT_PTR_NULL(find(variables, "POLYJOULE_CONTROL", &count));
    environment_free(environment);
}

static void environment_that_is_not_reduced_is_ours_but_for_the_control(void)
{
    static const char *const extra[] = {"LANG=C", NULL};
    int count;

    setenv("PATH_OF_MINE", "x", 1);
    setenv("POLYJOULE_CONTROL", "7,8", 1);
    struct environment *environment = environment_new(false, extra);
    const char *const *variables = environment_padded(environment, 5);
    CU_ASSERT_STRING_EQUAL(find(variables, "PATH_OF_MINE", &count), "x");
    CU_ASSERT_STRING_EQUAL(find(variables, "LANG", &count), "C");
    CU_ASSERT_PTR_NULL(find(variables, "POLYJOULE_CONTROL", &count));
    environment_free(environment);
    unsetenv("POLYJOULE_CONTROL");
}

static void environment_padding_has_the_length_asked_for(void)
{
    static const size_t pads[] = {0, 1, ENVIRONMENT_PAD_MAX, 17};
    struct environment *environment = environment_new(true, NULL);
    int count;

    setenv("POLYJOULE_PAD", "inherited", 1);
    for (size_t i = 0; i < sizeof(pads) / sizeof(pads[0]); i++) {
        const char *const *variables = environment_padded(environment, pads[i]);
        const char *pad = find(variables, "POLYJOULE_PAD", &count);
        CU_ASSERT_PTR_NOT_NULL_FATAL(pad);
        CU_ASSERT_EQUAL(count, 1);
        CU_ASSERT_EQUAL(strlen(pad), pads[i]);
    }
    unsetenv("POLYJOULE_PAD");
    environment_free(environment);
}

static const struct suite_test tests[] = {
    TEST(environment_is_reduced_to_what_a_program_needs),
    TEST(environment_that_is_not_reduced_is_ours_but_for_the_control),
    TEST(environment_padding_has_the_length_asked_for),
    {NULL, NULL},
};
const struct suite suite_environment = {"environment", tests};
