/* SPDX-License-Identifier: MIT
 * One campaign as a database of its own, to be given to others; and whether one that others
 * gave may be read. */
#ifndef EXTRACT_H
#define EXTRACT_H

#include "store/nameless.h"
#include "store/store.h"

/* Write CAMPAIGN of STORE, with all that it refers to and nothing else, as the database PATH,
 * which must not be there. The same campaign of the same database gives the same bytes.
 * ANONYMISE, unless NULL: without texts that would tell who measured or on whose machine; a
 * name that is a language's or a workload's too is left. */
int extract_campaign(struct store *store, int64_t campaign, const char *path,
                     const struct nameless *anonymise, struct err *err);

/* Upgrade the database PATH, which anybody may have made, to this program's schema if it is
 * older. -EINVAL, saying what: it is damaged, or has tables, views or triggers that are not
 * polyjoule's, which could do what they like when it is read. */
int extract_admit(const char *path, struct err *err);

#endif
