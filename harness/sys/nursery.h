/* SPDX-License-Identifier: MIT
 * The launcher's own process, and the memory and messages by which the harness and it talk.
 * A message is one byte on a socket, with descriptors for NURSERY_HOLD and _RUN. The answer is
 * in the shared memory; to NURSERY_RUN it comes when the child has ended and is reaped, to
 * NURSERY_KILL there is none. */
#ifndef NURSERY_H
#define NURSERY_H

#include <linux/futex.h>
#include <stdbool.h>

#include "base/err.h"
#include "sys/held.h"
#include "sys/launcher.h"

enum nursery_message {
    NURSERY_HOLD = 'h',
    NURSERY_REAP = 'r',
    NURSERY_RUN = 'g',
    NURSERY_KILL = 'k',
    NURSERY_BECOME = 'b',
};

enum {
    NURSERY_DESCRIPTORS = 5, /* 0-2, control read, control write */
    NURSERY_TEXT = 6 * 1024 * 1024,
};

/* Mapped shared at the same address in both processes: pointers into TEXT are good in both. */
struct nursery_shared {
    struct held_shared held;

    /* Asked: */
    char *const *argv, *const *envp;
    const char *directory;
    const char *search; /* PATH, or NULL: argv[0] is the path itself */
    bool given[NURSERY_DESCRIPTORS];
    cpu_set_t cpus, home;
    bool may_spin; /* the harness has none of HOME */
    int64_t burn_ns;
    struct launch_event events[LAUNCH_EVENTS_MAX];
    size_t event_count;
    uid_t uid;
    gid_t gid;
    const gid_t *groups;
    size_t group_count;
    bool keep_perfmon;

    /* Answered: */
    struct robust_list owing; /* the launcher's, of one word: */
    _Atomic uint32_t owed; /* a robust futex (linux/Documentation/locking/robust-futex-ABI.rst):
                              the launcher's number while it owes an answer, with FUTEX_WAITERS
                              while the harness sleeps on it; 0 once it has answered,
                              FUTEX_OWNER_DIED once it never will */
    int result;            /* 0 or a negative errno */
    struct err err;        /* its text */
    int event_errno;
    pid_t child;
    int64_t floor_bytes;
    struct launch_end end;

    char text[NURSERY_TEXT];
};

/* The launcher's life, from fork() to its end: serves SOCKET until its other end closes. */
_Noreturn void nursery_run(int socket, struct nursery_shared *shared);

#endif
