/* SPDX-License-Identifier: MIT
 * Which CPUs the measured program and the harness run on, by hwloc. */
#ifndef AFFINITY_H
#define AFFINITY_H

#include <sched.h>
#include <stdbool.h>

#include "base/err.h"

struct affinity {
    cpu_set_t child; /* for THREADS threads: whole cores first, one kind of core, one package */
    int child_cpu;   /* the first of them */
    cpu_set_t
        harness; /* disjoint from child, no sibling hyperthread of it where there is a choice */
    bool shared; /* no choice: the harness shares a core with the child */
};

/* For a program of THREADS threads; 0: unpinned, both sets are all allowed CPUs.
 * WANTED, a list like "2-3", overrides the child's; NULL chooses. */
int affinity_choose(struct affinity *out, int threads, const char *wanted, struct err *err);

/* Move the calling process to the harness's set. */
int affinity_apply_harness(const struct affinity *affinity, struct err *err);

#endif
