/* SPDX-License-Identifier: MIT
 * Evidence that may be looked at after every pair: e-values. Under its null hypothesis an
 * e-value is 1 on average or less at any time one may choose to stop, so that it reaches 1 /
 * alpha with probability alpha at most (Ville 1939). All values here are natural logarithms of
 * e-values. */
#ifndef EPROCESS_H
#define EPROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/summary.h"

/* Against "the centre is at most CENTRE" (or, BELOW, "at least"), for differences that are
 * symmetric about theirs, whatever their spread and however it changes. */
struct symmetric_test {
    double centre;
    bool below;
    double spread;       /* s; 0: of the past, which sets it and is not bet on at first */
    double least_spread; /* of one from the past: a counter's step */
};

enum { SYMMETRIC_FIRST = 6, SYMMETRIC_PAST = 200 };

/* ln of mean_k prod_i (1 + lambda_k g((d_i - centre) / (2 s_(i-1)))), g(x) = x within -1 to 1,
 * lambda .05 .1 .2 .4 .8, s_(i-1) = 1.4826 MAD of the 200 before (STATISTICS.md 4; bets on
 * symmetry: Vovk and Wang 2022). The first 6 only set s; where s is 0, nothing is bet. */
double stats_symmetric_log_e(const double *d, size_t n, const struct symmetric_test *test);

/* How many differences it takes until ln e is at LIMIT or above for the first time; 0: all N
 * are too few. */
size_t stats_symmetric_stop(const double *d, size_t n, const struct symmetric_test *test,
                            double limit);

/* The centres that neither side's e-value rejects at (1 - LEVEL) / 2: covers at all times at
 * once. An end that nothing is known of is infinite. CENTRE and BELOW of TEST do not matter. */
struct interval stats_symmetric_interval(const double *d, size_t n,
                                         const struct symmetric_test *test, double level);

/* For Gaussian differences, mean CENTRE, any variance: ln M_n of the t mixture (Wang and Ramdas
 * 2023), with x = d - centre, S = sum x, V = sum x^2:
 * M_n = sqrt(c2 / (n + c2)) (V / (V - S^2 / (n + c2)))^(n / 2), M_1 = 1. Faster than the
 * symmetric one; one outlier stalls it. 0 for n < 2. */
double stats_t_mixture_log_e(const double *d, size_t n, double centre, double c2);

/* The centres it does not reject at 1 - LEVEL. Infinite while everything is possible. */
struct interval stats_t_mixture_interval(const double *d, size_t n, double c2, double level);

#endif
