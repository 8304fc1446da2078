/* SPDX-License-Identifier: MIT
 * A ratio of arithmetic means, for what adds up: an energy bill is a sum of joules. */
#ifndef FIELLER_H
#define FIELLER_H

#include <stddef.h>

#include "stats/summary.h"

struct mean_ratio {
    double ratio; /* mean of B over mean of A; NAN where a sample is empty */
    struct interval ci;
};

/* Fieller 1954; as Kalibera and Jones, "Rigorous benchmarking in reasonable time", ISMM'13,
 * give it: (ab -+ sqrt((ab)^2 - (a^2 - h_a^2)(b^2 - h_b^2))) / (a^2 - h_a^2), h^2 = t^2 S^2 / n
 * with S^2 the variance of the means at the top level. A and B are such means, independent of
 * each other; t has the n - 1 degrees of freedom of its own sample. No interval where a sample
 * has fewer than two values, or A's mean is not told from 0: every ratio is possible then. */
struct mean_ratio stats_mean_ratio(const double *a, size_t na, const double *b, size_t nb,
                                   double level);

/* The same for N pairs, whose covariance makes it narrower: those ratios r at which a t test of
 * b_i - r a_i finds nothing. */
struct mean_ratio stats_paired_mean_ratio(const double *a, const double *b, size_t n,
                                          double level);

#endif
