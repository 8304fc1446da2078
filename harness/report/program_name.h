/* SPDX-License-Identifier: MIT
 * What a program is called where its workload is known. */
#ifndef PROGRAM_NAME_H
#define PROGRAM_NAME_H

#include "base/text.h"
#include "judge/result.h"

/* Add "Go" for the label "lru/go", "Go slab" for "lru/go/plain/slab", "C stdlib clang 14.0.6"
 * for "lru/c/stdlib clang 14.0.6"; the label of what has no language. */
void program_name(struct text *out, const struct result_cell *cell);

#endif
