/* SPDX-License-Identifier: MIT
 * A judged campaign as JSON: "polyjoule.show/1". */
#ifndef SHOW_H
#define SHOW_H

#include <jansson.h>

#include "judge/result.h"

/* The whole object, the caller's to json_decref(). Integers in base units; what is absent is
 * null with its reason in the key that ends with "_reason". */
json_t *show_json(const struct result *result);
/* The same with null for each list of values, and the reason beside it. */
json_t *show_json_without_values(const struct result *result);

/* KEY: {"median", "ci_low", "ci_high", "values"} of a series, or null and KEY_reason. */
void show_put_series(json_t *object, const char *key, const struct result_series *series);

/* The list "energy" of a cell: one object a domain, package and die. */
json_t *show_energy(const struct result_cell *cell);

/* The counters that failed their certificate, and why. */
json_t *show_untrusted(const struct result *result);

#endif
