/* SPDX-License-Identifier: MIT
 * What tells cells apart, by name. */
#include "judge/projection.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"
#include "judge/ratios.h"

static const char *const names[PROJECTION_KEYS] = {"language", "variant", "toolchain",
                                                   "flags",    "size",    "workload"};

int projection_parse(enum projection_key *out, const char *option, const char *name,
                     struct err *err)
{
    for (size_t i = 0; i < ARRAY_SIZE(names); i++)
        if (strcmp(names[i], name) == 0) {
            *out = (enum projection_key)i;
            return 0;
        }
    return err_set(err, -EINVAL,
                   "%s %s: expected language, variant, toolchain, flags, size or workload",
                   option, name);
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

const char *projection_value(const struct result_cell *cell, enum projection_key key)
{
    switch (key) {
    case PROJECTION_LANGUAGE:
        return cell->language;
    case PROJECTION_VARIANT:
        return cell->variant;
    case PROJECTION_TOOLCHAIN:
        return cell->toolchain;
    case PROJECTION_FLAGS:
        return cell->flags;
    case PROJECTION_SIZE:
        return cell->size;
    case PROJECTION_WORKLOAD:
        return cell->workload;
    case PROJECTION_COMMAND:
        return cell->label;
    case PROJECTION_CAMPAIGN:
        break;
    }
    return NULL;
}

const char *projection_title(const char *value, enum projection_key key)
{
    return key == PROJECTION_LANGUAGE ? ratios_language_title(value) : value;
}

bool projection_follows(enum projection_key key, enum projection_key column)
{
    return key == column || (key == PROJECTION_TOOLCHAIN &&
                             (column == PROJECTION_LANGUAGE || column == PROJECTION_CAMPAIGN));
}

/* "gcc 12.2.0" and "gcc 13.1.0": of two campaigns the newer one's may be newer. */
static bool same_first_word(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    size_t length = strcspn(a, " ");
    return length == strcspn(b, " ") && strncmp(a, b, length) == 0;
}

bool projection_alike(const struct result_cell *a, const struct result_cell *b,
                      enum projection_key column)
{
    if (column == PROJECTION_COMMAND)
        return true;
    if (column == PROJECTION_CAMPAIGN && a->workload == NULL)
        return same(a->label, b->label);
    for (int key = 0; key < PROJECTION_KEYS; key++)
        if (!projection_follows((enum projection_key)key, column) &&
            !same(projection_value(a, (enum projection_key)key),
                  projection_value(b, (enum projection_key)key)))
            return false;
    if (column == PROJECTION_CAMPAIGN && !same_first_word(a->toolchain, b->toolchain))
        return false;
    /* Sizes, and workloads, have an N of their own. */
    return column == PROJECTION_SIZE || column == PROJECTION_WORKLOAD ||
           (a->n == b->n && a->seed == b->seed);
}
