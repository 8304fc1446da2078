/* SPDX-License-Identifier: MIT
 * The counters of a child: which events are asked for, by name, and what they are on this
 * machine. */
#ifndef COUNTERS_H
#define COUNTERS_H

#include "base/err.h"
#include "sys/launcher.h"

struct counter_event {
    const char
        *name; /* ours: "instructions", "cycles", "cache-misses", "context-switches" ... */
    struct launch_event event;
};

struct counters {
    struct counter_event event[LAUNCH_EVENTS_MAX];
    size_t count;
    char absent[512]; /* why hardware events are missing, "" where none is */
};

/* SET: "auto" (instructions, cycles, cache-misses, branch-misses, task-clock, context-switches,
 * cpu-migrations, page-faults where the machine has a PMU that counts for us; nothing where it
 * has none, since rusage gives the rest), "software" (the last four), "none", or names
 * separated by commas. An unknown name: -EINVAL with the names there are. */
int counters_resolve(struct counters *out, const char *set, const char *root, struct err *err);

#endif
