/* SPDX-License-Identifier: MIT
 * One sample: order, centre, spread, an interval for its median; a share and its interval. */
#ifndef SUMMARY_H
#define SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

/* An interval; NAN both where there is none. */
struct interval {
    double low, high;
};

/* Ascending, in place. Where several of the figures below are taken of one sample, sorting it
 * first makes them cheap. */
void stats_sort(double *x, size_t n);

/* ORDER gets the indices of X from its smallest value up; equal ones in their own order, NANs
 * last. */
void stats_order(size_t *order, const double *x, size_t n);

/* NAN for n = 0. */
double stats_mean(const double *x, size_t n);
/* Unbiased; NAN for n < 2. */
double stats_sd(const double *x, size_t n);
/* Both, in less time than one after the other. */
void stats_mean_sd(const double *x, size_t n, double *mean, double *sd);
/* Quantile of type 7 (Hyndman and Fan 1996), R's default; X need not be sorted. NAN for n = 0.
 */
double stats_quantile(const double *x, size_t n, double p);
double stats_median(const double *x, size_t n);
/* Mean of what is left without the floor(SHARE * n) smallest and as many of the largest, as R's
 * mean(trim = SHARE); from SHARE = 0.5 on the median. NAN for n = 0. */
double stats_trimmed_mean(const double *x, size_t n, double share);
/* 1.4826 * median |x - median|. */
double stats_mad(const double *x, size_t n);
/* Lag-1 serial correlation as NIST StRD defines it. */
double stats_lag1(const double *x, size_t n);

/* Exact interval of the median from order statistics (binomial, e.g. Hahn and Meeker
 * 1991, 5.2). NAN where n is too small for LEVEL: below 6 for 0.95. */
struct interval stats_median_interval(const double *x, size_t n, double level);
/* The fewest values that can give such an interval. */
size_t stats_median_interval_needs(double level);

/* Of a probability, HITS of N tries having hit: Clopper and Pearson 1934, exact, so that it
 * covers at least LEVEL. NAN for N = 0. */
struct interval stats_share_interval(size_t hits, size_t n, double level);

#endif
