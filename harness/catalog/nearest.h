/* SPDX-License-Identifier: MIT
 * What somebody may have meant. */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

/* The one of NAMES with the fewest letters to insert, remove or change from WORD, the first of
 * several; NULL where that is more than half of WORD. */
const char *nearest_name(const char *word, const char *const *names, size_t count);

#endif
