/* SPDX-License-Identifier: MIT
 * Tests of energy/places: on which CPUs counters are read. */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "energy/places.h"
#include "invented_tree.h"
#include "suite.h"

enum { CPUS = 8 };

/* CPUS CPUs, divided evenly among packages, and each package among dies. */
static struct places machine(const char *vendor, int packages, int dies)
{
    struct places places = {.place = mem_alloc(CPUS, sizeof(struct cpu_place)), .count = CPUS};

    strcpy(places.cpu.vendor, vendor);
    for (int i = 0; i < CPUS; i++)
        places.place[i] = (struct cpu_place){.cpu = i,
                                             .package = i / (CPUS / packages),
                                             .die = i / (CPUS / packages / dies) % dies};
    return places;
}

/* The CPUs that are read, as "0.0:0 0.1:4 " (package.die:cpu). */
static void expect(const char *vendor, int packages, int dies, const char *mask,
                   const char *readers, bool wide)
{
    struct places places = machine(vendor, packages, dies);
    int cpus[CPUS], count = 0;
    char text[256] = "";

    for (const char *at = mask; *at != '\0'; at++)
        cpus[count++] = *at - '0';
    struct readers chosen = places_readers(&places, cpus, (size_t)count);
    for (size_t i = 0; i < chosen.count; i++)
        snprintf(text + strlen(text), sizeof(text) - strlen(text), "%d.%d:%d ",
                 chosen.items[i].package, chosen.items[i].die, chosen.items[i].cpu);
    CU_ASSERT_STRING_EQUAL(text, readers);
    CU_ASSERT_EQUAL(chosen.mask_wide, wide);
    free(chosen.items);
    places_free(&places);
}

static void places_read_one_cpu_a_package_preferring_the_masks(void)
{
    expect("GenuineIntel", 1, 1, "0", "0.0:0 ", false);
    expect("GenuineIntel", 1, 1, "3", "0.0:3 ", false);
    expect("GenuineIntel", 2, 1, "04", "0.0:0 1.0:4 ", false);
    expect("GenuineIntel", 2, 1, "37", "0.0:3 1.0:7 ", false);
    expect("GenuineIntel", 2, 1, "", "0.0:0 1.0:4 ", false);
}

static void places_read_each_package_once_when_the_mask_has_all_cpus(void)
{
    expect("GenuineIntel", 1, 1, "01234567", "0.0:0 ", true);
    expect("GenuineIntel", 2, 1, "01234567", "0.0:0 1.0:4 ", true);
    expect("AuthenticAMD", 2, 2, "01234567", "0.0:0 1.0:4 ", true);
}

static void places_read_amds_packages_once_when_the_mask_has_a_cpu_of_each_ccd(void)
{
    expect("AuthenticAMD", 1, 4, "0246", "0.0:0 ", true);
    expect("AuthenticAMD", 2, 2, "0246", "0.0:0 1.0:4 ", true);
    expect("HygonGenuine", 1, 2, "04", "0.0:0 ", true);
    expect("AuthenticAMD", 1, 2, "4", "0.0:4 ", false);
}

static void places_read_each_of_intels_dies(void)
{
    expect("GenuineIntel", 1, 2, "04", "0.0:0 0.1:4 ", false);
    expect("GenuineIntel", 2, 2, "0246", "0.0:0 0.1:2 1.0:4 1.1:6 ", false);
    expect("GenuineIntel", 2, 2, "01234567", "0.0:0 0.1:2 1.0:4 1.1:6 ", true);
    expect("GenuineIntel", 1, 2, "", "0.0:0 0.1:4 ", false);
}

static void places_read_intels_package_once_when_the_mask_names_one_die_alone(void)
{
    expect("GenuineIntel", 1, 2, "0", "0.0:0 ", false);
    expect("GenuineIntel", 2, 2, "06", "0.0:0 1.0:6 ", false);
}

static void places_come_from_sysfs(void)
{
    struct invented_tree tree = invented_tree_make();
    struct places places;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL(places_read(&places, tree.root, &err), 0);
    CU_ASSERT_EQUAL(places.count, 0);
    places_free(&places);
    invented_tree_write(&tree, "/sys/devices/system/cpu/online", "0,2-3");
    invented_tree_write(&tree, "/sys/devices/system/cpu/cpu0/topology/physical_package_id",
                        "0");
    invented_tree_write(&tree, "/sys/devices/system/cpu/cpu2/topology/physical_package_id",
                        "1");
    invented_tree_write(&tree, "/sys/devices/system/cpu/cpu2/topology/die_id", "1");
    invented_tree_write(&tree, "/sys/devices/system/cpu/cpu3/topology/physical_package_id",
                        "-1");
    CU_ASSERT_EQUAL(places_read(&places, tree.root, &err), 0);
    CU_ASSERT_EQUAL_FATAL(places.count, 3);
    CU_ASSERT_PTR_NULL(places_find(&places, 1));
    const struct cpu_place *two = places_find(&places, 2);
    CU_ASSERT_PTR_NOT_NULL_FATAL(two);
    CU_ASSERT_EQUAL(two->package, 1);
    CU_ASSERT_EQUAL(two->die, 1);
    CU_ASSERT_EQUAL(places_find(&places, 3)->package, 0);
    places_free(&places);
    invented_tree_write(&tree, "/sys/devices/system/cpu/online", "none");
    CU_ASSERT_EQUAL(places_read(&places, tree.root, &err), -EINVAL);
    places_free(&places);
    invented_tree_remove(&tree);
}

static const struct suite_test tests[] = {
    TEST(places_read_one_cpu_a_package_preferring_the_masks),
    TEST(places_read_each_package_once_when_the_mask_has_all_cpus),
    TEST(places_read_amds_packages_once_when_the_mask_has_a_cpu_of_each_ccd),
    TEST(places_read_each_of_intels_dies),
    TEST(places_read_intels_package_once_when_the_mask_names_one_die_alone),
    TEST(places_come_from_sysfs),
    {NULL, NULL},
};
const struct suite suite_places = {"places", tests};
