/* SPDX-License-Identifier: MIT
 * The table of a campaign's results: a row a cell, with medians, intervals and ratios. */
#ifndef RESULTS_TABLE_H
#define RESULTS_TABLE_H

#include "judge/result.h"
#include "report/table.h"

/* Ratios whose blocks resemble their neighbours: merged, or too few to. */
struct results_alike {
    size_t merged, serial;
};

struct results_request {
    const char *workload;  /* its cells; NULL: all, or the commands */
    const char *reference; /* the language that ratios are to; NULL: the first command */
    const char *title;     /* may be NULL */
    bool wide;             /* there is room for more than 80 columns */
    /* Called after each row; may be NULL. */
    void (*each)(void *context, struct table *table, const struct result_cell *cell);
    void *context;
};

/* Cells without an admissible trial are left out. ALIKE is added to. For table_free(). */
struct table *results_table(const struct result *result, const struct results_request *request,
                            struct results_alike *alike);

/* What is to be said of such ratios; nothing where there are none. */
void results_alike_text(struct text *text, const struct results_alike *alike);

#endif
