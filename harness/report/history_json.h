/* SPDX-License-Identifier: MIT
 * A history as JSON: "polyjoule.history/1". */
#ifndef HISTORY_JSON_H
#define HISTORY_JSON_H

#include <jansson.h>

#include "judge/history.h"

/* The whole object with every point, the caller's to json_decref(). What is absent is null. */
json_t *history_json(const struct history *history);

/* "shift", "drift". */
const char *history_kind_name(enum history_kind kind);

#endif
