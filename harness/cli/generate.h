/* SPDX-License-Identifier: MIT
 * Man page and shell completions, from the rows that parsing and --help read. */
#ifndef GENERATE_H
#define GENERATE_H

#include <stddef.h>

#include "base/text.h"
#include "cli/command.h"

/* Append WHAT ("man", "bash", "zsh", "fish") of the COUNT commands at COMMANDS to OUT. -EINVAL,
 * with nothing appended, where WHAT is none of them. */
int generate(struct text *out, const char *what, const struct command *const *commands,
             size_t count, struct err *err);

#endif
