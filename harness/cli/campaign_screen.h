/* SPDX-License-Identifier: MIT
 * A campaign's results as tables, with what was left out of them and why. */
#ifndef CAMPAIGN_SCREEN_H
#define CAMPAIGN_SCREEN_H

#include "cli/command.h"
#include "judge/result.h"
#include "report/table.h"
#include "store/store.h"

/* Print campaign ID in the settings' format, ratios to REFERENCE. TOLD: why there are no joules
 * was said before, and is not said again. EXIT_YES, EXIT_PARTIAL where
 * trials failed or programs did not build, or a negative error. */
int campaign_screen(const struct context *context, struct store *store, int64_t id,
                    const char *reference, bool told, struct err *err);

/* The campaign that WORD names: a number, or, for NULL, the newest one with trials. */
int campaign_meant(int64_t *id, struct store *store, const char *word, struct err *err);

/* The style of all tables of the command line. */
struct table_style campaign_style(const struct context *context, const char *schema);

/* Below any table of results: programs that were not run, trials that failed (with their last
 * words), trials set aside. Returns whether anything failed. */
bool campaign_add_omissions(struct text *out, const struct result *result, struct store *store);

/* "simulated" or "estimated" joules are named on every screen. Adds nothing for measured ones.
 */
void campaign_add_source(struct text *out, const struct result *result);

#endif
