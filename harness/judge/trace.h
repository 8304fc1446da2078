/* SPDX-License-Identifier: MIT
 * Power over time, where `run --trace` recorded it: one trial of each cell. */
#ifndef TRACE_H
#define TRACE_H

#include "judge/result.h"
#include "store/store.h"

/* Of the trial whose duration is the median one of its cell (the shorter of two middle ones).
 */
struct trace {
    const struct result_cell *cell;
    size_t trials;   /* of the cell that have a trace */
    int64_t wall_ns; /* of the one that is here */
    const int64_t *ns,
        *energy_nj; /* since the trial's start and since the first point; all packages */
    size_t count;
};

struct trace_set {
    struct arena arena;
    struct trace *traces; /* in the order of cells */
    size_t count;
    double idle_w; /* all packages, mean of the campaign's idle windows; NAN */
    const char *source, *resolver;
};

/* RESULT, which must outlive the set, is campaign RESULT->id of STORE. A set of none, where
 * nothing was traced, is no error. */
int trace_load(struct trace_set *out, const struct result *result, struct store *store,
               struct err *err);
void trace_free(struct trace_set *set);

#endif
