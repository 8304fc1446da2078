/* SPDX-License-Identifier: MIT
 * How wide a text is on a screen, and where its lines are broken. */
#ifndef TABLE_WRAP_H
#define TABLE_WRAP_H

#include <stddef.h>

#include "base/text.h"

/* Columns that TEXT takes in the present locale. */
size_t table_wrap_width(const char *text);

/* Add TEXT in lines of at most ROOM columns, broken between words; within one only where it is
 * longer. */
void table_wrap(struct text *out, const char *text, size_t room);

#endif
