/* SPDX-License-Identifier: MIT
 * Tests of exec/affinity: the choice on machines described by hand, and on this one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "exec/affinity.h"
#include "suite.h"

/* The set as the list "0,2,5". */
static const char *list(char text[static 256], const cpu_set_t *set)
{
    text[0] = '\0';
    for (int cpu = 0; cpu < 64; cpu++)
        if (CPU_ISSET((size_t)cpu, set))
            sprintf(text + strlen(text), "%s%d", text[0] != '\0' ? "," : "", cpu);
    return text;
}

/* PACKAGE and KIND and the core's CPUs, the second -1 for none. */
static struct affinity_core core(int package, int kind, int first, int second)
{
    struct affinity_core result = {.package = package, .kind = kind};

    CPU_ZERO(&result.cpus);
    CPU_SET((size_t)first, &result.cpus);
    if (second >= 0)
        CPU_SET((size_t)second, &result.cpus);
    return result;
}

static void check(const struct affinity_core *cores, size_t count, int threads,
                  const char *child, const char *harness, bool shared)
{
    struct affinity affinity;
    char text[256];

    affinity_assign(&affinity, cores, count, threads);
    CU_ASSERT_STRING_EQUAL(list(text, &affinity.child), child);
    CU_ASSERT_EQUAL(affinity.child_cpu, atoi(child));
    CU_ASSERT_STRING_EQUAL(list(text, &affinity.harness), harness);
    CU_ASSERT_EQUAL(affinity.shared, shared);
}

static void affinity_parts_two_cores_between_child_and_harness(void)
{
    const struct affinity_core cores[] = {core(0, 0, 0, -1), core(0, 0, 1, -1)};

    check(cores, 2, 1, "1", "0", false);
    check(cores, 2, 2, "0,1", "0,1", true);
    check(cores, 2, 8, "0,1", "0,1", true);
    check(cores, 1, 1, "0", "0", true);
}

static void affinity_gives_the_harness_no_sibling_of_the_child_where_it_can(void)
{
    const struct affinity_core cores[] = {core(0, 0, 0, 4), core(0, 0, 1, 5), core(0, 0, 2, 6),
                                          core(0, 0, 3, 7)};

    check(cores, 4, 1, "3", "0", false);
    check(cores, 4, 3, "1,2,3", "0", false);
    check(cores, 4, 4, "0,1,2,3", "4", true);
    check(cores, 4, 6, "0,1,2,3,6,7", "4", true);
    check(cores, 1, 1, "0", "4", true);
}

static void affinity_keeps_to_one_kind_of_core_and_one_package(void)
{
    /* Two performance cores with two threads each, four efficiency cores. */
    const struct affinity_core hybrid[] = {core(0, 1, 0, 1),  core(0, 1, 2, 3),
                                           core(0, 0, 4, -1), core(0, 0, 5, -1),
                                           core(0, 0, 6, -1), core(0, 0, 7, -1)};
    const struct affinity_core packages[] = {core(0, 0, 0, -1), core(0, 0, 1, -1),
                                             core(0, 0, 2, -1), core(1, 0, 3, -1),
                                             core(1, 0, 4, -1), core(1, 0, 5, -1)};

    check(hybrid, 6, 1, "2", "0", false);
    check(hybrid, 6, 2, "0,2", "4", false);
    check(hybrid, 6, 4, "4,5,6,7", "0", false);
    check(hybrid, 6, 6, "0,2,4,5,6,7", "1", true);
    check(packages, 6, 1, "5", "3", false);
    check(packages, 6, 3, "3,4,5", "0", false);
    check(packages, 6, 4, "2,3,4,5", "0", false);
}

static void affinity_on_this_machine_stays_within_what_is_allowed(void)
{
    struct affinity affinity;
    struct err err = {""};
    cpu_set_t allowed, one, common;

    CU_ASSERT_EQUAL(sched_getaffinity(0, sizeof(allowed), &allowed), 0);
    CU_ASSERT_EQUAL(affinity_choose(&affinity, 1, NULL, &err), 0);
    CU_ASSERT_EQUAL(CPU_COUNT(&affinity.child), 1);
    CU_ASSERT(CPU_ISSET((size_t)affinity.child_cpu, &allowed));
    CPU_AND(&common, &affinity.child, &affinity.harness);
    CU_ASSERT_EQUAL(CPU_COUNT(&common) > 0, CPU_COUNT(&allowed) == 1);

    CPU_ZERO(&one);
    CPU_SET((size_t)affinity.child_cpu, &one);
    CU_ASSERT_EQUAL(sched_setaffinity(0, sizeof(one), &one), 0);
    CU_ASSERT_EQUAL(affinity_choose(&affinity, 1, NULL, &err), 0);
    CU_ASSERT(CPU_EQUAL(&affinity.child, &one));
    CU_ASSERT(CPU_EQUAL(&affinity.home, &one));
    CU_ASSERT(CPU_EQUAL(&affinity.harness, &one));
    CU_ASSERT(affinity.shared);
    CU_ASSERT_EQUAL(sched_setaffinity(0, sizeof(allowed), &allowed), 0);

    CU_ASSERT_EQUAL(affinity_choose(&affinity, 0, NULL, &err), 0);
    CU_ASSERT(CPU_EQUAL(&affinity.child, &allowed));
    CU_ASSERT(CPU_EQUAL(&affinity.harness, &one));
    CU_ASSERT(CPU_EQUAL(&affinity.home, &one));
    CU_ASSERT(affinity.shared);
}

static void affinity_takes_wanted_cpus_that_are_there(void)
{
    static const char *const wrong[] = {"1023", "x", "", "0,"};
    struct affinity affinity;
    struct err err = {""};
    cpu_set_t allowed;
    char cpu[16];

    CU_ASSERT_EQUAL(sched_getaffinity(0, sizeof(allowed), &allowed), 0);
    CU_ASSERT_EQUAL(affinity_choose(&affinity, 1, NULL, &err), 0);
    snprintf(cpu, sizeof(cpu), "%d", affinity.child_cpu);
    CU_ASSERT_EQUAL(affinity_choose(&affinity, 4, cpu, &err), 0);
    CU_ASSERT_EQUAL(CPU_COUNT(&affinity.child), 1);
    CU_ASSERT(CPU_ISSET((size_t)atoi(cpu), &affinity.child));
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
        CU_ASSERT_EQUAL(affinity_choose(&affinity, 1, wrong[i], &err), -EINVAL);
    CU_ASSERT_EQUAL(affinity_apply_harness(&affinity, &err) < 0, true);
    CU_ASSERT_EQUAL(sched_setaffinity(0, sizeof(allowed), &allowed), 0);
}

static const struct suite_test tests[] = {
    TEST(affinity_parts_two_cores_between_child_and_harness),
    TEST(affinity_gives_the_harness_no_sibling_of_the_child_where_it_can),
    TEST(affinity_keeps_to_one_kind_of_core_and_one_package),
    TEST(affinity_on_this_machine_stays_within_what_is_allowed),
    TEST(affinity_takes_wanted_cpus_that_are_there),
    {NULL, NULL},
};
const struct suite suite_affinity = {"affinity", tests};
