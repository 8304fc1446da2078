/* SPDX-License-Identifier: MIT
 * The launcher's own process, and the memory and messages by which the harness and it talk.
 * A message is one byte on a socket, with descriptors for NURSERY_HOLD; the answer is in the
 * shared memory, and a byte on the socket only where the harness has gone to sleep over it.
 * That a child has ended the launcher sees itself, and answers as if asked to reap it. */
#ifndef NURSERY_H
#define NURSERY_H

#include <stdbool.h>

#include "base/err.h"
#include "sys/held.h"
#include "sys/launcher.h"

enum nursery_message { NURSERY_HOLD = 'h', NURSERY_REAP = 'r', NURSERY_BECOME = 'b' };

enum nursery_answer { NURSERY_PENDING, NURSERY_AWAITED, NURSERY_DONE };

/* Who reaps a child: the launcher does by itself once the harness WATCHES (has a pidfd, so that
 * the number may be given to another process); one that ended before is LEFT to NURSERY_REAP.
 */
enum nursery_watch { NURSERY_UNSEEN, NURSERY_WATCHED, NURSERY_LEFT };

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
    struct launch_event events[LAUNCH_EVENTS_MAX];
    size_t event_count;
    uid_t uid;
    gid_t gid;
    const gid_t *groups;
    size_t group_count;
    bool keep_perfmon;

    /* Answered: */
    _Atomic uint32_t answer, watch;
    int result;     /* 0 or a negative errno */
    struct err err; /* its text */
    int event_errno;
    pid_t child;
    int64_t floor_bytes;
    struct launch_end end;

    char text[NURSERY_TEXT];
};

/* The launcher's life, from fork() to its end: serves SOCKET until its other end closes. */
_Noreturn void nursery_run(int socket, struct nursery_shared *shared);

#endif
