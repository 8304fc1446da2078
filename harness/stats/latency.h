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

enum {
    PERIOD_PEAKS = 4 /* fewer say nothing of a period: it was there three times at the least */
};

struct period {
    size_t peaks;
    double distance; /* mean, between beginnings of neighbouring peaks; NAN: too few */
    double p;        /* of distances as even in a random order; NAN: too few */
};

/* Whether the peaks of X, runs of neighbours no lower than THRESHOLD, come at equal distances.
 * Where nothing is periodic every order of X is as likely, and so is, of the peaks that there
 * are, every way to cut what lies between the first and the last; p is the share of
 * PERMUTATIONS cuts whose sum of squares is as low ((b + 1) / (B + 1); the statistic is
 * Greenwood's, J. R. Stat. Soc. 109, 1946). Peaks that come in bursts make it high, not low. */
struct period stats_period(const double *x, size_t n, double threshold, size_t permutations,
                           uint64_t seed);

#endif
