/* SPDX-License-Identifier: MIT
 * The tail of one process's latencies, and whether its peaks come at equal distances. What is
 * said of a program is said over processes: these are the values that each gives. */
#ifndef LATENCY_H
#define LATENCY_H

#include <stddef.h>
#include <stdint.h>

/* The least of the ascending X that SHARE of all are no greater than: a latency that was seen
 * (nearest rank; Hyndman and Fan's type 1). NAN where less than one value is expected beyond
 * it, and for n = 0. */
double stats_nearest_rank(const double *x, size_t n, double share);

/* OUT gets the maximum of each PER values of X, of what is left at the end too; OUT may be X.
 * Returns how many. */
size_t stats_maxima(double *out, const double *x, size_t n, size_t per);

/* Runs of neighbours above THRESHOLD. */
size_t stats_runs_above(const double *x, size_t n, double threshold);

struct period {
    size_t lag; /* 0: X does not vary, or is too short */
    double lag_correlation;
    double p; /* of so high a one in a random order; NAN where LAG is 0 */
};

/* The distance at which X is most like itself: the lag from 2 to n / 3 with the highest
 * autocorrelation, the least of equals. Every order of X is as likely where nothing is
 * periodic, so that p is the share of PERMUTATIONS whose highest one, over all lags, is as high
 * ((b + 1) / (B + 1); the search over lags is in it). A peak that spreads over more than one
 * value makes it too small. Takes n^2 / 4 steps a permutation. */
struct period stats_period(const double *x, size_t n, size_t permutations, uint64_t seed);

#endif
