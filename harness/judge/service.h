/* SPDX-License-Identifier: MIT
 * The latencies of one process, as the database has them. */
#ifndef SERVICE_H
#define SERVICE_H

#include "judge/result.h"
#include "store/store.h"

struct service {
    const struct result_cell *cell;
    int64_t block;
    double *latency_ns; /* in the order in which they were due; service_free() */
    size_t count, per_tick;
    double tick_ns; /* latency I is of what was due (I / per_tick) ticks after the beginning */
};

/* ROW is one of the query `latencies`, RESULT its campaign with every trial. OUT->count is 0
 * where the trial does not count. -EPROTO where the campaign has no such cell. */
int service_read(struct service *out, const struct result *result, const struct store_row *row,
                 struct err *err);
void service_free(struct service *service);

#endif
