/* SPDX-License-Identifier: MIT
 * Ratios of two arms measured in pairs. STATISTICS.md 2 and 3. */
#ifndef EFFECT_H
#define EFFECT_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/serial.h"
#include "stats/summary.h"

enum effect_method {
    EFFECT_NONE, /* fewer than two pairs: no interval */
    EFFECT_T,    /* t interval of the mean log ratio: fewer than six pairs, or asked for */
    EFFECT_SIGNED_RANK, /* exact signed-rank interval around the Hodges-Lehmann estimate */
};

/* A ratio B/A. */
struct effect {
    double ratio; /* NAN without pairs */
    struct interval ci;
    size_t pairs;
    enum effect_method method;
    double log_se;    /* standard error of the mean log ratio; NAN for fewer than two pairs */
    size_t per_batch; /* over 1: pairs that were merged, since they resembled their neighbours;
                         each batch counts as a pair */
    bool serial;      /* they do so still: the interval may be too narrow */
};

/* Median of the Walsh averages (d_i + d_j) / 2, i <= j (Hodges and Lehmann 1963). NAN for n =
 * 0.
 */
double stats_hodges_lehmann(const double *d, size_t n);

/* Interval of the centre of a symmetric distribution: the Walsh averages of rank k and
 * n(n+1)/2 + 1 - k, k the signed-rank quantile at (1-level)/2, as R's wilcox.test (Hollander,
 * Wolfe and Chicken 2014, 3.3). Zeros and ties stay in: then the closed interval covers at
 * least LEVEL. k is exact up to 250 values, from there on by the normal approximation. NAN
 * where n is too small: below 6 for 0.95. */
struct interval stats_signed_rank_interval(const double *d, size_t n, double level);

/* Of the mean, Student's. NAN for n < 2. */
struct interval stats_t_interval(const double *d, size_t n, double level);

/* From N pairs of positive values; exp() of the centre of ln b - ln a and its interval at
 * LEVEL. */
struct effect stats_paired_ratio(const double *a, const double *b, size_t n, double level);

/* The same by the mean log ratio and Student's t, whatever N. */
struct effect stats_paired_ratio_t(const double *a, const double *b, size_t n, double level);

/* As stats_paired_ratio(), of the batch means where the serial check asks for them: pairs is
 * the number of batches. With per_batch > 1 say so beside the result, and with serial that the
 * interval is too narrow all the same. BATCHES may be NULL. */
struct effect stats_batched_ratio(const double *a, const double *b, size_t n, double level,
                                  struct batches *batches);

/* Unpaired, for data that came without blocks: Welch's t interval on the logs (Welch 1947).
 * pairs is the smaller of the two counts. */
struct effect stats_unpaired_ratio(const double *a, size_t na, const double *b, size_t nb,
                                   double level);

/* Geometric mean of W ratios with a t interval over workloads (fixed W: how it would move for
 * other programs); NAN interval for W < 2. */
struct effect stats_geometric_mean(const double *ratios, size_t w, double level);

/* Geometric mean of W effects with the interval that these very workloads have by their own
 * noise: SE^2 = sum se_w^2 / W^2, degrees of freedom by Satterthwaite (1946). No interval where
 * a workload has none. */
struct effect stats_geometric_mean_fixed(const struct effect *effects, size_t w, double level);

/* Half of the interval's width on logs, as a ratio less 1: 0.01 is "within 1 %". INFINITY where
 * there is no interval. */
double stats_half_width(const struct effect *effect);

#endif
