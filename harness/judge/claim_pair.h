/* SPDX-License-Identifier: MIT
 * Two languages as a claim puts them together: a value a program, one a language, their ratio.
 */
#ifndef CLAIM_PAIR_H
#define CLAIM_PAIR_H

#include <stdint.h>

#include "base/arena.h"
#include "catalog/claim_file.h"
#include "judge/result.h"

/* What is asked, and of what. */
struct claim_question {
    const struct claim *claim;
    const struct result *result;
    unsigned domains; /* of energy: the claim's, or another view's */
    struct arena *arena;
    size_t more; /* of a view over other workloads than the claim's: how many; 0: it is not */
};

/* What stands for a program's runs, and how sure it is. */
struct claim_summary {
    double value, se, df; /* NAN: no program, no value, too few */
};

/* Two languages over the workloads of the claim. */
struct claim_pair {
    size_t count;
    const char *const *workloads;
    struct claim_summary *a, *b; /* the language, the reference */
};

#define CLAIM_NOTHING_LEFT_OUT SIZE_MAX

/* One run's value in base units; NAN where a domain is missing. */
double claim_value(const struct claim_question *q, const struct result_trial *trial);

/* A study's own program, or a plain one of ours: the first of either in the plan. NULL: there
 * is none at a size that the claim allows. */
const struct result_cell *claim_cell(const struct claim_question *q, const char *workload,
                                     const char *language);

/* What stands for the runs of CELL, which may be NULL: what the claim is of, or VALUE of them.
 */
struct claim_summary
claim_summarise(const struct claim_question *q, const struct result_cell *cell,
                double (*value)(const struct claim_question *, const struct result_trial *));

struct claim_pair claim_pair_make(const struct claim_question *q, const char *language,
                                  const char *reference);
/* Whether both have workload W. */
bool claim_pair_both(const struct claim_pair *p, size_t w);

/* The logarithm of the aggregate without workload LEFT_OUT, with its error where the
 * aggregation has one (ratio of means, geometric mean: by the delta method, Satterthwaite
 * 1946). */
struct claim_summary claim_pair_aggregate(const struct claim_pair *p, enum claim_across across,
                                          enum claim_missing missing, size_t left_out);
struct interval claim_interval(struct claim_summary log_ratio);

/* Programs that ran in turns are compared block by block, so that what changes between blocks
 * cancels. NAN where fewer than two blocks are complete. */
struct interval claim_interval_by_blocks(const struct claim_question *q,
                                         const struct claim_pair *p, const char *language,
                                         const char *reference);

#endif
