/* SPDX-License-Identifier: MIT
 * Tests of energy/rapl_pmu, and of perf's group readings. */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "energy/perf_group.h"
#include "energy/rapl_pmu.h"
#include "invented_tree.h"
#include "suite.h"

#define PMU "/sys/bus/event_source/devices/power"

static void rapl_pmu_converts_counts_exactly(void)
{
    /* 2^-32 J are 0.2328 nJ; values by integer arithmetic of any width. */
    static const struct {
        uint64_t count;
        int shift;
        int64_t nj;
    } cases[] = {
        {0, 32, 0},
        {1, 32, 0},
        {5, 32, 1},
        {UINT64_C(1) << 32, 32, 1000000000},
        {UINT64_C(0x40000), 32, 61035}, /* one step of 2^-14 J */
        {UINT64_C(123456789012345), 32, 28744523649184},
        {UINT64_C(1) << 62, 32, INT64_C(1073741824) * 1000000000},
        {UINT64_C(1) << 14, 14, 1000000000},
        {3, 16, 45776},
    };

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        CU_ASSERT_EQUAL(rapl_nj(cases[i].count, cases[i].shift), cases[i].nj);
        CU_ASSERT_EQUAL(rapl_nj(-cases[i].count, cases[i].shift), -cases[i].nj);
    }
}

static void rapl_pmu_subtracts_before_it_converts(void)
{
    uint64_t start = UINT64_MAX - 10, end = start + (UINT64_C(3) << 32);

    CU_ASSERT_EQUAL(rapl_nj(end - start, 32), INT64_C(3000000000));
    CU_ASSERT_EQUAL(rapl_nj(start - end, 32), INT64_C(-3000000000));
}

static void rapl_pmu_takes_scales_that_are_powers_of_two(void)
{
    static const char *const wrong[] = {"1",  "0",     "-2.3283064365386962890625e-10", "1e-6",
                                        "",   "nan",   "2,3283064365386962890625e-10",  "inf",
                                        "61", "1e-320"};
    struct err err;
    int shift;

    CU_ASSERT_EQUAL(rapl_parse_scale(&shift, "2.3283064365386962890625e-10", &err), 0);
    CU_ASSERT_EQUAL(shift, 32);
    CU_ASSERT_EQUAL(rapl_parse_scale(&shift, "6.103515625e-05", &err), 0);
    CU_ASSERT_EQUAL(shift, 14);
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        CU_ASSERT_EQUAL(rapl_parse_scale(&shift, wrong[i], &err), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "RAPL"));
    }
}

static void rapl_pmu_puts_codes_where_the_format_says(void)
{
    static const struct {
        const char *text, *format;
    } wrong[] = {
        {"event=0x100", "config:0-7"},
        {"event=2", "config:0-7"},
        {"event=0x", "config:0-7"},
        {"event=0x2,umask=1", "config:0-7"},
        {"", "config:0-7"},
        {"event=0x2", "config1:0-7"},
        {"event=0x2", "config:7-0"},
        {"event=0x2", "config:0-64"},
        {"event=0x-2", "config:0-7"},
        {"event=0x11111111111111111", "config:0-63"},
    };
    struct err err;
    uint64_t config;

    CU_ASSERT_EQUAL(rapl_parse_event(&config, "event=0x02", "config:0-7", &err), 0);
    CU_ASSERT_EQUAL(config, 2);
    CU_ASSERT_EQUAL(rapl_parse_event(&config, "event=0x5", "config:8-15", &err), 0);
    CU_ASSERT_EQUAL(config, 0x500);
    CU_ASSERT_EQUAL(rapl_parse_event(&config, "event=0x1", "config:63", &err), 0);
    CU_ASSERT_EQUAL(config, UINT64_C(1) << 63);
    CU_ASSERT_EQUAL(rapl_parse_event(&config, "event=0xffffffffffffffff", "config:0-63", &err),
                    0);
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
        CU_ASSERT_EQUAL(rapl_parse_event(&config, wrong[i].text, wrong[i].format, &err),
                        -EINVAL);
}

static void write_event(const struct invented_tree *tree, const char *name, const char *code,
                        const char *unit, const char *scale)
{
    char path[256];

    snprintf(path, sizeof(path), PMU "/events/%s", name);
    invented_tree_write(tree, path, code);
    snprintf(path, sizeof(path), PMU "/events/%s.unit", name);
    invented_tree_write(tree, path, unit);
    snprintf(path, sizeof(path), PMU "/events/%s.scale", name);
    invented_tree_write(tree, path, scale);
}

