/* SPDX-License-Identifier: MIT
 * How often the intervals of a ratio hold the true one, by simulation: invented blocks of two
 * arms whose ratio is known, with the kinds of noise that benchmarks have. */
#ifndef COVERAGE_H
#define COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct coverage_request {
    size_t replications; /* of each cell; 0: 4000 */
    uint64_t seed;
    double level; /* of the intervals, 0.95; others are judged all the same, and fail */
};

enum coverage_interval {
    COVERAGE_SIGNED_RANK, /* the one that is reported, and judged */
    COVERAGE_T,           /* of the mean log ratio */
    COVERAGE_WELCH,       /* the arms taken as unpaired */
    COVERAGE_BATCHES, /* signed ranks of batch means, where the serial check asks for them */
    COVERAGE_INTERVALS,
};

/* One kind of noise at one number of blocks. */
struct coverage_cell {
    const char *noise;
    size_t blocks, replications;
    double covered[COVERAGE_INTERVALS]; /* shares of the replications */
    double flagged;                     /* share that the serial check flagged */
    double least, most; /* what is asked of the judged interval; NAN where the differences of
                         * the blocks resemble each other: it cannot hold there */
    double
        least_flagged; /* what is asked of the serial check instead, from 30 blocks on; NAN */
    bool good;         /* what is asked for is so */
};

size_t coverage_cells(void);

/* Cell INDEX; the same for the same request, whatever other cells are asked for. */
void coverage_simulate(struct coverage_cell *out, size_t index,
                       const struct coverage_request *request);

#endif
