/* SPDX-License-Identifier: MIT
 * Tests of exec/child. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "exec/child.h"
#include "exec/environment.h"
#include "suite.h"

/* The protocol of steady mode, as a shell can speak it. */
static const char steady_script[] =
    "[ \"$POLYJOULE_CONTROL\" = 3,4 ] || exit 64; printf r >&4; n=0; "
    "while c=$(head -c 1 <&3); do case $c in g) n=$((n + 1)); printf d >&4;; "
    "q) echo $n; exit 0;; *) exit 71;; esac; done";

/* A launcher, its one child's outputs and environment. */
struct bench {
    struct launcher *launcher;
    struct output *out, *errors;
    struct environment *environment;
    struct child *child;
    struct err err;
    const char *argv[4];
};

static void set_up(struct bench *bench)
{
    struct err *err = &bench->err;

    *bench = (struct bench){.argv = {"/bin/sh", "-c", NULL, NULL}};
    CU_ASSERT_EQUAL_FATAL(launcher_start(&bench->launcher, err), 0);
    CU_ASSERT_EQUAL_FATAL(output_open(&bench->out, OUTPUT_SLACK, err), 0);
    CU_ASSERT_EQUAL_FATAL(output_open(&bench->errors, OUTPUT_ERRORS, err), 0);
    bench->environment = environment_new(true, NULL);
}

static void tear_down(struct bench *bench)
{
    environment_free(bench->environment);
    output_close(bench->out);
    output_close(bench->errors);
    launcher_stop(bench->launcher);
}

static void begin(struct bench *bench, const char *script, bool steady)
{
    bench->argv[2] = script;
    struct child_spec spec = {
        .launch = {.argv = bench->argv, .envp = environment_padded(bench->environment, 100)},
        .out = bench->out,
        .errors = bench->errors,
        .input = -1,
        .steady = steady,
    };
    CU_ASSERT_EQUAL_FATAL(child_hold(&bench->child, bench->launcher, &spec, NULL, &bench->err),
                          0);
    child_release(bench->child);
}

static struct launch_end finish(struct bench *bench)
{
    struct launch_end end;

    CU_ASSERT_EQUAL(child_finish(bench->child, &end, &bench->err), 0);
    return end;
}

static int64_t in_ms(int64_t ms)
{
    return clock_now_ns() + ms * NS_PER_MS;
}

