/* SPDX-License-Identifier: MIT
 * Tests of sys/root. */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "suite.h"
#include "sys/root.h"

static void root_reads_cpu_lists_as_the_kernel_writes_them(void)
{
    int cpus[8];
    struct err err;

    CU_ASSERT_EQUAL(root_parse_cpus("0-3,8", cpus, 8, &err), 5);
    CU_ASSERT_EQUAL(cpus[3], 3);
    CU_ASSERT_EQUAL(cpus[4], 8);
    CU_ASSERT_EQUAL(root_parse_cpus("", cpus, 8, &err), 0);
    CU_ASSERT_EQUAL(root_parse_cpus("7", cpus, 8, &err), 1);
}

static void root_refuses_what_is_no_cpu_list(void)
{
    static const char *const wrong[] = {"a",   "0-",  "3-1", "0,", ",0",
                                        "0 1", "1,0", "-1",  "0x1"};
    int cpus[8];
    struct err err;

    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
        CU_ASSERT_EQUAL(root_parse_cpus(wrong[i], cpus, 8, &err), -EINVAL);
    CU_ASSERT_EQUAL(root_parse_cpus("0-8", cpus, 8, &err), -ERANGE);
    CU_ASSERT_EQUAL(root_parse_cpus("0-99999999999999999999", cpus, 8, &err), -EINVAL);
}

static void root_reads_a_file_below_it_without_its_last_newline(void)
{
    char buffer[ROOT_FILE_SIZE];
    struct err err;
    int64_t value;

    CU_ASSERT_EQUAL(root_read(FIXTURES, "/values/version", buffer, sizeof(buffer), &err), 5);
    CU_ASSERT_STRING_EQUAL(buffer, "6.1.0");
    CU_ASSERT_EQUAL(root_read_integer(FIXTURES, "/values/paranoid", &value, &err), 0);
    CU_ASSERT_EQUAL(value, -1);
    CU_ASSERT_EQUAL(root_read_integer(FIXTURES, "/values/version", &value, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "/values/version"));
    CU_ASSERT_EQUAL(root_read(FIXTURES, "/values/none", buffer, sizeof(buffer), &err), -ENOENT);
    CU_ASSERT_EQUAL(root_read(FIXTURES, "/values/version", buffer, 3, &err), -EFBIG);
}

static int collect(void *context, const char *name, struct err *err)
{
    (void)err;
    strcat(context, name);
    return strcmp(name, "version") == 0 ? 7 : 0;
}

static void root_lists_a_directory_in_order_until_told_to_stop(void)
{
    char names[64] = "";
    struct err err;

    CU_ASSERT_EQUAL(root_list(FIXTURES, "/values", collect, names, &err), 7);
    CU_ASSERT_STRING_EQUAL(names, "paranoidversion");
    CU_ASSERT_EQUAL(root_list(FIXTURES, "/none", collect, names, &err), -ENOENT);
}

static const struct suite_test tests[] = {
    TEST(root_reads_cpu_lists_as_the_kernel_writes_them),
    TEST(root_refuses_what_is_no_cpu_list),
    TEST(root_reads_a_file_below_it_without_its_last_newline),
    TEST(root_lists_a_directory_in_order_until_told_to_stop),
    {NULL, NULL},
};
const struct suite suite_root = {"root", tests};
