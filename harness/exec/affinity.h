/* SPDX-License-Identifier: MIT
 * Which CPUs the measured program and the harness run on, by hwloc. */
#ifndef AFFINITY_H
#define AFFINITY_H

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct affinity {
    cpu_set_t child; /* for THREADS threads: whole cores first, one kind of core, one package */
    cpu_set_t home;  /* where it is made and held: some of child */
    int child_cpu;   /* the first of home */
    cpu_set_t
        harness; /* disjoint from child, no sibling hyperthread of it where there is a choice */
    bool shared; /* the harness shares a core with the child */
};

/* For a program of THREADS threads. 0: any number; the child gets all allowed CPUs, but is made
 * and held on the harness's one, where they take turns: to be woken by another CPU takes
 * longer. WANTED, a list like "2-3", overrides the child's; NULL chooses. */
int affinity_choose(struct affinity *out, int threads, const char *wanted, struct err *err);

/* One core as affinity_assign() takes it, with the CPUs (hyperthreads) of it that are allowed.
 */
struct affinity_core {
    int package;
    int kind; /* more is faster: performance cores above efficiency cores */
    cpu_set_t cpus;
};

/* The choice itself: THREADS > 0 CPUs among COUNT > 0 cores, in the order of their numbers. The
 * child gets the last ones, one hyperthread of each core while cores last; the harness one CPU
 * of the first core that is left, in the child's package if there is one. */
void affinity_assign(struct affinity *out, const struct affinity_core *cores, size_t count,
                     int threads);

/* Move the calling process to the harness's set. */
int affinity_apply_harness(const struct affinity *affinity, struct err *err);

#endif
