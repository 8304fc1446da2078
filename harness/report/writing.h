/* SPDX-License-Identifier: MIT
 * Text in the ways of writing that outputs need. */
#ifndef WRITING_H
#define WRITING_H

#include "base/text.h"

enum writing { WRITING_UTF8, WRITING_ASCII, WRITING_MARKDOWN, WRITING_LATEX };

/* Add TEXT (UTF-8), with what would be markup or is not to be had there written otherwise. */
void writing_add(struct text *out, const char *text, enum writing how);

#endif
