/* SPDX-License-Identifier: MIT
 * What a report of a campaign is made of: its trials, the comparison and the claims. */
#ifndef REPORTING_H
#define REPORTING_H

#include "base/text.h"
#include "cli/claim_desk.h"
#include "cli/command.h"
#include "judge/comparison.h"
#include "report/report.h"

struct reporting {
    struct claim_desk desk;
    struct chart_claim *claims;
    struct claim_answer *answers;
    size_t claim_count;
    struct comparison *comparison; /* NULL: for the reason in NO_COMPARISON */
    struct err no_comparison;
};

/* Load the campaign of the settings, or the newest with trials, compare it as they ask, and ask
 * the claims of it; without a catalogue there are none, unless the settings name one.
 * reporting_close() it, whatever is returned. */
int reporting_open(struct reporting *reporting, struct context *context, struct err *err);
void reporting_close(struct reporting *reporting);

/* The language that ratios are to: asked for, else the comparison's, else C or what there is;
 * NULL among commands. */
const char *reporting_reference(const struct reporting *reporting);
/* The only variant that is compared and drawn; NULL: all. */
const char *reporting_variant(const struct reporting *reporting);

/* Add the report in FORMAT to OUT. */
int reporting_write(const struct reporting *reporting, enum document_format format,
                    struct text *out, struct err *err);

#endif
