/* SPDX-License-Identifier: MIT
 * What tells cells apart, by name: the rows and the columns of a comparison are made of it. */
#ifndef PROJECTION_H
#define PROJECTION_H

#include <stdbool.h>

#include "base/err.h"
#include "judge/result.h"

enum projection_key {
    PROJECTION_LANGUAGE,
    PROJECTION_VARIANT,
    PROJECTION_TOOLCHAIN,
    PROJECTION_FLAGS,
    PROJECTION_SIZE,
    PROJECTION_WORKLOAD,
    PROJECTION_KEYS, /* those above have a name that can be typed */
    PROJECTION_CAMPAIGN = PROJECTION_KEYS,
    PROJECTION_COMMAND, /* of a measure campaign */
};

/* "language" ...; -EINVAL for others, with OPTION and the names that there are. */
int projection_parse(enum projection_key *out, const char *option, const char *name,
                     struct err *err);

/* CELL's own; of a command its label. NULL for a campaign's. */
const char *projection_value(const struct result_cell *cell, enum projection_key key);
/* The same for people: "Rust". */
const char *projection_title(const char *value, enum projection_key key);

/* Whether two cells are the same in all but COLUMN and what changes with it: a language's
 * toolchain, a size's N. */
bool projection_alike(const struct result_cell *a, const struct result_cell *b,
                      enum projection_key column);
/* Whether KEY changes with COLUMN, so that it tells no rows apart. */
bool projection_follows(enum projection_key key, enum projection_key column);

#endif
