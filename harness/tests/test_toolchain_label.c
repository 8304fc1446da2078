/* SPDX-License-Identifier: MIT
 * Tests of judge/toolchain. */
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "judge/toolchain_label.h"
#include "suite.h"

static void a_toolchain_is_its_name_and_number(void)
{
    static const char *const cases[][3] = {
        {"gcc", "gcc (Debian 12.2.0-14+deb12u1) 12.2.0", "gcc 12.2.0"},
        {"clang", "Debian clang version 14.0.6", "clang 14.0.6"},
        {"rustc", "rustc 1.63.0", "rustc 1.63.0"},
        {"rustc", "rustc 1.95.0 (59807616e 2026-04-14)", "rustc 1.95.0"},
        {"go", "go version go1.19.8 linux/amd64", "go 1.19.8"},
        {"python", "Python 3.11.2", "python 3.11.2"},
        {"odd", "version two", "odd version two"},
        {"odd", "r15 x86_64", "odd r15 x86_64"},
        {"odd", "5. 6.", "odd 5. 6."},
        {"odd", "", "odd "},
    };
    char buffer[TOOLCHAIN_LABEL_SIZE];

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
        CU_ASSERT_STRING_EQUAL(toolchain_label(buffer, cases[i][0], cases[i][1]), cases[i][2]);
}

static const struct suite_test tests[] = {
    TEST(a_toolchain_is_its_name_and_number),
    {NULL, NULL},
};
const struct suite suite_toolchain_label = {"toolchain", tests};
