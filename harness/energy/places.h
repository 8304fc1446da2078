/* SPDX-License-Identifier: MIT
 * Where the CPUs are, and on which of them a package's or die's counters are read. */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "sys/cpuinfo.h"

enum { PLACES_MAX = 4096 };

struct cpu_place {
    int cpu, package, die;
};

struct places {
    struct cpu_place *place; /* of the online CPUs, ascending */
    size_t count;
    struct cpuinfo cpu;
};

/* The machine below ROOT. A CPU without topology files is taken for package 0, die 0; a tree
 * without CPUs has none. */
int places_read(struct places *out, const char *root, struct err *err);
void places_free(struct places *places);

/* The place of CPU; NULL where it is not online. */
const struct cpu_place *places_find(const struct places *places, int cpu);

/* A package or die that has counters of its own, and the CPU on which they are read. */
struct reader {
    int package, die; /* die 0 where the package is one */
    int cpu;
};

struct readers {
    struct reader *items; /* ascending by package and die; free() */
    size_t count;
    bool per_die;   /* some package has a reader for each of its dies */
    bool mask_wide; /* the mask names more CPUs than there are readers */
};

/* Choose the readers for a machine whose PMU shows the cpumask MASK[], ascending.
 *
 * The mask alone does not say how many counters there are: Linux 6.9 to 6.11 shows one CPU per
 * CCD on AMD, each counting the same package; later kernels may show every CPU.
 * - AMD and Hygon have one set of counters a package (kernel: rapl_pmu_is_pkg_scope), whatever
 *   the mask says.
 * - Elsewhere each die has its own (Cascade Lake-AP: both are real), unless the mask names CPUs
 *   in one die of a package alone: then the kernel counts that package as one.
 * Should a kernel be wrong about that, the certificate's load finds two channels that count
 * alike. */
struct readers places_readers(const struct places *places, const int *mask, size_t mask_count);

#endif
