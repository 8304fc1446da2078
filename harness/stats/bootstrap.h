/* SPDX-License-Identifier: MIT
 * Intervals of a mean by resampling: a cross-check of the others. What is resampled are the
 * clusters at the top level (processes, blocks), never the iterations within (Davison and
 * Hinkley 1997, 3.8): give one value a cluster, its mean. */
#ifndef BOOTSTRAP_H
#define BOOTSTRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/summary.h"

enum bootstrap_kind {
    BOOTSTRAP_STUDENT,    /* bootstrap-t, Davison and Hinkley 1997, 5.2 */
    BOOTSTRAP_BASIC,      /* the same place */
    BOOTSTRAP_PERCENTILE, /* 5.3; too narrow for few values, here to compare with others */
};

struct bootstrap_plan {
    enum bootstrap_kind kind;
    size_t resamples; /* 0: 9999 */
    uint64_t seed;
    double level;
};

/* Of the mean of N clusters. Ends are order statistics (R + 1) p of the resamples. NAN for n <
 * 2, and where studentised resamples without any spread reach an end: with n = 3. */
struct interval stats_bootstrap(const double *x, size_t n, const struct bootstrap_plan *plan);

/* Studentised, of the mean of B less the mean of A, each resampled for itself: beside Welch's
 * where both are logarithms. */
struct interval stats_bootstrap_difference(const double *a, size_t na, const double *b,
                                           size_t nb, const struct bootstrap_plan *plan);

/* Whether an end of CHECK lies further from that of CI than a fifth of CI's width: say so
 * beside the result. False where one of them is not there. */
bool stats_intervals_disagree(struct interval ci, struct interval check);

#endif
