/* SPDX-License-Identifier: MIT
 * Tests of sys/perf. */
#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "suite.h"
#include "sys/perf.h"

static void perf_explains_a_refusal_with_what_would_help(void)
{
    struct err err = {""};
    int64_t paranoid = 0;

    CU_ASSERT_EQUAL_FATAL(perf_paranoid("", &paranoid, &err), 0);
    CU_ASSERT_EQUAL(perf_explain(EACCES, true, &err), -EACCES);
    if (paranoid > 0) {
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "it takes 0 or less, or CAP_PERFMON"));
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "sudo setcap cap_perfmon+ep '/"));
    } else {
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "seccomp"));
    }
}

static void perf_has_words_for_every_error_of_the_call(void)
{
    static const int codes[] = {ENOENT, ENODEV, EINVAL, ENOSYS, EMFILE,
                                EBUSY,  ENOSPC, ESRCH,  E2BIG};
    struct err err = {""};

    for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
        CU_ASSERT_EQUAL(perf_explain(codes[i], false, &err), -codes[i]);
        CU_ASSERT(strlen(err.text) > 10);
    }
}

static void perf_opens_what_the_machine_has_and_says_what_it_has_not(void)
{
    struct err err = {""};
    uint64_t reading[4];
    int64_t paranoid = 0;

    CU_ASSERT_EQUAL_FATAL(perf_paranoid("", &paranoid, &err), 0);
    if (geteuid() != 0 && paranoid > 0) {
        CU_ASSERT_EQUAL(perf_open_cpu(PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_CLOCK, 0, -1, &err),
                        -EACCES);
        return;
    }
    int fd = perf_open_cpu(PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_CLOCK, 0, -1, &err);
    CU_ASSERT_FATAL(fd >= 0);
    /* The number of events, both times, one value. */
    CU_ASSERT_EQUAL(read(fd, reading, sizeof(reading)), (ssize_t)sizeof(reading));
    CU_ASSERT_EQUAL(reading[0], 1);
    CU_ASSERT_EQUAL(reading[1], reading[2]);
    close(fd);
    CU_ASSERT_EQUAL(perf_open_cpu(0x7fff0000, 1, 0, -1, &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no such counter"));
}

static const struct suite_test tests[] = {
    TEST(perf_explains_a_refusal_with_what_would_help),
    TEST(perf_has_words_for_every_error_of_the_call),
    TEST(perf_opens_what_the_machine_has_and_says_what_it_has_not),
    {NULL, NULL},
};
const struct suite suite_perf = {"perf", tests};
