/* SPDX-License-Identifier: MIT
 * A measured process from hold to reap. */
#include "exec/child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

enum { VARIABLE_SIZE = 48 }; /* of what names the descriptors to the child */

struct child {
    struct launcher *launcher;
    int pidfd;       /* of a held one; -1: the launcher has it */
    int ask, answer; /* steady mode: our ends; else -1 */
    int kept;        /* the child's end of ASK: so writing there never ends in SIGPIPE */
};

static void close_control(struct child *child)
{
    int *fds[] = {&child->ask, &child->answer, &child->kept};

    for (size_t i = 0; i < ARRAY_SIZE(fds); i++) {
        if (*fds[i] >= 0)
            close(*fds[i]);
        *fds[i] = -1;
    }
}

/* Both pipes; *WRITE_END is the child's of the answers. */
static int open_control(struct child *child, int *write_end, struct err *err)
{
    int ask[2], answer[2];

    if (pipe2(ask, O_CLOEXEC) < 0)
        return err_sys(err, "cannot make a pipe for steady mode");
    child->kept = ask[0];
    child->ask = ask[1];
    if (pipe2(answer, O_CLOEXEC) < 0)
        return err_sys(err, "cannot make a pipe for steady mode");
    child->answer = answer[0];
    *write_end = answer[1];
    return 0;
}

/* ENVP and CONTROL, to be freed (the array alone). */
static const char **with_control(const char *const *envp, const char *control)
{
    size_t count = 0;

    while (envp != NULL && envp[count] != NULL)
        count++;
    const char **longer = mem_alloc(count + 2, sizeof(*longer));
    for (size_t i = 0; i < count; i++)
        longer[i] = envp[i];
    longer[count] = control;
    return longer;
}

static int rewind_outputs(const struct child_spec *spec, struct err *err)
{
    int r = 0;

    if (spec->out != NULL)
        r = output_rewind(spec->out, err);
    if (r == 0 && spec->errors != NULL)
        r = output_rewind(spec->errors, err);
    if (r == 0 && spec->latencies != NULL)
        r = output_rewind(spec->latencies, err);
    return r;
}

static struct child *new_child(struct launcher *launcher)
{
    struct child *child = mem_alloc(1, sizeof(*child));

    *child = (struct child){launcher, -1, -1, -1, -1};
    return child;
}

/* Give the child both descriptors, and the variable that names them; the environment is to be
 * freed (the array alone). */
static const char **give_control(struct launch_spec *launch, int read_end, int write_end,
                                 const char *variable)
{
    const char **envp = with_control(launch->envp, variable);

    launch->control_read = read_end;
    launch->control_write = write_end;
    launch->envp = envp;
    return envp;
}

/* The launcher gives two descriptors or none: this one is both. NULL where there is none. */
static const char **give_latencies(struct launch_spec *launch, const struct output *latencies,
                                   char variable[static VARIABLE_SIZE])
{
    if (latencies == NULL)
        return NULL;
    snprintf(variable, VARIABLE_SIZE, "POLYJOULE_LATENCY=%d", LAUNCH_CONTROL_WRITE);
    return give_control(launch, output_descriptor(latencies), output_descriptor(latencies),
                        variable);
}

static struct launch_spec launch_spec_of(const struct child_spec *spec, int stdio[static 3])
{
    struct launch_spec launch = spec->launch;

    stdio[0] = spec->input;
    stdio[1] = spec->out != NULL ? output_descriptor(spec->out) : -1;
    stdio[2] = spec->errors != NULL ? output_descriptor(spec->errors) : -1;
    launch.stdio = stdio;
    return launch;
}

int child_hold(struct child **out, struct launcher *launcher, const struct child_spec *spec,
               int *event_errno, struct err *err)
{
    struct child *child = new_child(launcher);
    int stdio[3];
    struct launch_spec launch = launch_spec_of(spec, stdio);
    char control[VARIABLE_SIZE];

    assert(!spec->steady || spec->latencies == NULL);
    const char **envp = give_latencies(&launch, spec->latencies, control);
    int write_end = -1;
    int r;

    if ((r = rewind_outputs(spec, err)) < 0)
        goto out;
    if (spec->steady) {
        if ((r = open_control(child, &write_end, err)) < 0)
            goto out;
        snprintf(control, sizeof(control), "POLYJOULE_CONTROL=%d,%d", LAUNCH_CONTROL_READ,
                 LAUNCH_CONTROL_WRITE);
        envp = give_control(&launch, child->kept, write_end, control);
    }
    r = launcher_hold(launcher, &launch, &child->pidfd, event_errno, err);
out:
    free(envp);
    if (write_end >= 0)
        close(write_end);
    if (r < 0) {
        close_control(child);
        free(child);
        child = NULL;
    }
    *out = child;
    return r;
}

