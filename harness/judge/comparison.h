/* SPDX-License-Identifier: MIT
 * Cells of one campaign, or of two, against those that differ from them in one thing alone: the
 * language, the variant, the toolchain, the flags, the size, the workload or the campaign. */
#ifndef COMPARISON_H
#define COMPARISON_H

#include "judge/comparison_entry.h"
#include "judge/comparison_suite.h"
#include "judge/projection.h"
#include "judge/unlike.h"

#define COMPARISON_MARGIN 0.02 /* unless another one is asked for */

struct comparison_row {
    const char *name; /* what its cells have in common, as far as it tells rows apart */
    struct comparison_entry *entries;
    size_t entry_count;
};

struct comparison {
    struct arena arena;
    enum projection_key column;
    struct comparison_terms terms; /* the metric: energy where it is measured, else wall time */
    const char *reference;
    struct comparison_row *rows;
    size_t row_count;
    struct comparison_suite *suites; /* of all rows; then, where they are asked for, of each */
    size_t suite_count;
    size_t tests;          /* that Holm's correction was made for */
    struct unlike *unlike; /* of two campaigns, beside what is compared */
    size_t unlike_count;
};

struct comparison_request {
    enum projection_key column;
    const enum projection_key *rows; /* what rows are formed by; NULL: the workload, and all
                                        else that cells differ in */
    size_t row_count;
    const char *reference;    /* value of the column; NULL: the first (c for languages) */
    const char *variant;      /* a base: those alone; NULL: all */
    const char *campaigns[2]; /* names of the two; NULL: their numbers */
    enum metric metric;
    double level;
    double margin; /* 0: the usual one */
    bool for_show; /* people see the metric, the two beside it and energy: of the others there
                      is no ratio, where a million trials make each worth leaving out */
};

/* What is asked of one campaign where nothing else is said: its languages in their plain
 * programs, where there are some, or its commands; energy where it is there, else wall time. */
struct comparison_request comparison_usual(const struct result *result);

/* OTHER is NULL but for PROJECTION_CAMPAIGN, where the reference is RESULT. Both must outlive
 * what comes out. No key of the rows follows the column. -ENOENT: nothing to compare. */
int comparison_make(struct comparison **out, const struct result *result,
                    const struct result *other, const struct comparison_request *request,
                    struct err *err);
void comparison_free(struct comparison *comparison); /* accepts NULL */

#endif
