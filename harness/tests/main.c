/* SPDX-License-Identifier: MIT
 * Runs the suites whose names are given, or all; exits 1 if an assertion failed. */
#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "suite.h"

static int wanted(const struct suite *suite, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], suite->name) == 0)
            return 1;
    return argc == 1;
}

int main(int argc, char **argv)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    for (size_t i = 0; suites[i] != NULL; i++) {
        if (!wanted(suites[i], argc, argv))
            continue;
        CU_pSuite suite = CU_add_suite(suites[i]->name, NULL, NULL);
        if (suite == NULL)
            return 2;
        for (const struct suite_test *t = suites[i]->tests; t->name != NULL; t++)
            if (CU_add_test(suite, t->name, t->run) == NULL)
                return 2;
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_ErrorCode code = CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    unsigned run = CU_get_number_of_tests_run();
    CU_cleanup_registry();
    return code != CUE_SUCCESS || failures > 0 || run == 0;
}
