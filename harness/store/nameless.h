/* SPDX-License-Identifier: MIT
 * Texts without the names of people, machines and folders. */
#ifndef NAMELESS_H
#define NAMELESS_H

#include <stddef.h>

#include "base/text.h"

struct nameless {
    const char *const *names; /* words that are nobody's business */
    size_t count;
};

/* Add TEXT, which may be JSON, to OUT. Of an absolute path only the last part is left, below
 * /anonymous/, unless it is below a folder that every system has (/usr, /etc, ...); a path that
 * begins a quoted string is all of it, blanks included. Each of NAMES that stands as a word of
 * its own is "anonymous". */
void nameless_add(struct text *out, const char *text, const struct nameless *who);

#endif
