/* SPDX-License-Identifier: MIT
 * Tests of exec/counters. */
#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "exec/counters.h"
#include "suite.h"
#include "sys/perf.h"

static bool may_count(void)
{
    struct err err = {""};
    int fd = perf_open_child(PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS, getpid(), &err);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static void counters_are_named_or_refused(void)
{
    struct counters counters;
    struct err err = {""};

    CU_ASSERT_EQUAL(counters_resolve(&counters, "none", "", &err), 0);
    CU_ASSERT_EQUAL(counters.count, 0);
    CU_ASSERT_STRING_EQUAL(counters.absent, "");
    CU_ASSERT_EQUAL(counters_resolve(&counters, "page-fault", "", &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "'page-fault' is not a counter"));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, " instructions "));
    CU_ASSERT_EQUAL(counters_resolve(&counters, "cycles,", "", &err), -EINVAL);
    CU_ASSERT_EQUAL(counters_resolve(&counters, "", "", &err), -EINVAL);
}

static void software_counters_are_there_where_we_may_count(void)
{
    struct counters counters;
    struct err err = {""};

    CU_ASSERT_EQUAL(counters_resolve(&counters, "software", "", &err), 0);
    if (!may_count()) {
        CU_ASSERT_EQUAL(counters.count, 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(counters.absent, "perf_event_paranoid"));
        return;
    }
    CU_ASSERT_EQUAL(counters.count, 4);
    CU_ASSERT_STRING_EQUAL(counters.event[0].name, "task-clock");
    CU_ASSERT_EQUAL(counters.event[0].event.type, PERF_TYPE_SOFTWARE);
    CU_ASSERT_EQUAL(counters.event[0].event.config, PERF_COUNT_SW_TASK_CLOCK);
    CU_ASSERT_EQUAL(counters.event[1].event.config, PERF_COUNT_SW_CONTEXT_SWITCHES);
    CU_ASSERT_EQUAL(counters_resolve(&counters, "page-faults,task-clock,page-faults", "", &err),
                    0);
    CU_ASSERT_EQUAL(counters.count, 2);
    CU_ASSERT_STRING_EQUAL(counters.event[1].name, "task-clock");
}

static void counters_of_a_cpu_without_pmu_are_absent_with_the_reason(void)
{
    struct counters counters;
    struct err err = {""};

    CU_ASSERT_EQUAL(counters_resolve(&counters, "auto", "/none", &err), 0);
    CU_ASSERT_EQUAL(counters.count, 0);
    CU_ASSERT_STRING_EQUAL(
        counters.absent,
        "instructions: no counters of the CPU: no PMU in /none/sys/bus/event_source/devices");
    CU_ASSERT_EQUAL(
        counters_resolve(&counters, "cycles,instructions,page-faults", "/none", &err), 0);
    CU_ASSERT_EQUAL(counters.count, may_count() ? 1 : 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(counters.absent, "cycles: no counters of the CPU"));
}

static const struct suite_test tests[] = {
    TEST(counters_are_named_or_refused),
    TEST(software_counters_are_there_where_we_may_count),
    TEST(counters_of_a_cpu_without_pmu_are_absent_with_the_reason),
    {NULL, NULL},
};
const struct suite suite_counters = {"counters", tests};
