/* SPDX-License-Identifier: MIT
 * One sample: order, centre, spread, an interval for its median; a share and its interval. */
#include "stats/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/distribution.h"

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static bool is_sorted(const double *x, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (!(x[i - 1] <= x[i]))
            return false;
    return true;
}

void stats_sort(double *x, size_t n)
{
    if (!is_sorted(x, n))
        qsort(x, n, sizeof(*x), ascending);
}

struct place {
    double value;
    size_t index;
};

static int by_value(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    if (isnan(x->value) != isnan(y->value))
        return isnan(x->value) ? 1 : -1;
    if (x->value < y->value || x->value > y->value)
        return x->value < y->value ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

void stats_order(size_t *order, const double *x, size_t n)
{
    struct place *places = mem_alloc(n, sizeof(*places));

    for (size_t i = 0; i < n; i++)
        places[i] = (struct place){x[i], i};
    qsort(places, n, sizeof(*places), by_value);
    for (size_t i = 0; i < n; i++)
        order[i] = places[i].index;
    free(places);
}

static double *sorted_copy(const double *x, size_t n)
{
    double *copy = mem_alloc(n, sizeof(*copy));

    memcpy(copy, x, n * sizeof(*copy));
    stats_sort(copy, n);
    return copy;
}

/* Mean and sum of squared deviations. The running mean keeps NIST's NumAcc series exact, where
 * sums of squares lose every digit. */
static long double welford(const double *x, size_t n, long double *squares)
{
    long double mean = 0;

    *squares = 0;
    for (size_t i = 0; i < n; i++) {
        long double delta = x[i] - mean;
        mean += delta / (long double)(i + 1);
        *squares += delta * (x[i] - mean);
    }
    return mean;
}

double stats_mean(const double *x, size_t n)
{
    long double squares;

    return n > 0 ? (double)welford(x, n, &squares) : NAN;
}

double stats_sd(const double *x, size_t n)
{
    long double squares;

    if (n < 2)
        return NAN;
    welford(x, n, &squares);
    return (double)sqrtl(squares / (long double)(n - 1));
}

static double quantile_of_sorted(const double *x, size_t n, double p)
{
    double h = p * (double)(n - 1);
    size_t i = (size_t)floor(h);

    return i + 1 < n ? x[i] + (h - floor(h)) * (x[i + 1] - x[i]) : x[n - 1];
}

double stats_quantile(const double *x, size_t n, double p)
{
    if (n == 0)
        return NAN;
    double *sorted = sorted_copy(x, n);
    double q = quantile_of_sorted(sorted, n, p);
    free(sorted);
    return q;
}

double stats_median(const double *x, size_t n)
{
    return stats_quantile(x, n, 0.5);
}

double stats_trimmed_mean(const double *x, size_t n, double share)
{
    size_t cut = (size_t)floor(share * (double)n);

    if (n == 0 || 2 * cut >= n)
        return stats_median(x, n);
    double *sorted = sorted_copy(x, n);
    double mean = stats_mean(sorted + cut, n - 2 * cut);
    free(sorted);
    return mean;
}

double stats_mad(const double *x, size_t n)
{
    if (n == 0)
        return NAN;
    double centre = stats_median(x, n);
    double *deviation = mem_alloc(n, sizeof(*deviation));
    for (size_t i = 0; i < n; i++)
        deviation[i] = fabs(x[i] - centre);
    double mad = 1.4826 * stats_median(deviation, n);
    free(deviation);
    return mad;
}

double stats_lag1(const double *x, size_t n)
{
    long double squares, products = 0;

    if (n < 2)
        return NAN;
    long double mean = welford(x, n, &squares);
    for (size_t i = 1; i < n; i++)
        products += (x[i] - mean) * (x[i - 1] - mean);
    return (double)(products / squares);
}

/* The largest k with 2 P(Bin(n, 1/2) <= k - 1) <= 1 - level: how many values may be left out at
 * each end, plus one. 0 where there is none. */
static size_t median_rank(size_t n, double level)
{
    double alpha = (1 - level) * (1 + 1e-9);
    size_t low = 0, high = n / 2;

    while (low < high) {
        size_t k = high - (high - low) / 2;
        if (2 * stats_binomial_cdf(k - 1, n, 0.5) <= alpha)
            low = k;
        else
            high = k - 1;
    }
    return low;
}

struct interval stats_median_interval(const double *x, size_t n, double level)
{
    size_t k = median_rank(n, level);

    if (k == 0)
        return (struct interval){NAN, NAN};
    double *sorted = sorted_copy(x, n);
    struct interval ci = {sorted[k - 1], sorted[n - k]};
    free(sorted);
    return ci;
}

size_t stats_median_interval_needs(double level)
{
    size_t n = 1;

    while (median_rank(n, level) == 0)
        n++;
    return n;
}

/* The p in (0, 1) at which P(Bin(n, p) <= k) has fallen to TAIL. */
static double binomial_bound(size_t k, size_t n, double tail)
{
    double low = 0, high = 1;

    for (;;) { /* halving a bracket of doubles ends */
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if (stats_binomial_cdf(k, n, middle) > tail)
            low = middle;
        else
            high = middle;
    }
}

struct interval stats_share_interval(size_t hits, size_t n, double level)
{
    double tail = (1 - level) / 2;

    if (n == 0)
        return (struct interval){NAN, NAN};
    /* By symmetry the lower bound of the hits is what the misses' upper one leaves. */
    return (struct interval){hits > 0 ? 1 - binomial_bound(n - hits, n, tail) : 0,
                             hits < n ? binomial_bound(hits, n, tail) : 1};
}
