/* SPDX-License-Identifier: MIT
 * One line on a terminal that says how far a campaign is; painted between trials only. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "base/err.h"
#include "campaign/campaign.h"

struct progress;

/* MODE: "auto" (a line that is repainted, on a terminal only), "bar" (it, anywhere), "plain" (a
 * line each block, at most every 30 s), "none"; NULL is auto. -EINVAL for anything else. */
int progress_open(struct progress **out, const char *mode, struct err *err);

/* For struct campaign_hooks; CONTEXT is the struct progress. */
void progress_tell(void *context, const struct campaign_progress *now);

/* Wipe the line. Accepts NULL. */
void progress_close(struct progress *progress);

#endif
