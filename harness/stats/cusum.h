/* SPDX-License-Identifier: MIT
 * Whether a series creeps away from where it began: cumulative sums (Page, "Continuous
 * inspection schemes", Biometrika 41, 1954). */
#ifndef CUSUM_H
#define CUSUM_H

#include <stddef.h>

/* The tabular form, both sides: NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.3. */
struct cusum {
    double centre, sd;   /* of the series where it does not creep */
    double slack, limit; /* k and h, in units of SD */
    double most; /* a value counts as no farther off than that, in units of SD, so that one
                    alone is no alarm; 0: as far as it is */
};

struct cusum_alarm {
    size_t at;    /* the first value whose sum exceeds the limit; N: there is none */
    size_t since; /* the first value of that sum: about where the change began */
    double sum;   /* in units of SD; below 0: of the lower side */
};

struct cusum_alarm stats_cusum(const double *x, size_t n, const struct cusum *terms);

/* After how many values one side alarms on the average where nothing changes: Siegmund's
 * approximation ("Sequential Analysis", 1985, 2.5), (exp(2kb) - 2kb - 1) / (2 k^2) with b = h +
 * 1.166. SLACK > 0. */
double stats_cusum_run_length(double slack, double limit);
/* The least limit, 0 or more, that gives at least RUN_LENGTH. */
double stats_cusum_limit(double slack, double run_length);

/* Standard deviation from neighbours alone, which neither drift nor steps widen: 1.4826 median
 * |x_i+1 - x_i| / sqrt(2); where half of them are equal, the root mean square of the
 * differences instead. NAN for n < 2. */
double stats_neighbour_sd(const double *x, size_t n);

#endif
