/* SPDX-License-Identifier: MIT
 * A published claim asked of a campaign: a verdict with its reasons (DESIGN.md 2). */
#ifndef CLAIM_H
#define CLAIM_H

#include "base/arena.h"
#include "catalog/claim_file.h"
#include "judge/result.h"

enum claim_verdict {
    CLAIM_REPRODUCED,
    CLAIM_DIRECTION_ONLY,
    CLAIM_CONTRADICTED,
    CLAIM_INCONCLUSIVE,
    CLAIM_NOT_COMPARABLE,
    CLAIM_NO_ENERGY,
    CLAIM_VERDICTS,
};

/* "reproduced" ..., as shown and stored. */
const char *claim_verdict_name(enum claim_verdict verdict);

/* One workload's part in a ratio: what stands for the runs of each, in base units. */
struct claim_row {
    const char *workload;
    double language, reference, ratio; /* NAN: not there */
};

/* What the same data say under another aggregation or domain set. */
struct claim_view {
    const char *name;
    double ratio; /* NAN: cannot be formed */
};

/* A ratio as the claim forms it. */
struct claim_ratio {
    double value; /* NAN: cannot be formed */
    struct interval ci;
    struct claim_row *rows; /* of each workload of the claim */
    size_t row_count;
};

struct claim_answer {
    struct arena arena; /* of all that is reached from here */
    enum claim_verdict verdict;
    const char *reason; /* in words and numbers */
    struct claim_ratio
        ratio; /* CLAIM_RATIO: the claim's; CLAIM_ORDER: the closest neighbours' */
    struct claim_view *views; /* CLAIM_RATIO */
    size_t view_count;
    double low, high; /* leaving one workload out, from ... to; NAN */
};

/* RESULT has its trials (reader_load_trials). */
void claim_ask(struct claim_answer *out, const struct claim *claim,
               const struct result *result);
void claim_answer_free(struct claim_answer *answer);

#endif
