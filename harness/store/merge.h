/* SPDX-License-Identifier: MIT
 * Joining databases: what has the same digest or UUID is the same. */
#ifndef MERGE_H
#define MERGE_H

#include "store/store.h"

struct merge_report {
    int64_t campaigns, trials; /* that are new */
    int64_t known;             /* campaigns that were there */
};

/* Take the campaigns of the database at FROM that INTO, opened for writing, does not have, with
 * all that belongs to them; of those that it has, verdicts and notes alone. In one transaction:
 * all of it or nothing. Merging again changes nothing, and in which order databases are merged
 * makes no difference but to the numbers of rows.
 * -EINVAL, naming it: a campaign of both, or a machine, toolchain ... of one digest, is not the
 * same in both. As store_open() fails, where FROM cannot be read. */
int merge_database(struct merge_report *out, struct store *into, const char *from,
                   struct err *err);

#endif
