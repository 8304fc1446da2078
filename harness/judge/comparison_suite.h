/* SPDX-License-Identifier: MIT
 * Many entries as one figure, and how far it moves where they are put together otherwise. */
#ifndef COMPARISON_SUITE_H
#define COMPARISON_SUITE_H

#include "judge/comparison_entry.h"

/* One value over all that have it. */
struct comparison_suite {
    const char *value;
    const char *row;               /* of that row alone; NULL: of all */
    size_t rows;                   /* entries that it is made of */
    struct effect programs, suite; /* geometric mean: for other programs; for these */
    double mean, median;           /* of the ratios */
    double sums;                   /* sum of the medians over that of the reference */
    double low, high;              /* the geometric mean without any one */
    double common;                 /* over what every value has; NAN: there is no such thing */
    size_t common_rows;
    double domains[COMPARISON_DOMAIN_SETS]; /* of other joules; NAN where not all have them */
};

/* Of ENTRIES, those without a ratio aside; COMMON tells which of them every value has. VALUE
 * and row are the caller's to set. */
void comparison_suite_fill(struct comparison_suite *out,
                           const struct comparison_entry *const *entries, const bool *common,
                           size_t count, enum metric metric, double level);

#endif
