/* SPDX-License-Identifier: MIT
 * Reads a campaign out of the database and judges it. */
#ifndef READER_H
#define READER_H

#include "judge/result.h"
#include "store/store.h"

/* On success *OUT is the caller's, for result_free(). -ENOENT: there is no such campaign. */
int reader_load(struct result **out, struct store *store, int64_t campaign_id, struct err *err);

/* The same with every single trial: memory grows with their number. */
int reader_load_trials(struct result **out, struct store *store, int64_t campaign_id,
                       struct err *err);

#endif
