/* SPDX-License-Identifier: MIT
 * Tests of campaign/record: what makes a trial admissible. */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "campaign/record.h"
#include "suite.h"

/* Wait statuses as Linux encodes them. */
static int exited(int code)
{
    return code << 8;
}

static const char *status_of(const struct sample *sample, const struct expectation *expected,
                             const struct digest *answer, bool overflowed, const char *words)
{
    char reason[RECORD_REASON_SIZE];
    const char *status = record_status(reason, sample, expected, answer, overflowed);

    CU_ASSERT_PTR_NOT_NULL(strstr(reason, words));
    CU_ASSERT_EQUAL(strcmp(status, "ok") == 0, reason[0] == '\0');
    return status;
}

static void record_admits_the_expected_answer_and_no_other(void)
{
    const struct digest right = digest_of("42\n", 3), wrong = digest_of("43\n", 3);
    const struct expectation expected = {.answer = &right};
    const struct sample sample = {.end_ns = 1};

    CU_ASSERT_STRING_EQUAL(status_of(&sample, &expected, &right, false, ""), "ok");
    CU_ASSERT_STRING_EQUAL(status_of(&sample, &expected, &wrong, false, "is not the expected"),
                           "wrong-answer");
}

static void record_names_how_a_program_failed(void)
{
    const struct expectation any = {0};
    struct sample s = {.ended = {.exec_errno = ENOEXEC}};

    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, false, "Exec format"), "not-started");
    s = (struct sample){.timed_out = true, .ended = {.wait_status = SIGKILL}};
    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, false, "deadline"), "timeout");
    s = (struct sample){.ended = {.wait_status = SIGSEGV}};
    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, false, "signal 11"), "signal");
    s = (struct sample){.ended = {.wait_status = exited(3)}};
    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, false, "status 3"), "exit");
    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, true, "more than"), "output-overflow");
    s = (struct sample){.ended = {.stragglers = 2}};
    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, false, "2 processes"), "left-children");
}

static void record_forgives_an_exit_status_only_where_asked(void)
{
    const struct expectation forgiving = {.ignore_exit = true};
    const struct sample sample = {.ended = {.wait_status = exited(1)}};

    CU_ASSERT_STRING_EQUAL(status_of(&sample, &forgiving, NULL, false, ""), "ok");
}

static void record_refuses_a_trial_that_the_machine_slept_through(void)
{
    const struct expectation any = {0};
    struct sample s = {.suspended_ns = NS_PER_S};

    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, false, "suspended"), "disturbed");
    s = (struct sample){.hotplugged = true};
    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, false, "CPUs"), "disturbed");
    s = (struct sample){.suspended_ns = 900}; /* two clocks are not read at one instant */
    CU_ASSERT_STRING_EQUAL(status_of(&s, &any, NULL, false, ""), "ok");
}

static const struct suite_test tests[] = {
    TEST(record_admits_the_expected_answer_and_no_other),
    TEST(record_names_how_a_program_failed),
    TEST(record_forgives_an_exit_status_only_where_asked),
    TEST(record_refuses_a_trial_that_the_machine_slept_through),
    {NULL, NULL},
};
const struct suite suite_record = {"record", tests};
