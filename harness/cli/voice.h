/* SPDX-License-Identifier: MIT
 * What is said to the user: answers to stdout, everything else to stderr, colour where it is
 * wanted. */
#ifndef VOICE_H
#define VOICE_H

#include <stdbool.h>

#include "base/text.h"
#include "cli/command.h"

/* Write it all to stdout. EXIT_YES, or EXIT_BROKEN where that fails (a reader that went away is
 * no failure). */
int say(const struct text *text);

/* "polyjoule: FORMAT" to stderr. Returns STATUS, for `return complain(EXIT_INPUT, ...)`. */
int complain(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for what is only worth knowing; silent under --quiet. */
void mention(const struct context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The status for an error of the library: input that is wrong is 2, everything else 6. */
int status_of(int error);

/* Whether stdout takes colour: --color, NO_COLOR, CLICOLOR_FORCE, TERM, a terminal. */
bool screen_color(const struct context *context);

/* Columns of the terminal, 80 where there is none. */
int screen_width(void);

#endif
