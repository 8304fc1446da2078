/* SPDX-License-Identifier: MIT
 * Distribution functions: normal, Student's t, binomial, Wilcoxon's signed rank. */
#ifndef DISTRIBUTION_H
#define DISTRIBUTION_H

#include <stddef.h>

/* Wichura 1988, algorithm AS 241 (PPND16). */
double stats_normal_quantile(double p);
double stats_normal_cdf(double z);
/* Regularised incomplete beta by Lentz's continued fraction (Numerical Recipes 6.4;
 * DLMF 8.17.22). */
double stats_beta_cdf(double x, double a, double b);
double stats_t_cdf(double t, double df);
double stats_t_quantile(double p, double df);
double stats_binomial_cdf(size_t k, size_t n, double p);
/* P(V <= v) of the signed-rank statistic of n untied differences, exact (recurrence over
 * subsets), n <= 1000. */
double stats_signed_rank_cdf(double v, size_t n);
/* The smallest v with P(V <= v) >= p, as R's qsignrank. */
double stats_signed_rank_quantile(double p, size_t n);

#endif
