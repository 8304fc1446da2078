/* SPDX-License-Identifier: MIT
 * Tests of energy/meter_powercap on a tree that the tests write, and of energy/powercap_zone.
 */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "energy/meter.h"
#include "energy/powercap_zone.h"
#include "invented_tree.h"
#include "suite.h"

#define RANGE_UJ 262143328850 /* of 2^32 steps of 2^-14 J */

static int64_t given_clock(void *clock)
{
    return *(int64_t *)clock;
}

static void write_energy(const struct invented_tree *tree, const char *zone, const char *uj)
{
    char path[256];

    snprintf(path, sizeof(path), "/sys/class/powercap/%s/energy_uj", zone);
    invented_tree_write(tree, path, uj);
}

static void write_zone(const struct invented_tree *tree, const char *zone, const char *name)
{
    char path[256];

    snprintf(path, sizeof(path), "/sys/class/powercap/%s/name", zone);
    invented_tree_write(tree, path, name);
    snprintf(path, sizeof(path), "/sys/class/powercap/%s/max_energy_range_uj", zone);
    invented_tree_write(tree, path, "262143328850");
    write_energy(tree, zone, "1000000");
}

static struct meter *open_tree(const struct invented_tree *tree, int64_t *clock)
{
    struct meter_options options = {
        .root = tree->root, .clock_ns = given_clock, .clock = clock};
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(meter_open(&meter, &options, &err), 0);
    return meter;
}

static void powercap_names_zones_as_the_kernel_does(void)
{
    static const char *const wrong[] = {"",           "package",       "package-",
                                        "package--1", "package-0-die", "package-0-die--2",
                                        "package-0x", "cores",         "mmio"};
    enum meter_domain domain;
    int package = 7, die = 7;

    CU_ASSERT_TRUE(powercap_parse_name("package-0", &domain, &package, &die));
    CU_ASSERT_TRUE(domain == METER_PACKAGE && package == 0 && die == 0);
    CU_ASSERT_TRUE(powercap_parse_name("package-1-die-3", &domain, &package, &die));
    CU_ASSERT_TRUE(domain == METER_PACKAGE && package == 1 && die == 3);
    CU_ASSERT_TRUE(powercap_parse_name("dram", &domain, &package, &die));
    CU_ASSERT_TRUE(domain == METER_DRAM && package == 1 && die == 3);
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
        CU_ASSERT_FALSE(powercap_parse_name(wrong[i], &domain, &package, &die));
}

static void powercap_tells_a_wrap_from_a_step_back(void)
{
    int64_t last = RANGE_UJ - 20000000; /* 20 J before the end */

    CU_ASSERT_EQUAL(powercap_advance_uj(100, 350, RANGE_UJ, NS_PER_S), 250);
    CU_ASSERT_EQUAL(powercap_advance_uj(last, 30000000, RANGE_UJ, NS_PER_S), 50000000);
    CU_ASSERT_EQUAL(powercap_advance_uj(last, last - 500000, RANGE_UJ, NS_PER_S), -500000);
    CU_ASSERT_EQUAL(powercap_advance_uj(9000000, 8000000, RANGE_UJ, 10 * NS_PER_S), -1000000);
    CU_ASSERT_EQUAL(powercap_advance_uj(RANGE_UJ, 0, RANGE_UJ, 1000), 0);
    /* A reading above its range: no wrap comes of that. */
    CU_ASSERT_EQUAL(powercap_advance_uj(RANGE_UJ + 50, 10, RANGE_UJ, 1000), -RANGE_UJ - 40);
}

