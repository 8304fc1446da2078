/* SPDX-License-Identifier: MIT
 * Values far from the others: marked to be looked at, never dropped. What a value is says
 * nothing about whether its trial was disturbed. */
#ifndef OUTLIER_H
#define OUTLIER_H

#include <stdbool.h>
#include <stddef.h>

/* FLAGS[i]: |x_i - median| > 3.5 * 1.4826 * MAD (Iglewicz and Hoaglin 1993, modified z-scores);
 * where more than half are equal, so that the MAD is 0, > 3.5 * 1.2533 * mean deviation.
 * Returns how many. */
size_t stats_flag_outliers(bool *flags, const double *x, size_t n);

/* How many of the MOST most extreme values are outliers of a normal sample, by the generalised
 * ESD test (Rosner 1983) at ALPHA; WHICH gets the indices of the MOST, the most extreme first.
 * It looks past the masking of one outlier by the next. MOST is below n - 1. */
size_t stats_rosner_outliers(size_t *which, const double *x, size_t n, size_t most,
                             double alpha);

#endif
