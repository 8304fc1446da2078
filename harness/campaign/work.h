/* SPDX-License-Identifier: MIT
 * How much a run got done, in the problem's own unit. */
#ifndef WORK_H
#define WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/catalog.h"

/* The work of a run at N that printed LENGTH bytes; ANSWER may be NULL where WORK does not look
 * into it. False where that is not known: WORK names no unit, the answer does not say, or the
 * product is 0 or exceeds 64 bits. */
bool work_count(int64_t *out, const struct work *work, int64_t n, const char *answer,
                size_t length);

#endif
