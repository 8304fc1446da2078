/* SPDX-License-Identifier: MIT
 * One sample: order, centre, spread, an interval for its median; a share and its interval. */
#include "stats/summary.h"

#include <math.h>
#include <stdint.h>
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

/* As an integer in the same order; what is not a number comes last. */
static uint64_t key_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof(bits));
    return bits >> 63 != 0 && !isnan(x) ? ~bits : bits | UINT64_C(1) << 63;
}

static double value_of(uint64_t key)
{
    uint64_t bits = key >> 63 != 0 ? key ^ UINT64_C(1) << 63 : ~key;
    double x;

    memcpy(&x, &bits, sizeof(x));
    return x;
}

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static size_t digit_of(uint64_t key, int shift)
{
    return key >> shift & (DIGITS - 1);
}

enum { PLACES = (64 + DIGIT_BITS - 1) / DIGIT_BITS };

/* How many of the N keys have each digit, at each of its places. */
static void count_digits(size_t counts[PLACES][DIGITS], const uint64_t *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (int place = 0; place < PLACES; place++)
            counts[place][digit_of(keys[i], place * DIGIT_BITS)]++;
}

/* Put the N keys of FROM into TO by their digit at SHIFT, in their order where it is equal.
 * COUNTS has how many have each. */
static void place_by_digit(uint64_t *to, const uint64_t *from, size_t n, int shift,
                           size_t counts[DIGITS])
{
    size_t next = 0;

    for (size_t d = 0; d < DIGITS; d++) {
        size_t count = counts[d];
        counts[d] = next;
        next += count;
    }
    for (size_t i = 0; i < n; i++)
        to[counts[digit_of(from[i], shift)]++] = from[i];
}

/* By the digits of their bits, from the last: several times as fast as comparing, for many. */
static void sort_by_digits(double *x, size_t n)
{
    uint64_t *keys = mem_alloc(n, sizeof(*keys)), *others = mem_alloc(n, sizeof(*others));
    size_t counts[PLACES][DIGITS] = {0};

    for (size_t i = 0; i < n; i++)
        keys[i] = key_of(x[i]);
    count_digits(counts, keys, n);
    for (int place = 0; place < PLACES; place++) {
        int shift = place * DIGIT_BITS;
        if (counts[place][digit_of(keys[0], shift)] == n)
            continue; /* all have the same one */
        place_by_digit(others, keys, n, shift, counts[place]);
        uint64_t *placed = others;
        others = keys;
        keys = placed;
    }
    for (size_t i = 0; i < n; i++)
        x[i] = value_of(keys[i]);
    free(keys);
    free(others);
}

enum { MANY = 512 };

void stats_sort(double *x, size_t n)
{
    if (is_sorted(x, n))
        return;
    if (n >= MANY)
        sort_by_digits(x, n);
    else
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

/* Of what is left after the first value: where all have many digits in common (NIST's NumAcc),
 * their sum keeps the others. */
static long double mean_of(const double *x, size_t n)
{
    long double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += x[i] - (long double)x[0];
    return x[0] + sum / (long double)n;
}

double stats_mean(const double *x, size_t n)
{
    return n > 0 ? (double)mean_of(x, n) : NAN;
}

/* Squared deviations: the sum of the squares themselves would lose every digit of such values.
 */
static long double squares_about(long double mean, const double *x, size_t n)
{
    long double squares = 0;

    for (size_t i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
    return squares;
}

void stats_mean_sd(const double *x, size_t n, double *mean, double *sd)
{
    long double centre = n > 0 ? mean_of(x, n) : NAN;

    *mean = (double)centre;
    *sd = n < 2 ? NAN : (double)sqrtl(squares_about(centre, x, n) / (long double)(n - 1));
}

double stats_sd(const double *x, size_t n)
{
    double mean, sd;

    stats_mean_sd(x, n, &mean, &sd);
    return sd;
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
    long double products = 0;

    if (n < 2)
        return NAN;
    long double mean = mean_of(x, n);
    for (size_t i = 1; i < n; i++)
        products += (x[i] - mean) * (x[i - 1] - mean);
    return (double)(products / squares_about(mean, x, n));
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
