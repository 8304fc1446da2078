/* SPDX-License-Identifier: MIT
 * Many tests at once. A NAN among the p- or e-values is a test that was not made: it stays NAN
 * and counts for nothing, as in R's p.adjust. */
#ifndef MULTIPLE_H
#define MULTIPLE_H

#include <stdbool.h>
#include <stddef.h>

/* Adjusted p-values: reject where one is at most alpha, and the probability of one false
 * rejection or more is at most alpha, however the tests depend (Holm 1979). OUT may be P. */
void stats_holm(double *out, const double *p, size_t m);

/* The same for the expected share of false ones among the rejections, for independent or
 * positively dependent tests (Benjamini and Hochberg 1995). */
void stats_benjamini_hochberg(double *out, const double *p, size_t m);

/* The same for e-values, however they depend: the k largest, k the last with
 * e_(k) >= m / (alpha k) (Wang and Ramdas 2022, "False discovery rate control with e-values").
 * Returns k; REJECTED[i] tells whether it is one of them. */
size_t stats_e_benjamini_hochberg(bool *rejected, const double *e, size_t m, double alpha);

#endif
