/* SPDX-License-Identifier: MIT
 * The report of a campaign: answers first, then figures, results, whether they can be trusted,
 * whether they are fair, where and how they were measured. FIGURES.md 4. */
#ifndef REPORT_H
#define REPORT_H

#include "catalog/claim_file.h"
#include "judge/comparison.h"
#include "report/chart.h"
#include "report/document.h"
#include "store/store.h"

/* Of a campaign with more trials no values are embedded: a page stays small enough to be read.
 */
enum { REPORT_EMBEDDED_TRIALS = 20000 };

struct report_request {
    struct store *store;
    const struct result *result;
    const struct comparison *comparison; /* NULL: there is nothing to compare ... */
    const char *no_comparison;           /* ... for this reason */
    const struct chart_claim *claims;
    size_t claim_count;
    const char *reference; /* language; NULL in measure */
    const char *variant;   /* of figures; NULL: all */
    bool page;             /* figures are drawn, data embedded */
    const char *gnuplot;   /* NULL: gnuplot on PATH */
    const char *tool_version;
};

/* On success *OUT is for document_free(). A figure that cannot be drawn is none; the document
 * says why. The same campaign gives the same document. */
int report_make(struct document **out, const struct report_request *request, struct err *err);

#endif
