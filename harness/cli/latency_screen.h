/* SPDX-License-Identifier: MIT
 * What is said of latencies below a campaign's other tables: time says little there, since the
 * rate is given. */
#ifndef LATENCY_SCREEN_H
#define LATENCY_SCREEN_H

#include <jansson.h>

#include "cli/command.h"
#include "store/store.h"

/* Campaign ID's, below TITLE; with ratios to REFERENCE, a language, unless it is NULL. Nothing
 * is added where it has none. */
int latency_screen_add(struct text *out, const struct context *context, struct store *store,
                       int64_t id, const char *title, const char *reference, struct err *err);

/* DOCUMENT gets them as "latencies", a list, where there are some; as tails_json() has them. */
int latency_screen_put(json_t *document, struct store *store, int64_t id, const char *reference,
                       struct err *err);

#endif
