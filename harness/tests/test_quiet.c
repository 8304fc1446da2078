/* SPDX-License-Identifier: MIT
 * Tests of sys/quiet on invented machines. */
#include <errno.h>

#include "base/arena.h"
#include "invented_tree.h"
#include "suite.h"
#include "sys/quiet.h"

#define GOVERNOR(cpu) "/sys/devices/system/cpu/cpu" cpu "/cpufreq/scaling_governor"
#define NO_TURBO "/sys/devices/system/cpu/intel_pstate/no_turbo"
#define PARANOID "/proc/sys/kernel/perf_event_paranoid"

static struct invented_tree make(void)
{
    struct invented_tree tree = invented_tree_make();

    invented_tree_write(&tree, GOVERNOR("0"), "powersave");
    invented_tree_write(&tree, GOVERNOR("10"), "schedutil");
    invented_tree_write(&tree, NO_TURBO, "0");
    invented_tree_write(&tree, PARANOID, "2");
    invented_tree_write(&tree, "/proc/sys/kernel/random/boot_id", "boot-1");
    invented_tree_write(&tree, "/run/here", "");
    return tree;
}

static void holds(const struct invented_tree *tree, const char *path, const char *wanted)
{
    char name[1024], content[256] = "";

    snprintf(name, sizeof(name), "%s%s", tree->root, path);
    FILE *file = fopen(name, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    content[fread(content, 1, sizeof(content) - 1, file)] = '\0';
    fclose(file);
    CU_ASSERT_STRING_EQUAL(content, wanted);
}

static bool is_recorded(const struct invented_tree *tree)
{
    char name[1024];

    snprintf(name, sizeof(name), "%s" QUIET_RECORD, tree->root);
    return access(name, F_OK) == 0;
}

static void fix(const struct invented_tree *tree)
{
    struct quiet_changes changes;
    struct arena arena = {0};
    struct err err = {""};

    if (quiet_look(&changes, tree->root, NULL, 0, &arena, &err) < 0 ||
        quiet_apply(&changes, tree->root, &err) < 0)
        CU_FAIL(err.text);
    arena_free(&arena);
}

/* How many settings were put back. */
static size_t restore(const struct invented_tree *tree)
{
    struct quiet_changes recorded;
    struct arena arena = {0};
    struct err err = {""};

    if (quiet_recorded(&recorded, tree->root, &arena, &err) < 0 ||
        (recorded.count > 0 && quiet_restore(&recorded, tree->root, &err) < 0))
        CU_FAIL(err.text);
    arena_free(&arena);
    return recorded.count;
}

static void settings_are_set_and_put_back_to_the_byte(void)
{
    struct invented_tree tree = make();

    fix(&tree);
    holds(&tree, GOVERNOR("0"), "performance\n");
    holds(&tree, GOVERNOR("10"), "performance\n");
    holds(&tree, NO_TURBO, "1\n");
    holds(&tree, PARANOID, "2\n"); /* nobody asked for it */
    CU_ASSERT_TRUE(is_recorded(&tree));
    CU_ASSERT_EQUAL(restore(&tree), 3);
    holds(&tree, GOVERNOR("0"), "powersave\n");
    holds(&tree, GOVERNOR("10"), "schedutil\n");
    holds(&tree, NO_TURBO, "0\n");
    CU_ASSERT_FALSE(is_recorded(&tree));
    invented_tree_remove(&tree);
}

static void what_was_found_first_is_put_back_however_often_it_is_fixed(void)
{
    struct invented_tree tree = make();

    fix(&tree);
    fix(&tree);
    invented_tree_write(&tree, GOVERNOR("0"), "ondemand"); /* by somebody else, meanwhile */
    fix(&tree);
    holds(&tree, GOVERNOR("0"), "performance\n");
    restore(&tree);
    holds(&tree, GOVERNOR("0"), "powersave\n");
    invented_tree_remove(&tree);
}

static void what_a_setting_is_asked_by_name_alone(void)
{
    static const char *const names[] = {"counters"}, *const wrong[] = {"governors"};
    struct invented_tree tree = make();
    struct quiet_changes changes;
    struct arena arena = {0};
    struct err err;

    CU_ASSERT_EQUAL(quiet_look(&changes, tree.root, names, 1, &arena, &err), 0);
    CU_ASSERT_EQUAL_FATAL(changes.count, 1);
    CU_ASSERT_STRING_EQUAL(changes.items[0].path, PARANOID);
    CU_ASSERT_EQUAL(quiet_look(&changes, tree.root, wrong, 1, &arena, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no setting 'governors': expected governor"));
    arena_free(&arena);
    invented_tree_remove(&tree);
}

static void a_setting_that_does_not_hold_undoes_the_others(void)
{
    struct invented_tree tree = make();
    struct quiet_changes changes;
    struct arena arena = {0};
    char name[1024];
    struct err err;

    CU_ASSERT_EQUAL_FATAL(quiet_look(&changes, tree.root, NULL, 0, &arena, &err), 0);
    snprintf(name, sizeof(name), "%s" NO_TURBO, tree.root);
    CU_ASSERT_EQUAL_FATAL(remove(name), 0);
    CU_ASSERT_EQUAL_FATAL(symlink("/dev/null", name), 0); /* takes all and keeps nothing */
    CU_ASSERT_EQUAL(quiet_apply(&changes, tree.root, &err), -EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, NO_TURBO));
    holds(&tree, GOVERNOR("0"), "powersave\n");
    holds(&tree, GOVERNOR("10"), "schedutil\n");
    arena_free(&arena);
    invented_tree_remove(&tree);
}

static void a_record_of_before_a_restart_is_not_put_back(void)
{
    struct invented_tree tree = make();

    fix(&tree);
    invented_tree_write(&tree, "/proc/sys/kernel/random/boot_id", "boot-2");
    invented_tree_write(&tree, GOVERNOR("0"), "ondemand");
    CU_ASSERT_EQUAL(restore(&tree), 0);
    holds(&tree, GOVERNOR("0"), "ondemand\n");
    fix(&tree);
    restore(&tree);
    holds(&tree, GOVERNOR("0"), "ondemand\n");
    invented_tree_remove(&tree);
}

static void only_settings_of_ours_are_written_to(void)
{
    static const char *const lines[] = {
        "polyjoule-quiet-1 boot-1\n/etc/passwd\tx\ty",
        "polyjoule-quiet-1 boot-1\n/sys/devices/system/cpu/cpu0/../../../../etc/boost\tx\ty",
        "polyjoule-quiet-1 boot-1\n" NO_TURBO "\t0",
        ("polyjoule-quiet-1 boot-1\n" NO_TURBO),
        "something else",
        "",
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct invented_tree tree = make();
        struct quiet_changes recorded;
        struct arena arena = {0};
        struct err err = {""};
        invented_tree_write(&tree, QUIET_RECORD, lines[i]);
        CU_ASSERT_EQUAL(quiet_recorded(&recorded, tree.root, &arena, &err), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, QUIET_RECORD ":"));
        arena_free(&arena);
        invented_tree_remove(&tree);
    }
}

static void a_machine_without_settings_has_nothing_to_be_set(void)
{
    struct invented_tree tree = invented_tree_make();

    fix(&tree);
    CU_ASSERT_FALSE(is_recorded(&tree));
    CU_ASSERT_EQUAL(restore(&tree), 0);
    invented_tree_remove(&tree);
}

static const struct suite_test tests[] = {
    TEST(settings_are_set_and_put_back_to_the_byte),
    TEST(what_was_found_first_is_put_back_however_often_it_is_fixed),
    TEST(what_a_setting_is_asked_by_name_alone),
    TEST(a_setting_that_does_not_hold_undoes_the_others),
    TEST(a_record_of_before_a_restart_is_not_put_back),
    TEST(only_settings_of_ours_are_written_to),
    TEST(a_machine_without_settings_has_nothing_to_be_set),
    {NULL, NULL},
};

const struct suite suite_quiet = {"quiet", tests};
