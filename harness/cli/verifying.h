/* SPDX-License-Identifier: MIT
 * Asking the programs of one workload for their answers, and telling whether they agree. */
#ifndef VERIFYING_H
#define VERIFYING_H

#include <jansson.h>

#include "base/rng.h"
#include "cli/agree.h"

/* Random sizes are even where the range has no more than these, else even on the log scale. */
enum { FEW_SIZES = 64 };

/* What is asked of one workload. */
struct question {
    const struct workload *workload;
    const char *size; /* NULL: a number */
    int64_t n, seed;  /* seed -1: none */
    bool beyond_max;  /* asked for by name: every language answers */
};

struct verifying {
    struct context *context;
    struct cells cells;
    json_t *workloads;
    struct text out;
    size_t asked, wrong, failed, skipped;
};

/* Which answers are worth a line. */
enum telling { TELL_NONE, TELL_WRONG, TELL_ALL };

/* Ask one question. *OUT_WELL: all programs that are there gave the same answer. */
int verifying_examine(struct verifying *v, const struct question *q, enum telling telling,
                      bool *out_well, struct err *err);

/* How far the slowest language goes: there all can be compared. TWO: how far two of them go.
 * Below the range where no size but the named ones can be asked. */
int64_t verifying_limit(const struct cells *cells, const struct workload *workload, bool two);

/* A size from the range's start to LIMIT, and a seed. */
struct question verifying_random(struct rng *rng, const struct workload *workload,
                                 int64_t limit);

/* For DEEP_NS random questions in turn, until one is answered wrong: then the smallest size
 * that is, too, with what to type to see it. */
int verify_deep(struct verifying *v, struct rng *rng, int64_t deep_ns, struct err *err);

#endif
