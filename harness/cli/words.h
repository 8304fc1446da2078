/* SPDX-License-Identifier: MIT
 * A command line as typed into --cmd, cut into words as a shell would, but nothing is expanded.
 */
#ifndef WORDS_H
#define WORDS_H

#include "base/arena.h"
#include "base/err.h"

/* Blanks separate; '...' and "..." and \ quote as in POSIX sh (2.2). The argv lives in ARENA,
 * ends with NULL. -EINVAL: an open quote, nothing at all, or an unquoted character that only a
 * shell understands: the text then says to use --shell. */
int words_split(const char *line, struct arena *arena, const char *const **out,
                struct err *err);

/* Words as one line that could be typed again. Lives in ARENA. */
const char *words_join(const char *const *words, struct arena *arena);

#endif