static void check_out(struct bench *bench, const char *expected)
{
    size_t length;
    char *text = NULL;

    CU_ASSERT_EQUAL(output_head(bench->out, 4096, &text, &length, &bench->err), 0);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

static void child_writes_its_outputs_and_ends(void)
{
    struct bench bench;
    enum child_state state;
    char *errors = NULL;

    set_up(&bench);
    for (int i = 0; i < 3; i++) {
        begin(&bench, "echo out; echo err >&2; cat; echo ${#POLYJOULE_PAD}; exit 4", false);
        CU_ASSERT_EQUAL(child_wait(bench.child, in_ms(20000), &state, &bench.err), 0);
        CU_ASSERT_EQUAL(state, CHILD_ENDED);
        struct launch_end end = finish(&bench);
        CU_ASSERT(WIFEXITED(end.wait_status) && WEXITSTATUS(end.wait_status) == 4);
        check_out(&bench, "out\n100\n");
        CU_ASSERT_EQUAL(output_tail(bench.errors, 100, &errors, &bench.err), 0);
        CU_ASSERT_STRING_EQUAL(errors, "err\n");
        free(errors);
    }
    tear_down(&bench);
}

static void child_that_outlives_its_deadline_is_killed_at_the_end(void)
{
    struct bench bench;
    enum child_state state;
    int64_t began_ns;

    set_up(&bench);
    begin(&bench, "sleep 100; echo late", false);
    began_ns = clock_now_ns();
    CU_ASSERT_EQUAL(child_wait(bench.child, in_ms(50), &state, &bench.err), 0);
    CU_ASSERT_EQUAL(state, CHILD_RUNNING);
    CU_ASSERT(clock_now_ns() - began_ns >= 50 * NS_PER_MS);
    CU_ASSERT_EQUAL(child_wait(bench.child, 0, &state, &bench.err), 0);
    CU_ASSERT_EQUAL(state, CHILD_RUNNING);
    struct launch_end end = finish(&bench);
    CU_ASSERT(WIFSIGNALED(end.wait_status) && WTERMSIG(end.wait_status) == SIGKILL);
    CU_ASSERT(clock_now_ns() - began_ns < 20 * NS_PER_S);
    check_out(&bench, "");
    tear_down(&bench);
}

static void ignore(int signal_number)
{
    (void)signal_number;
}

static void child_wait_goes_on_through_a_signal_that_is_handled(void)
{
    const struct itimerval soon = {.it_value.tv_usec = 50000};
    struct sigaction handled = {.sa_handler = ignore}, old;
    struct bench bench;
    enum child_state state;

    set_up(&bench);
    begin(&bench, "sleep 100", false);
    sigaction(SIGALRM, &handled, &old);
    setitimer(ITIMER_REAL, &soon, NULL);
    int64_t began_ns = clock_now_ns();
    CU_ASSERT_EQUAL(child_wait(bench.child, in_ms(150), &state, &bench.err), 0);
    CU_ASSERT_EQUAL(state, CHILD_RUNNING);
    CU_ASSERT(clock_now_ns() - began_ns >= 150 * NS_PER_MS);
    sigaction(SIGALRM, &old, NULL);
    finish(&bench);
    tear_down(&bench);
}

static void child_that_writes_a_gigabyte_is_refused_at_the_end_of_its_room(void)
{
    struct bench bench;
    enum child_state state;
    size_t length = 0;
    bool full = false;

    set_up(&bench);
    begin(&bench, "exec head -c 1G /dev/zero", false);
    CU_ASSERT_EQUAL(child_wait(bench.child, in_ms(20000), &state, &bench.err), 0);
    CU_ASSERT_EQUAL(state, CHILD_ENDED);
    struct launch_end end = finish(&bench);
    CU_ASSERT_NOT_EQUAL(end.wait_status, 0);
    CU_ASSERT_EQUAL(output_length(bench.out, &length, &full, &bench.err), 0);
    CU_ASSERT(full);
    CU_ASSERT(length >= OUTPUT_SLACK && length < 1024 * 1024 * 1024);
    tear_down(&bench);
}

static void child_without_outputs_has_the_null_device(void)
{
    struct bench bench;
    enum child_state state;

    set_up(&bench);
    bench.argv[2] = "[ /proc/$$/fd/1 -ef /dev/null ] && [ /proc/$$/fd/2 -ef /dev/null ] && "
                    "[ /proc/$$/fd/0 -ef /dev/null ] && exit 9";
    struct child_spec spec = {
        .launch = {.argv = bench.argv, .envp = environment_padded(bench.environment, 0)},
        .input = -1,
    };
    CU_ASSERT_EQUAL_FATAL(child_hold(&bench.child, bench.launcher, &spec, NULL, &bench.err), 0);
    child_release(bench.child);
    CU_ASSERT_EQUAL(child_wait(bench.child, in_ms(20000), &state, &bench.err), 0);
    struct launch_end end = finish(&bench);
    CU_ASSERT(WIFEXITED(end.wait_status) && WEXITSTATUS(end.wait_status) == 9);
    tear_down(&bench);
}

static void steady_child_does_one_iteration_for_each_step(void)
{
    struct bench bench;
    enum child_state state;

    set_up(&bench);
    begin(&bench, steady_script, true);
    CU_ASSERT_EQUAL(child_ready(bench.child, in_ms(20000), &state, &bench.err), 0);
    CU_ASSERT_EQUAL(state, CHILD_RUNNING);
    for (int i = 0; i < 5; i++) {
        CU_ASSERT_EQUAL(child_step(bench.child, in_ms(20000), &state, &bench.err), 0);
        CU_ASSERT_EQUAL(state, CHILD_RUNNING);
    }
    CU_ASSERT_EQUAL(child_quit(bench.child, &bench.err), 0);
    CU_ASSERT_EQUAL(child_wait(bench.child, in_ms(20000), &state, &bench.err), 0);
    CU_ASSERT_EQUAL(state, CHILD_ENDED);
    struct launch_end end = finish(&bench);
    CU_ASSERT_EQUAL(end.wait_status, 0);
    check_out(&bench, "5\n");
    tear_down(&bench);
}

static void steady_child_may_end_be_slow_or_speak_nonsense(void)
{
    static const struct {
        const char *script;
        int ready, step;
        enum child_state state;
    } cases[] = {
        {"exit 64", 0, 0, CHILD_ENDED},
        {"printf r >&4; exit 70", 0, 0, CHILD_ENDED},
        {"printf x >&4; sleep 100", -EPROTO, -ETIME, CHILD_RUNNING},
        {"printf rx >&4; sleep 100", 0, -EPROTO, CHILD_RUNNING},
        {"sleep 100", -ETIME, -ETIME, CHILD_RUNNING},
        {"printf r >&4; exec 3<&- 4>&-; sleep 100", 0, -ETIME, CHILD_RUNNING},
    };
    struct bench bench;
    enum child_state state;

    set_up(&bench);
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        begin(&bench, cases[i].script, true);
        CU_ASSERT_EQUAL(child_ready(bench.child, in_ms(300), &state, &bench.err),
                        cases[i].ready);
        CU_ASSERT_EQUAL(child_step(bench.child, in_ms(300), &state, &bench.err), cases[i].step);
        CU_ASSERT_EQUAL(state, cases[i].state);
        finish(&bench);
    }
    tear_down(&bench);
}

static const struct suite_test tests[] = {
    TEST(child_writes_its_outputs_and_ends),
    TEST(child_that_outlives_its_deadline_is_killed_at_the_end),
    TEST(child_wait_goes_on_through_a_signal_that_is_handled),
    TEST(child_that_writes_a_gigabyte_is_refused_at_the_end_of_its_room),
    TEST(child_without_outputs_has_the_null_device),
    TEST(steady_child_does_one_iteration_for_each_step),
    TEST(steady_child_may_end_be_slow_or_speak_nonsense),
    {NULL, NULL},
};
const struct suite suite_child = {"child", tests};
