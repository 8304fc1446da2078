/* SPDX-License-Identifier: MIT
 * Where a series changes its mean or its spread. */
#ifndef BREAKS_H
#define BREAKS_H

#include <stddef.h>

enum { BREAKS_SHORTEST = 2 }; /* values in a segment, at least: one has no spread */

/* The segments with the least sum of costs, each n (ln(variance) + 1) for a normal mean and
 * variance of its own, and PENALTY; exact, by PELT (Killick, Fearnhead and Eckley 2012). STARTS
 * has room for n / 2 + 1 and gets where segments begin, 0 first; returns how many. A variance
 * counts as 1e-4 of that between neighbours at least, so that some equal values are not a
 * segment. */
size_t stats_breaks(size_t *starts, const double *x, size_t n, double penalty);

#endif
