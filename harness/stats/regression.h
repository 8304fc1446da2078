/* SPDX-License-Identifier: MIT
 * How much of one quantity others explain, by least squares. */
#ifndef REGRESSION_H
#define REGRESSION_H

#include <stddef.h>
#include <stdint.h>

#include "stats/summary.h"

enum { REGRESSION_MOST = 4 }; /* predictors */

struct regression {
    double r_squared, constant, slope[REGRESSION_MOST];
};

/* Y = constant + slope[0] X[0] + ...; NAN all where stats_r_squared() is. */
struct regression stats_regression(const double *y, const double *const *x, size_t predictors,
                                   size_t n);

/* 1 - residual / total sum of squares of Y on X[0] ... X[PREDICTORS - 1] and a constant (Draper
 * and Smith 1998, 1.3), N values each. NAN where N <= PREDICTORS + 1, where Y does not vary, or
 * where the predictors depend on each other. */
double stats_r_squared(const double *y, const double *const *x, size_t predictors, size_t n);

/* Percentile interval by resampling cases (Efron and Tibshirani 1993, 9.5): the points are
 * programs, so it says how R^2 might move for others. NAN for fewer than 2 (PREDICTORS + 1)
 * points. */
struct interval stats_r_squared_interval(const double *y, const double *const *x,
                                         size_t predictors, size_t n, double level,
                                         size_t replications, uint64_t seed);

#endif
