/* SPDX-License-Identifier: MIT
 * Tests of sys/pfm. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "suite.h"
#include "sys/pfm.h"

static void pfm_encodes_the_kernels_generic_events(void)
{
    uint32_t type = 99;
    uint64_t config = 99;
    struct err err;

    CU_ASSERT_EQUAL(pfm_encode("perf::PERF_COUNT_SW_CONTEXT_SWITCHES", &type, &config, &err),
                    0);
    CU_ASSERT_EQUAL(type, 1); /* PERF_TYPE_SOFTWARE */
    CU_ASSERT_EQUAL(config, 3);
    CU_ASSERT_EQUAL(pfm_encode("perf::PERF_COUNT_HW_INSTRUCTIONS", &type, &config, &err), 0);
    CU_ASSERT_EQUAL(type, 0); /* PERF_TYPE_HARDWARE */
    CU_ASSERT_EQUAL(config, 1);
}

static void pfm_names_the_event_that_it_does_not_know(void)
{
    uint32_t type;
    uint64_t config;
    struct err err;

    CU_ASSERT_EQUAL(pfm_encode("rapl::RAPL_ENERGY_BATTERY", &type, &config, &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "RAPL_ENERGY_BATTERY"));
    CU_ASSERT_TRUE(pfm_encode("", &type, &config, &err) < 0);
}

static void pfm_tells_its_librarys_version(void)
{
    char buffer[PFM_VERSION_SIZE];

    CU_ASSERT_TRUE(atoi(pfm_version(buffer)) >= 4);
    CU_ASSERT_PTR_NOT_NULL(strchr(buffer, '.'));
}

static const struct suite_test tests[] = {
    TEST(pfm_encodes_the_kernels_generic_events),
    TEST(pfm_names_the_event_that_it_does_not_know),
    TEST(pfm_tells_its_librarys_version),
    {NULL, NULL},
};
const struct suite suite_pfm = {"pfm", tests};
