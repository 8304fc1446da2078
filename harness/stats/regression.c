/* SPDX-License-Identifier: MIT
 * Least squares by the normal equations of centred values: few predictors, all of one scale. */
#include "stats/regression.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"

enum { MOST = REGRESSION_MOST };

/* Solve the symmetric A b = c by Gauss with pivots; false where A is singular. */
static bool solve(double a[MOST][MOST], double c[MOST], size_t size)
{
    double scale = 0;

    for (size_t i = 0; i < size; i++)
        scale = fmax(scale, fabs(a[i][i]));
    for (size_t k = 0; k < size; k++) {
        size_t pivot = k;
        for (size_t i = k + 1; i < size; i++)
            pivot = fabs(a[i][k]) > fabs(a[pivot][k]) ? i : pivot;
        if (!(fabs(a[pivot][k]) > 1e-12 * scale))
            return false;
        for (size_t j = 0; j < size; j++) {
            double swap = a[k][j];
            a[k][j] = a[pivot][j];
            a[pivot][j] = swap;
        }
        double swap = c[k];
        c[k] = c[pivot];
        c[pivot] = swap;
        for (size_t i = k + 1; i < size; i++) {
            double factor = a[i][k] / a[k][k];
            for (size_t j = k; j < size; j++)
                a[i][j] -= factor * a[k][j];
            c[i] -= factor * c[k];
        }
    }
    for (size_t k = size; k-- > 0;) {
        for (size_t j = k + 1; j < size; j++)
            c[k] -= a[k][j] * c[j];
        c[k] /= a[k][k];
    }
    return true;
}

struct regression stats_regression(const double *y, const double *const *x, size_t predictors,
                                   size_t n)
{
    struct regression out = {NAN, NAN, {NAN, NAN, NAN, NAN}};
    double a[MOST][MOST] = {{0}}, b[MOST] = {0}, mean[MOST], explained = 0, total = 0;

    assert(predictors <= MOST);
    if (n <= predictors + 1)
        return out;
    double centre = stats_mean(y, n);
    for (size_t p = 0; p < predictors; p++)
        mean[p] = stats_mean(x[p], n);
    for (size_t i = 0; i < n; i++) {
        total += (y[i] - centre) * (y[i] - centre);
        for (size_t p = 0; p < predictors; p++) {
            b[p] += (x[p][i] - mean[p]) * (y[i] - centre);
            for (size_t q = 0; q < predictors; q++)
                a[p][q] += (x[p][i] - mean[p]) * (x[q][i] - mean[q]);
        }
    }
    double cross[MOST];
    for (size_t p = 0; p < predictors; p++)
        cross[p] = b[p];
    if (!(total > 0) || !solve(a, b, predictors))
        return out;
    out.constant = centre;
    for (size_t p = 0; p < predictors; p++) {
        explained += b[p] * cross[p];
        out.slope[p] = b[p];
        out.constant -= b[p] * mean[p];
    }
    out.r_squared = explained / total;
    return out;
}

double stats_r_squared(const double *y, const double *const *x, size_t predictors, size_t n)
{
    return stats_regression(y, x, predictors, n).r_squared;
}

struct interval stats_r_squared_interval(const double *y, const double *const *x,
                                         size_t predictors, size_t n, double level,
                                         size_t replications, uint64_t seed)
{
    struct interval ci = {NAN, NAN};
    double *columns = mem_alloc((predictors + 1) * n + 1, sizeof(*columns));
    double *found = mem_alloc(replications + 1, sizeof(*found));
    const double *at[MOST];
    struct rng rng;
    size_t count = 0;

    rng_seed(&rng, seed);
    for (size_t p = 0; p < predictors; p++)
        at[p] = columns + (p + 1) * n;
    for (size_t r = 0; r < replications && n >= 2 * (predictors + 1); r++) {
        for (size_t i = 0; i < n; i++) {
            size_t from = (size_t)rng_below(&rng, n);
            columns[i] = y[from];
            for (size_t p = 0; p < predictors; p++)
                columns[(p + 1) * n + i] = x[p][from];
        }
        double one = stats_r_squared(columns, at, predictors, n);
        if (!isnan(one))
            found[count++] = one;
    }
    if (count > 0) {
        stats_sort(found, count);
        ci.low = stats_quantile(found, count, (1 - level) / 2);
        ci.high = stats_quantile(found, count, (1 + level) / 2);
    }
    free(columns);
    free(found);
    return ci;
}
