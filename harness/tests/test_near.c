/* SPDX-License-Identifier: MIT
 * Tests of campaign/near. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "campaign/near.h"
#include "suite.h"

static bool near_text(const char *expected, const char *got, double tolerance)
{
    return near_equal(expected, strlen(expected), got, strlen(got), tolerance);
}

static void numbers_may_differ_by_the_tolerance(void)
{
    CU_ASSERT_TRUE(
        near_text("-0.169075164\n-0.169083134\n", "-0.169075163\n-0.169083135\n", 1e-8));
    CU_ASSERT_FALSE(near_text("-0.169075164\n", "-0.169075164\n-0.169083134\n", 1e-8));
    CU_ASSERT_FALSE(near_text("-0.16907516\n", "-0.16907520\n", 1e-8));
    CU_ASSERT_TRUE(near_text("1e6 1234567.5", "1000000.0 1234567.6", 1e-6));
    CU_ASSERT_FALSE(near_text("1234567.5", "1234569.5", 1e-6));
    CU_ASSERT_TRUE(near_text("0.5", ".5", 0));
    CU_ASSERT_TRUE(near_text("0.0", "-0.0", 1e-9));
    CU_ASSERT_FALSE(near_text("1.0", "-1.0", 1e-9));
    CU_ASSERT_FALSE(near_text("1.0", "nan", 1e-9));
}

static void all_else_must_be_the_same(void)
{
    CU_ASSERT_TRUE(near_text("sum 1.25, of 3 parts\n", "sum 1.2500000001, of 3 parts\n", 1e-8));
    CU_ASSERT_FALSE(near_text("sum 1.25\n", "Sum 1.25\n", 1e-8));
    CU_ASSERT_FALSE(near_text("sum 1.25\n", "sum 1.25", 1e-8));
    CU_ASSERT_FALSE(near_text("sum 1.25", "sum 1.25\n", 1e-8));
    CU_ASSERT_FALSE(near_text("1 2\n", "1  2\n", 1e-8));
    CU_ASSERT_TRUE(near_text("", "", 1e-8));
    CU_ASSERT_FALSE(near_text("1", "", 1e-8));
}

static void digits_inside_a_word_are_no_number(void)
{
    CU_ASSERT_FALSE(near_text("a1", "a1.0000000001", 1e-8));
    CU_ASSERT_FALSE(near_text("0x10", "0x10.0", 1e-8));
    CU_ASSERT_FALSE(near_text("1.2.3", "1.2.3.0", 1e-8));
    CU_ASSERT_TRUE(near_text("x=1.5e-3;y", "x=0.0015;y", 1e-12));
    CU_ASSERT_FALSE(near_text("1e", "1", 1e-8));
}

static void a_truncated_answer_is_not_near(void)
{
    const char *whole = "1.0\n2.0\n3.0\n";

    for (size_t length = 0; length < strlen(whole); length++)
        CU_ASSERT_FALSE(near_equal(whole, strlen(whole), whole, length, 0.1));
}

static void the_expected_answer_is_read_from_a_file(void)
{
    char path[] = "/tmp/near-XXXXXX";
    struct err err;
    bool is_near = false;
    int fd = mkstemp(path);

    CU_ASSERT_EQUAL_FATAL(write(fd, "3.14159\n", 8), 8);
    close(fd);
    CU_ASSERT_EQUAL(near_file(&is_near, path, "3.14160\n", 8, 1e-5, &err), 0);
    CU_ASSERT_TRUE(is_near);
    CU_ASSERT_EQUAL(near_file(&is_near, path, "3.15\n", 5, 1e-5, &err), 0);
    CU_ASSERT_FALSE(is_near);
    unlink(path);
    CU_ASSERT_EQUAL(near_file(&is_near, path, "", 0, 1e-5, &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, path));
}

static const struct suite_test tests[] = {
    TEST(numbers_may_differ_by_the_tolerance),     TEST(all_else_must_be_the_same),
    TEST(digits_inside_a_word_are_no_number),      TEST(a_truncated_answer_is_not_near),
    TEST(the_expected_answer_is_read_from_a_file), {NULL, NULL},
};
const struct suite suite_near = {"near", tests};
