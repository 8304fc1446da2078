/* SPDX-License-Identifier: MIT
 * Latencies over the time of one process. */
#ifndef TIMELINE_H
#define TIMELINE_H

#include "judge/tails.h"

/* More buckets are nearer than a pixel. */
enum { TIMELINE_BUCKETS = 400 };

/* Of the process whose highest latency is the median one of its cell (the lower of two middle
 * ones). */
struct timeline {
    const struct tail_cell *cell;
    int64_t block;            /* the process's */
    double bucket_ns;         /* 1, 2 or 5 times a power of ten of ticks */
    double *highest, *middle; /* the maximum and the median of each bucket's latencies, in ns */
    size_t count;
};

struct timelines {
    struct arena arena;
    struct timeline *lines; /* of TAILS' cells, in their order */
    size_t count;
};

/* TAILS are of a campaign of STORE, and must outlive *OUT, which is for timelines_free(),
 * whatever is returned. */
int timelines_load(struct timelines *out, const struct tails *tails, struct store *store,
                   struct err *err);
void timelines_free(struct timelines *timelines);

#endif
