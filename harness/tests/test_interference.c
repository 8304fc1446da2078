/* SPDX-License-Identifier: MIT
 * Tests of exec/interference: a recorded machine, and this one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "exec/interference.h"
#include "suite.h"

static void interference_is_read_as_the_kernel_writes_it(void)
{
    struct interference *interference = NULL;
    struct interference_reading reading;
    struct err err = {""};
    int64_t jiffy = interference_jiffy_ns();

    CU_ASSERT_EQUAL_FATAL(interference_open(&interference, FIXTURES "/interference", 1, &err),
                          0);
    CU_ASSERT_EQUAL(interference_read(interference, &reading, &err), 0);
    /* user nice system irq softirq; guest is in user, idle and iowait are not busy */
    CU_ASSERT_EQUAL(reading.busy_ns, (1000 + 20 + 300 + 4 + 5) * jiffy);
    CU_ASSERT_EQUAL(reading.steal_ns, 60 * jiffy);
    CU_ASSERT_EQUAL(reading.online, 3);
    CU_ASSERT_EQUAL(reading.frequency_hz, 2400000000);
    /* Core 1, package 0 by CPU 0 and package 1 by CPU 2. */
    CU_ASSERT_EQUAL(reading.throttles, 2 + 10 + 30);
    interference_close(interference);
}

static void interference_that_is_not_told_is_absent(void)
{
    char root[] = "/tmp/interference-XXXXXX";
    static const char *const folders[] = {"/proc", "/sys", "/sys/devices",
                                          "/sys/devices/system", "/sys/devices/system/cpu"};
    static const struct {
        const char *stat, *online;
        int result;
    } cases[] = {
        {"cpu  1 2 3 4 5 6 7 8\n", "0\n", 0},
        {"cpu  1 2 3 4 5 6 7\n", "0\n", -EINVAL},
        {"cpu  1 2 3 -4 5 6 7 8\n", "0\n", -EINVAL},
        {"cpu  1 2 3 99999999999999999999 5 6 7 8\n", "0\n", -EINVAL},
        {"cpu0 1 2 3 4 5 6 7 8\n", "0\n", -EINVAL},
        {"", "0\n", -EINVAL},
        {"cpu  1 2 3 4 5 6 7 8\n", "0-\n", -EINVAL},
    };
    struct interference *interference = NULL;
    struct interference_reading reading;
    struct err err = {""};
    char path[128];

    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(root));
    CU_ASSERT_EQUAL(interference_open(&interference, root, 0, &err), -ENOENT);
    CU_ASSERT_PTR_NULL(interference);
    for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
        snprintf(path, sizeof(path), "%s%s", root, folders[i]);
        CU_ASSERT_EQUAL(mkdir(path, 0700), 0);
    }
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        snprintf(path, sizeof(path), "%s/sys/devices/system/cpu/online", root);
        FILE *online = fopen(path, "we");
        CU_ASSERT_PTR_NOT_NULL_FATAL(online);
        fputs(cases[i].online, online);
        fclose(online);
        snprintf(path, sizeof(path), "%s/proc/stat", root);
        FILE *stat = fopen(path, "we");
        CU_ASSERT_PTR_NOT_NULL_FATAL(stat);
        fputs(cases[i].stat, stat);
        fclose(stat);
        CU_ASSERT_EQUAL_FATAL(interference_open(&interference, root, 0, &err), 0);
        CU_ASSERT_EQUAL(interference_read(interference, &reading, &err), cases[i].result);
        if (cases[i].result == 0) {
            CU_ASSERT_EQUAL(reading.throttles, -1);
            CU_ASSERT_EQUAL(reading.frequency_hz, -1);
        }
        interference_close(interference);
    }
    unlink(path);
    snprintf(path, sizeof(path), "%s/sys/devices/system/cpu/online", root);
    unlink(path);
    for (size_t i = ARRAY_SIZE(folders); i-- > 0;) {
        snprintf(path, sizeof(path), "%s%s", root, folders[i]);
        rmdir(path);
    }
    rmdir(root);
}

static void interference_of_this_machine_grows_with_its_work(void)
{
    struct interference *interference = NULL;
    struct interference_reading before, after;
    struct err err = {""};
    volatile unsigned spin = 0;

    CU_ASSERT_EQUAL_FATAL(interference_open(&interference, "", 0, &err), 0);
    CU_ASSERT_EQUAL(interference_read(interference, &before, &err), 0);
    for (int64_t end = clock_now_ns() + 60 * NS_PER_MS; clock_now_ns() < end;)
        spin++;
    CU_ASSERT_EQUAL(interference_read(interference, &after, &err), 0);
    CU_ASSERT(after.busy_ns > before.busy_ns);
    CU_ASSERT(after.steal_ns >= before.steal_ns);
    CU_ASSERT(after.suspended_ns - before.suspended_ns < NS_PER_MS);
    CU_ASSERT(after.online >= 1 && after.online == before.online);
    interference_close(interference);
}

static const struct suite_test tests[] = {
    TEST(interference_is_read_as_the_kernel_writes_it),
    TEST(interference_that_is_not_told_is_absent),
    TEST(interference_of_this_machine_grows_with_its_work),
    {NULL, NULL},
};
const struct suite suite_interference = {"interference", tests};
