/* SPDX-License-Identifier: MIT
 * The sections of a report, in their order. */
#ifndef REPORT_SECTIONS_H
#define REPORT_SECTIONS_H

#include "report/report.h"

/* What was asked and what came out: claims with verdicts, else the finding of the comparison.
 */
void report_answers(struct document *document, const struct report_request *q);
void report_figures(struct document *document, const struct report_request *q);
/* Every cell, with all that is known of its program. */
int report_results(struct document *document, const struct report_request *q, struct err *err);
/* "Can this be trusted?" */
int report_trust(struct document *document, const struct report_request *q, struct err *err);
/* A part of it. */
void report_drift(struct document *document, const struct report_request *q);
int report_fairness(struct document *document, const struct report_request *q, struct err *err);
int report_environment(struct document *document, const struct report_request *q,
                       struct err *err);
/* How to do it again, and what is in the page for programs. */
void report_again(struct document *document, const struct report_request *q);

/* Whether a claim has an answer, not only a reason for having none. */
bool report_is_answered(const struct chart_claim *claim);

#endif