int child_run(struct child **out, struct launcher *launcher, const struct child_spec *spec,
              struct err *err)
{
    int stdio[3];
    struct launch_spec launch = launch_spec_of(spec, stdio);
    char latency[VARIABLE_SIZE];
    const char **envp = give_latencies(&launch, spec->latencies, latency);
    int r;

    assert(!spec->steady);
    *out = NULL;
    if ((r = rewind_outputs(spec, err)) == 0 && (r = launcher_run(launcher, &launch, err)) == 0)
        *out = new_child(launcher);
    free(envp);
    return r;
}

void child_release(struct child *child)
{
    launcher_release(child->launcher);
}

/* Sleep until one of FDS is ready or clock_now_ns() is UNTIL_NS: then 0. Else how many are. */
static int sleep_on(struct pollfd *fds, nfds_t count, int64_t until_ns, struct err *err)
{
    for (;;) {
        int64_t left_ns = until_ns - clock_now_ns();
        left_ns = left_ns > 0 ? left_ns : 0;
        struct timespec left = {left_ns / NS_PER_S, left_ns % NS_PER_S};
        int n = ppoll(fds, count, &left, NULL);
        if (n > 0 || (n == 0 && clock_now_ns() >= until_ns))
            return n;
        if (n < 0 && errno != EINTR) /* what a signal asks for is done when the trial is over */
            return err_sys(err, "ppoll");
    }
}

int child_wait(struct child *child, int64_t until_ns, enum child_state *out, struct err *err)
{
    struct pollfd ended = {.fd = child->pidfd, .events = POLLIN};
    bool told;

    if (child->pidfd < 0) {
        int r = launcher_await(child->launcher, until_ns, &told, err);
        *out = r == 0 && told ? CHILD_ENDED : CHILD_RUNNING;
        return r;
    }
    int n = sleep_on(&ended, 1, until_ns, err);
    *out = n > 0 ? CHILD_ENDED : CHILD_RUNNING;
    return n < 0 ? n : 0;
}

/* Sleep until the child has said EXPECTED or has ended. What it said before it ended counts. */
static int hear(struct child *child, char expected, int64_t until_ns, enum child_state *out,
                struct err *err)
{
    struct pollfd fds[] = {{.fd = child->answer, .events = POLLIN},
                           {.fd = child->pidfd, .events = POLLIN}};
    char said;

    *out = CHILD_RUNNING;
    int n = sleep_on(fds, ARRAY_SIZE(fds), until_ns, err);
    if (n < 0)
        return n;
    if (n == 0)
        return err_set(err, -ETIME, "no answer in time");
    if ((fds[0].revents & POLLIN) != 0 && read(child->answer, &said, 1) == 1) {
        if (said != expected)
            return err_set(err, -EPROTO, "the program said 0x%02x, not '%c'",
                           (unsigned char)said, expected);
        return 0;
    }
    /* It closed its descriptor: it cannot speak again, but may take its time to end. */
    int r = child_wait(child, until_ns, out, err);
    if (r == 0 && *out == CHILD_RUNNING)
        return err_set(err, -ETIME, "no answer in time");
    return r;
}

static int say(struct child *child, char word, struct err *err)
{
    assert(child->ask >= 0);
    if (write(child->ask, &word, 1) != 1)
        return err_sys(err, "cannot ask the program for an iteration");
    return 0;
}

int child_ready(struct child *child, int64_t until_ns, enum child_state *out, struct err *err)
{
    return hear(child, 'r', until_ns, out, err);
}

int child_step(struct child *child, int64_t until_ns, enum child_state *out, struct err *err)
{
    int r = say(child, 'g', err);

    return r < 0 ? r : hear(child, 'd', until_ns, out, err);
}

int child_quit(struct child *child, struct err *err)
{
    return say(child, 'q', err);
}

int child_finish(struct child *child, struct launch_end *out, struct err *err)
{
    int r = launcher_reap(child->launcher, out, err);

    close_control(child);
    free(child);
    return r;
}
