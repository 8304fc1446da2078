/* SPDX-License-Identifier: MIT
 * The table of claims with what a campaign says of them. */
#ifndef CLAIMS_TABLE_H
#define CLAIMS_TABLE_H

#include "judge/claim.h"
#include "report/table.h"

/* SENTENCES: each row is called by what was published, else by a name of the claim. For
 * table_free(). */
struct table *claims_table(bool sentences);

void claims_table_add(struct table *table, const struct claim *claim, const char *name,
                      const struct claim_answer *answer);

#endif