static void powercap_lists_domains_and_leaves_duplicates_out(void)
{
    struct invented_tree tree = invented_tree_make();
    const struct meter_channel *channels;
    int64_t clock = NS_PER_S;

    write_zone(&tree, "intel-rapl:0", "package-1");
    write_zone(&tree, "intel-rapl:0:0", "core");
    write_zone(&tree, "intel-rapl:0:1", "dram");
    write_zone(&tree, "intel-rapl:1", "psys");
    write_zone(&tree, "intel-rapl:2", "package-0");
    write_zone(&tree, "intel-rapl:2:0", "uncore");
    write_zone(&tree, "intel-rapl:3", "package-0");
    write_zone(&tree, "intel-rapl-mmio:0", "package-0");
    write_zone(&tree, "dtpm:0", "package-5");
    struct meter *meter = open_tree(&tree, &clock);
    CU_ASSERT_EQUAL_FATAL(meter_channels(meter, &channels), 6);
    static const struct {
        enum meter_domain domain;
        int package;
    } expected[] = {{METER_PACKAGE, 1}, {METER_CORES, 1},   {METER_DRAM, 1},
                    {METER_PSYS, 0},    {METER_PACKAGE, 0}, {METER_UNCORE, 0}};
    for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
        CU_ASSERT_EQUAL(channels[i].domain, expected[i].domain);
        CU_ASSERT_EQUAL(channels[i].package, expected[i].package);
        CU_ASSERT_EQUAL(channels[i].source, METER_RAPL_POWERCAP);
    }
    CU_ASSERT_PTR_NOT_NULL(strstr(meter_notes(meter), "intel-rapl:3 is left out"));
    CU_ASSERT_STRING_EQUAL(channels[2].event, "intel-rapl:0:1 dram");
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void powercap_counts_one_wrap_between_reads(void)
{
    struct invented_tree tree = invented_tree_make();
    int64_t nj[METER_CHANNELS_MAX], clock = NS_PER_S;
    struct err err = {.text = ""};

    write_zone(&tree, "intel-rapl:0", "package-0");
    write_energy(&tree, "intel-rapl:0", "262143000000");
    struct meter *meter = open_tree(&tree, &clock);
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    CU_ASSERT_EQUAL(nj[0], 0);
    clock += NS_PER_S;
    write_energy(&tree, "intel-rapl:0", "1000000");
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    CU_ASSERT_EQUAL(nj[0], INT64_C(1328850000));
    clock += NS_PER_S;
    write_energy(&tree, "intel-rapl:0", "3000000");
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    CU_ASSERT_EQUAL(nj[0], INT64_C(3328850000));
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void powercap_refuses_a_reading_below_the_last_and_goes_on_from_it(void)
{
    struct invented_tree tree = invented_tree_make();
    int64_t nj[METER_CHANNELS_MAX], clock = NS_PER_S;
    struct err err = {.text = ""};

    write_zone(&tree, "intel-rapl:0", "package-0");
    struct meter *meter = open_tree(&tree, &clock);
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    clock += NS_PER_S;
    write_energy(&tree, "intel-rapl:0", "900000");
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), -EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "package 0"));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "went back by 100000000 nJ"));
    CU_ASSERT_EQUAL(nj[0], -100000000);
    clock += NS_PER_S;
    write_energy(&tree, "intel-rapl:0", "950000");
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    CU_ASSERT_EQUAL(nj[0], -50000000);
    meter_distrust(meter, 0);
    write_energy(&tree, "intel-rapl:0", "940000");
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void powercap_shows_garbage_as_an_error_and_never_as_joules(void)
{
    static const char *const wrong[] = {"", "x", "-1", "12 34", "1e9", "99999999999999999999"};
    struct invented_tree tree = invented_tree_make();
    int64_t nj[METER_CHANNELS_MAX], clock = NS_PER_S;
    struct err err;

    write_zone(&tree, "intel-rapl:0", "package-0");
    struct meter *meter = open_tree(&tree, &clock);
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        write_energy(&tree, "intel-rapl:0", wrong[i]);
        CU_ASSERT_EQUAL(meter_read(meter, nj, &err), -EIO);
    }
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void powercap_keeps_a_zone_without_a_range_as_a_defect(void)
{
    struct invented_tree tree = invented_tree_make();
    int64_t nj[METER_CHANNELS_MAX], clock = NS_PER_S;
    const struct meter_channel *channels;
    struct err err;

    write_zone(&tree, "intel-rapl:0", "package-0");
    invented_tree_write(&tree, "/sys/class/powercap/intel-rapl:0/max_energy_range_uj", "0");
    struct meter *meter = open_tree(&tree, &clock);
    CU_ASSERT_EQUAL(meter_channels(meter, &channels), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(channels[0].defect, "max_energy_range_uj"));
    write_energy(&tree, "intel-rapl:0", "5000000");
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    CU_ASSERT_EQUAL(nj[0], 0);
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void powercap_that_is_roots_alone_says_so(void)
{
    struct invented_tree tree = invented_tree_make();
    struct meter_options options = {.root = tree.root};
    char path[400];
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    write_zone(&tree, "intel-rapl:0", "package-0");
    snprintf(path, sizeof(path), "%s/sys/class/powercap/intel-rapl:0/energy_uj", tree.root);
    chmod(path, 0);
    int r = meter_open(&meter, &options, &err);
    if (geteuid() == 0) {
        CU_ASSERT_EQUAL(r, 0); /* root reads it all the same */
    } else {
        CU_ASSERT_EQUAL(r, -EACCES);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "CVE-2020-8694"));
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "sudo"));
    }
    meter_close(meter);
    invented_tree_remove(&tree);
}

static const struct suite_test tests[] = {
    TEST(powercap_names_zones_as_the_kernel_does),
    TEST(powercap_tells_a_wrap_from_a_step_back),
    TEST(powercap_lists_domains_and_leaves_duplicates_out),
    TEST(powercap_counts_one_wrap_between_reads),
    TEST(powercap_refuses_a_reading_below_the_last_and_goes_on_from_it),
    TEST(powercap_shows_garbage_as_an_error_and_never_as_joules),
    TEST(powercap_keeps_a_zone_without_a_range_as_a_defect),
    TEST(powercap_that_is_roots_alone_says_so),
    {NULL, NULL},
};
const struct suite suite_powercap = {"powercap", tests};
