/* SPDX-License-Identifier: MIT
 * Raw results for other programs, a row a trial, in a stream of any length. */
#ifndef EXPORT_H
#define EXPORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

enum export_format {
    EXPORT_CSV,   /* RFC 4180; v_trial's columns and the energy of each domain */
    EXPORT_JSONL, /* an object a trial and line, "schema": "polyjoule.trial/1", with everything
                     there is about it: readings, counters, series, traces */
};

/* Takes LENGTH bytes, whole lines; 0, or a negative errno that ends the export. */
typedef int export_sink(void *context, const char *bytes, size_t length, struct err *err);

/* All trials, warm-ups and idle windows of CAMPAIGN, or of all campaigns when it is
 * STORE_ABSENT, in the order of the plan. Memory does not grow with their number. */
int export_trials(struct store *store, enum export_format format, int64_t campaign,
                  export_sink *sink, void *context, struct err *err);

#endif
