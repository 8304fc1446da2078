/* SPDX-License-Identifier: MIT
 * Tests of base/err. */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/err.h"
#include "suite.h"

static void err_keeps_the_cause_and_puts_context_before_it(void)
{
    struct err err;

    errno = ENOENT;
    int r = err_sys(&err, "spawn");
    CU_ASSERT_EQUAL(r, -ENOENT);
    r = err_prefix(&err, r, "run %s", "n-body/rust");
    CU_ASSERT_EQUAL(r, -ENOENT);
    CU_ASSERT_STRING_EQUAL(err.text, "run n-body/rust: spawn: No such file or directory");
}

static void err_cuts_a_text_that_is_too_long(void)
{
    struct err err;
    char text[4 * sizeof(err.text)];

    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    CU_ASSERT_EQUAL(err_set(&err, -EINVAL, "%s", text), -EINVAL);
    CU_ASSERT_EQUAL(strlen(err.text), sizeof(err.text) - 1);
    CU_ASSERT_EQUAL(err_prefix(&err, -EINVAL, "%s", text), -EINVAL);
    CU_ASSERT_EQUAL(strlen(err.text), sizeof(err.text) - 1);
}

static const struct suite_test tests[] = {
    TEST(err_keeps_the_cause_and_puts_context_before_it),
    TEST(err_cuts_a_text_that_is_too_long),
    {NULL, NULL},
};
const struct suite suite_err = {"err", tests};
