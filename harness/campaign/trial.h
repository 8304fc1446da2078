/* SPDX-License-Identifier: MIT
 * One trial: a child held, meters and clock read, released, awaited, clock and meters read. */
#ifndef TRIAL_H
#define TRIAL_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "campaign/session.h"
#include "exec/environment.h"

struct trial_spec {
    const char *const *argv;
    const char *directory;           /* NULL: the current one */
    struct environment *environment; /* borrowed */
    size_t pad_bytes;
    struct output *out;                /* NULL: /dev/null */
    struct output *latencies;          /* where it hands them over; NULL: none are asked for */
    int input;                         /* -1: /dev/null */
    bool pinned;                       /* to the session's one CPU */
    int64_t deadline_ns;               /* how long it may take */
    int iterations;                    /* steady mode; 0: process mode */
    int64_t trace_ns;                  /* period of the power trace; 0: none */
    int64_t burn_ns;                   /* a known slowdown: CPU time spent before exec */
    const volatile sig_atomic_t *stop; /* >= 2: give the trial up; NULL: never */
};

enum { TRIAL_TRACE_MAX = 1 << 16 };

/* Readings of all channels at one moment. */
struct trial_moment {
    int64_t mono_ns;
    int64_t nj[METER_CHANNELS_MAX];
};

/* What happened, raw. */
struct sample {
    int64_t started_unix_ns;
    int64_t start_ns, end_ns; /* clock_now_ns(); steady mode: from the first iteration's start
                                 to the last one's end */
    bool metered;             /* the moments below are there */
    struct trial_moment edge, end, next;
    int64_t align_ns;
    char energy_lost[256]; /* why a session with a meter has no reading here; "" else */
    struct launch_end ended;
    int event_errno; /* why the child was not counted; 0: it was, or nothing was asked for */
    bool timed_out;
    bool abandoned; /* by a second interrupt: to be forgotten */
    int64_t other_cpu_ns, steal_ns, suspended_ns, throttles, frequency_hz; /* -1: not told */
    bool hotplugged;
    int64_t *iteration_ns,
        *iteration_nj; /* steady: iterations, iterations x channels; freed by sample_free() */
    size_t iterations;
    int64_t *trace_ns, *trace_nj; /* likewise */
    size_t traced;
};

/* Run it. An error is ours or the machine's; whatever the program does is told by the sample.
 */
int trial_run(struct sample *out, struct session *session, const struct trial_spec *spec,
              struct err *err);

/* An idle window of LENGTH_NS: the same readings around a sleep. */
int trial_idle(struct sample *out, struct session *session, int64_t length_ns, struct err *err);

void sample_free(struct sample *sample);

#endif