static void rapl_pmu_keeps_a_domain_whose_unit_or_scale_is_wrong(void)
{
    struct invented_tree tree = invented_tree_make();
    struct rapl_pmu *pmu = mem_alloc(1, sizeof(*pmu));
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL(rapl_pmu_read(pmu, tree.root, &err), -ENODEV);
    invented_tree_write(&tree, PMU "/type", "11");
    CU_ASSERT_EQUAL(rapl_pmu_read(pmu, tree.root, &err), -ENODEV);
    invented_tree_write(&tree, PMU "/format/event", "config:0-7");
    invented_tree_write(&tree, PMU "/cpumask", "0,18");
    write_event(&tree, "energy-pkg", "event=0x02", "Joules", "2.3283064365386962890625e-10");
    write_event(&tree, "energy-ram", "event=0x03", "Watts", "2.3283064365386962890625e-10");
    write_event(&tree, "energy-psys", "event=0x05", "Joules", "1e-9");
    write_event(&tree, "energy-gpu", "0x04", "Joules", "2.3283064365386962890625e-10");
    CU_ASSERT_EQUAL_FATAL(rapl_pmu_read(pmu, tree.root, &err), 0);
    CU_ASSERT_EQUAL(pmu->type, 11);
    CU_ASSERT_EQUAL(pmu->mask_count, 2);
    CU_ASSERT_EQUAL(pmu->mask[1], 18);
    CU_ASSERT_EQUAL_FATAL(pmu->count, 4);
    for (size_t i = 0; i < pmu->count; i++)
        CU_ASSERT_EQUAL(pmu->event[i].defect[0] == '\0', pmu->event[i].domain == METER_PACKAGE);
    CU_ASSERT_EQUAL(pmu->event[0].config, 2);
    CU_ASSERT_EQUAL(pmu->event[0].shift, 32);
    CU_ASSERT_PTR_NOT_NULL(strstr(pmu->event[1].defect, "energy-gpu"));
    CU_ASSERT_PTR_NOT_NULL(strstr(pmu->event[2].defect, "'Watts'"));
    CU_ASSERT_PTR_NOT_NULL(strstr(pmu->event[3].defect, "'1e-9'"));
    free(pmu);
    invented_tree_remove(&tree);
}

static void perf_group_refuses_counts_that_were_not_all_the_time(void)
{
    uint64_t words[] = {2, 5000000000, 5000000000, 7, 8};
    uint64_t missed_ns = 0;
    struct err err;

    CU_ASSERT_EQUAL(perf_group_decode(words, 5, 2, &missed_ns, &err), 0);
    words[1] += 1000000; /* a rearrangement */
    CU_ASSERT_EQUAL(perf_group_decode(words, 5, 2, &missed_ns, &err), 0);
    words[1] += 1000001;
    CU_ASSERT_EQUAL(perf_group_decode(words, 5, 2, &missed_ns, &err), -EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "1000001 ns"));
    CU_ASSERT_EQUAL(perf_group_decode(words, 5, 2, &missed_ns, &err), 0);
    words[2] = words[1] + 1;
    CU_ASSERT_EQUAL(perf_group_decode(words, 5, 2, &missed_ns, &err), -EIO);
}

static void perf_group_refuses_another_number_of_counts(void)
{
    uint64_t words[] = {2, 10, 10, 7, 8};
    uint64_t missed_ns = 0;
    struct err err;

    CU_ASSERT_EQUAL(perf_group_decode(words, 4, 2, &missed_ns, &err), -EIO);
    CU_ASSERT_EQUAL(perf_group_decode(words, 5, 3, &missed_ns, &err), -EIO);
    CU_ASSERT_EQUAL(perf_group_decode(words, 0, 2, &missed_ns, &err), -EIO);
}

static const struct suite_test tests[] = {
    TEST(rapl_pmu_converts_counts_exactly),
    TEST(rapl_pmu_subtracts_before_it_converts),
    TEST(rapl_pmu_takes_scales_that_are_powers_of_two),
    TEST(rapl_pmu_puts_codes_where_the_format_says),
    TEST(rapl_pmu_keeps_a_domain_whose_unit_or_scale_is_wrong),
    TEST(perf_group_refuses_counts_that_were_not_all_the_time),
    TEST(perf_group_refuses_another_number_of_counts),
    {NULL, NULL},
};
const struct suite suite_rapl_pmu = {"rapl_pmu", tests};
