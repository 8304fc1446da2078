/* SPDX-License-Identifier: MIT
 * Neighbours that resemble each other: an interval that takes them for independent is too
 * narrow. */
#ifndef SERIAL_H
#define SERIAL_H

#include <stdbool.h>
#include <stddef.h>

/* |r1| > 2 / sqrt(n), r1 of stats_lag1() (Box, Jenkins and Reinsel 2008, 2.1.6: twice
 * Bartlett's standard error). False where X does not vary or n < 2. With few values it sees
 * little: six need an r1 beyond 0.82. */
bool stats_is_serial(const double *x, size_t n);

/* What was done; with PER_BATCH > 1 it is to be said beside the result. */
struct batches {
    size_t count;
    size_t per_batch;         /* 1: nothing was merged; else 2, 4, 8 ... or one more */
    double lag1_before, lag1; /* of the values; of the means */
    bool flagged;             /* the values were serial */
    bool serial;              /* so are the means: there are too few values to merge on */
};

enum { BATCHES_LEAST = 6 }; /* fewer have no exact interval */

/* Means of adjacent values, two by two until they are no longer serial (batch means: Law 2015,
 * 9.5.3). MEANS has room for N. Values that would be left over at the end are spread over the
 * batches: none is lost. */
struct batches stats_batch_means(double *means, const double *x, size_t n);

#endif
