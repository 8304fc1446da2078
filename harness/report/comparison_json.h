/* SPDX-License-Identifier: MIT
 * A comparison as JSON: "polyjoule.compare/1". */
#ifndef COMPARISON_JSON_H
#define COMPARISON_JSON_H

#include <jansson.h>

#include "judge/comparison.h"

/* One of the campaigns that are compared. */
struct comparison_source {
    const char *name;     /* as in the comparison's values */
    const char *database; /* a path */
    const struct result *result;
};

/* The whole object, the caller's to json_decref(). What is absent is null. */
json_t *comparison_json(const struct comparison *comparison,
                        const struct comparison_source *sources, size_t source_count);

#endif
