/* SPDX-License-Identifier: MIT
 * Steps and ramps. */
#include "stats/ramp.h"

#include <math.h>

#include "stats/summary.h"

/* The shortest ramp; where it may begin and end is tried on a grid of about that many places.
 */
enum { LEAST = 4, SHARE = 10, PLACES = 24, VALUES_LEAST = 6 };

static double sum_of_squares(const double *x, size_t n)
{
    double mean = stats_mean(x, n), sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (x[i] - mean) * (x[i] - mean);
    return sum;
}

/* What is left of TOTAL, the sum of squares around MEAN, by regression on the ramp. */
static double left_by_ramp(const double *x, size_t n, double mean, double total, size_t from,
                           size_t to)
{
    double f_sum = 0, ff = 0, xf = 0;

    for (size_t i = from; i < n; i++) {
        double f = i >= to ? 1 : (double)(i - from) / (double)(to - from);
        f_sum += f;
        ff += f * f;
        xf += f * (x[i] - mean);
    }
    ff -= f_sum * f_sum / (double)n;
    return total - xf * xf / ff;
}

static double left_by_best_ramp(const double *x, size_t n, double total)
{
    size_t least = n / SHARE > LEAST ? n / SHARE : LEAST;
    size_t grid = n / PLACES > 1 ? n / PLACES : 1;
    double mean = stats_mean(x, n), best = total;

    for (size_t from = 0; from + least < n; from += grid) {
        for (size_t back = 0; from + least + back < n; back += grid)
            best = fmin(best, left_by_ramp(x, n, mean, total, from, n - 1 - back));
    }
    return best;
}

double stats_ramp_gain(const double *x, size_t n, size_t tau)
{
    if (n < VALUES_LEAST)
        return -INFINITY;
    double total = sum_of_squares(x, n);
    double step = sum_of_squares(x, tau) + sum_of_squares(x + tau, n - tau);
    double ramp = left_by_best_ramp(x, n, total);
    /* Rounding leaves something of a perfect fit. */
    double nothing = total * 1e-9;
    if (step <= nothing)
        return -INFINITY;
    return (double)n * log(step / fmax(ramp, nothing)) - log((double)n);
}
