/* SPDX-License-Identifier: MIT
 * One measured process: held before exec, released, awaited until an absolute time, reaped with
 * all that it left behind. */
#ifndef CHILD_H
#define CHILD_H

#include <stdbool.h>

#include "exec/output.h"
#include "sys/launcher.h"

struct child;

struct child_spec {
    struct launch_spec launch; /* its stdio and control_* are set from what follows */
    struct output *out;        /* its stdout; NULL: /dev/null */
    struct output *errors;     /* its stderr; NULL: /dev/null */
    int input;                 /* its stdin: a descriptor, or -1 for /dev/null */
    bool steady;               /* give it POLYJOULE_CONTROL and its two descriptors */
    struct output *latencies;  /* not in steady mode: give it POLYJOULE_LATENCY, which names
                                  this; NULL: none */
};

enum child_state { CHILD_RUNNING, CHILD_ENDED };

/* Make the child and hold it. One at a time a launcher. The outputs are rewound. */
int child_hold(struct child **out, struct launcher *launcher, const struct child_spec *spec,
               int *event_errno, struct err *err);

/* Make it and let it go at once, where nothing is to be read when it starts or ends: when that
 * was, child_finish() tells, and what kept the child from its program. */
int child_run(struct child **out, struct launcher *launcher, const struct child_spec *spec,
              struct err *err);

/* Let a held one go. */
void child_release(struct child *child);

/* Sleep until the child has ended or clock_now_ns() is UNTIL_NS, and say which. A signal that
 * is handled meanwhile does not end the wait, here and below. */
int child_wait(struct child *child, int64_t until_ns, enum child_state *out, struct err *err);

/* Steady mode: wait until the child says it is ready (its first byte), or has ended. -ETIME at
 * UNTIL_NS. */
int child_ready(struct child *child, int64_t until_ns, enum child_state *out, struct err *err);
/* Steady mode: one iteration: ask, sleep until it answers or has ended. -ETIME at UNTIL_NS. */
int child_step(struct child *child, int64_t until_ns, enum child_state *out, struct err *err);
/* Steady mode: ask it to print its answer and exit. */
int child_quit(struct child *child, struct err *err);

/* Reap it: killed first if it has not ended. The child is freed, whatever is returned. */
int child_finish(struct child *child, struct launch_end *out, struct err *err);

#endif
