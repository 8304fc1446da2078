/* SPDX-License-Identifier: MIT
 * Where a series changes its distribution: E-divisive, by energy distances and permutations
 * (Matteson and James, "A nonparametric approach for multiple change point analysis of
 * multivariate data", JASA 109, 2014). */
#ifndef DIVISIVE_H
#define DIVISIVE_H

#include <stddef.h>
#include <stdint.h>

struct divisive {
    double alpha;        /* a change is one if p <= ALPHA */
    size_t permutations; /* p = (as extreme + 1) / (permutations + 1): so 1 / (permutations + 1)
                            is the least */
    uint64_t seed;
};

/* How two neighbours [0, TAU) and [TAU, KAPPA) of a series differ: mn / (m + n) times (2 mean
 * |x - y| - mean |x - x'| - mean |y - y'|), means over pairs of distinct points; both have two
 * points at least. */
struct divisive_split {
    size_t tau, kappa;
    double q;
};

/* The greatest; q is NAN where N < 4. */
struct divisive_split stats_divisive_best(const double *x, size_t n);

/* The indices at which something new begins, ascending, into OUT, which has room for N; how
 * many. Parts are divided again as long as a change is found in them. O(n^2) a permutation. */
size_t stats_divisive(size_t *out, const double *x, size_t n, const struct divisive *terms);

#endif
