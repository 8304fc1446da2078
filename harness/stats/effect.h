/* SPDX-License-Identifier: MIT
 * Ratios of two arms measured in pairs. STATISTICS.md 2 and 3. */
#ifndef EFFECT_H
#define EFFECT_H

#include <stddef.h>

#include "stats/summary.h"

enum effect_method {
    EFFECT_NONE, /* fewer than two pairs: no interval */
    EFFECT_T,    /* t interval of the mean log ratio: fewer than six pairs, or asked for */
    EFFECT_SIGNED_RANK, /* exact signed-rank interval around the Hodges-Lehmann estimate */
};

/* A ratio B/A. */
struct effect {
    double ratio;
    struct interval ci;
    size_t pairs;
    enum effect_method method;
};

/* Median of the Walsh averages (Hodges and Lehmann 1963). */
double stats_hodges_lehmann(const double *d, size_t n);

/* From N pairs of positive values; exp() of the centre of ln b - ln a and its interval at
 * LEVEL. */
struct effect stats_paired_ratio(const double *a, const double *b, size_t n, double level);

/* Geometric mean of W ratios with a t interval over workloads (fixed W: how it would move for
 * other programs); NAN interval for W < 2. */
struct effect stats_geometric_mean(const double *ratios, size_t w, double level);

#endif
