/* SPDX-License-Identifier: MIT
 * All ratios of a campaign to one reference language: workloads by arms, with geometric means.
 */
#ifndef RATIOS_H
#define RATIOS_H

#include "judge/result.h"

/* What is compared within each workload: a language in one variant, toolchain and flag set. */
struct ratios_arm {
    const char *name; /* "Rust", with what tells it from the other arms: "Python pypy 7.3" */
    const char *language, *variant, *toolchain, *flags;
};

struct ratios_row {
    const char *name; /* the workload, with its size where there are several */
    const char *workload, *size;
    const struct result_cell *reference; /* NULL: there is none here */
};

/* One arm in one workload. */
struct ratios_entry {
    const struct result_cell *cell; /* NULL: was not planned */
    struct effect effect;           /* to the row's reference; no pairs where there is none */
};

/* Over the workloads where every arm has a ratio. */
struct ratios_mean {
    size_t workloads;
    struct effect programs; /* as it would move for other programs */
    struct effect suite;    /* for these programs, by their noise alone */
};

struct ratios {
    struct arena arena;
    enum metric metric;
    double level;
    const char *reference; /* language; NULL in measure */
    struct ratios_row *rows;
    size_t row_count;
    struct ratios_arm *arms; /* in the order of the plan, the reference's own first */
    size_t arm_count;
    struct ratios_entry *entries; /* row by row, ARM_COUNT each */
    struct ratios_mean *means;    /* of each arm */
};

/* REFERENCE: a language, NULL for the first command of a measure campaign. VARIANT: only those
 * of this base variant; NULL for all. -ENOENT where no cell has the language. */
int ratios_make(struct ratios **out, const struct result *result, const char *reference,
                const char *variant, enum metric metric, double level, struct err *err);
void ratios_free(struct ratios *ratios); /* accepts NULL */

const struct ratios_entry *ratios_at(const struct ratios *ratios, size_t row, size_t arm);

/* The least precise ratio: half of its interval as a share, 0.01 for 1 %; INFINITY where one
 * has no interval. ROW and ARM may be NULL. 0 where there is no ratio but the reference's own.
 */
double ratios_widest(const struct ratios *ratios, size_t *row, size_t *arm);

/* "Rust" for "rust"; an unknown language is itself. */
const char *ratios_language_title(const char *language);

#endif
