/* SPDX-License-Identifier: MIT
 * The launcher: a small process, forked first thing in main(), that makes the measured children
 * so that a child's cost does not depend on how large the harness has grown.
 *
 * A child is made by clone(CLONE_VM), waits at a gate before exec, on its CPUs, with its
 * descriptors, capabilities dropped; its counters are attached there. The harness opens the
 * gate itself (one futex in shared memory) and waits on a pidfd of its own. While the child
 * runs the launcher sleeps; asked, it reaps the child and what it left behind. Where the
 * harness has nothing to read around a child's run, the launcher opens the gate and waits on
 * the pidfd, and the harness is told when all is over. At EOF on its socket it kills and reaps
 * whatever is below it. */
#ifndef LAUNCHER_H
#define LAUNCHER_H

#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "base/err.h"

struct launcher;

enum { LAUNCH_EVENTS_MAX = 16, LAUNCH_CONTROL_READ = 3, LAUNCH_CONTROL_WRITE = 4 };

/* A perf event of the child, as sys/pfm names it. */
struct launch_event {
    uint32_t type;
    uint64_t config;
};

/* Zero-initialised: no arguments, /dev/null for 0-2, every CPU the harness had at its start, no
 * events. */
struct launch_spec {
    const char *const *argv; /* ends with NULL; argv[0] with a slash is the path, else PATH of
                                envp is searched */
    const char *const *envp; /* ends with NULL; NULL: empty */
    const char *directory;   /* NULL: the harness's when it called launcher_start() */
    const int *stdio; /* three descriptors for 0-2, -1 each for /dev/null; NULL: all three */
    int control_read, control_write; /* steady mode: LAUNCH_CONTROL_READ and _WRITE in the
                                        child; 0: none */
    const cpu_set_t *cpus;           /* NULL: not pinned */
    const cpu_set_t *home; /* where it is made and held, some of CPUS; NULL: all of them. Apart
                              from the harness's, nobody has to be woken by an interrupt */
    int64_t burn_ns;       /* CPU time that it spends, once let go, before exec: the known
                              slowdown of a positive control. It is in what is measured, time and
                              CPU time, but not in counters of the program */
    const struct launch_event *events;
    size_t event_count; /* at most LAUNCH_EVENTS_MAX */
};

struct launch_count {
    uint64_t value, enabled_ns, running_ns; /* as perf gives them, not scaled */
};

/* How a child ended. */
struct launch_end {
    int exec_errno;        /* 0: the program was started; else why exec failed */
    int wait_status;       /* as wait4() gives it */
    struct rusage usage;   /* of the child and the descendants it waited for */
    struct rusage at_gate; /* what of that was spent before exec; its ru_maxrss is the floor of
                              the child's. All 0 where the gate was not opened */
    int event_errno;       /* of a child of launcher_run(), as of launcher_hold()'s */
    int stragglers;        /* processes it left behind, killed and reaped by now; one that its
                              own dying parent reaped is not counted */
    struct launch_count counts[LAUNCH_EVENTS_MAX];
    int64_t start_ns; /* just before exec, by the child's own clock_now_ns(); 0: not so far */
    int64_t end_ns;   /* after launcher_run(): just after its end */
};

/* Fork the launcher. To be called before anything else, while the process is small. */
int launcher_start(struct launcher **out, struct err *err);

/* Make the launcher and its future children run as UID and GID with the user's supplementary
 * groups, for good. KEEP_PERFMON keeps CAP_PERFMON in the launcher alone (never in a child).
 * For root itself nothing changes. */
int launcher_become(struct launcher *launcher, uid_t uid, gid_t gid, bool keep_perfmon,
                    struct err *err);

/* Make a child and hold it at the gate. On success *OUT_PIDFD (owned by the launcher handle,
 * valid until launcher_reap()) can be polled: readable once the child has ended. One child at a
 * time. EVENT_ERRNO, where given, gets why a counter could not be opened (0: all were); the
 * child is held all the same, without any counter. */
int launcher_hold(struct launcher *launcher, const struct launch_spec *spec, int *out_pidfd,
                  int *event_errno, struct err *err);

/* Make a child and let it go on at once: nothing is to be read when it starts or ends but the
 * time, and that they tell who are there. launcher_await() waits for its end, launcher_reap()
 * tells of it. */
int launcher_run(struct launcher *launcher, const struct launch_spec *spec, struct err *err);

/* Sleep until the child of launcher_run() has ended, or clock_now_ns() is UNTIL_NS: *OUT says
 * which. */
int launcher_await(struct launcher *launcher, int64_t until_ns, bool *out_ended,
                   struct err *err);

/* Open the gate. One store and one futex wake; cannot fail. */
void launcher_release(struct launcher *launcher);

/* Kill the child, held or running, and by that its whole group. Async-signal-safe. */
void launcher_kill(const struct launcher *launcher);

/* Reap the child, which has ended or is killed now, and all it left behind. -EBUSY where some
 * of that cannot be killed within half a minute. */
int launcher_reap(struct launcher *launcher, struct launch_end *out, struct err *err);

/* The launcher's own peak resident set: a child's ru_maxrss is never below it. */
int64_t launcher_rss_floor_bytes(const struct launcher *launcher);

/* The launcher's process, for subtracting its own CPU time. */
pid_t launcher_pid(const struct launcher *launcher);

/* Kill and reap what is left, end the launcher. Accepts NULL. */
void launcher_stop(struct launcher *launcher);

#endif
