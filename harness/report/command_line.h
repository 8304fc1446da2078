/* SPDX-License-Identifier: MIT
 * Argument vectors as lines for a shell. */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include <jansson.h>

#include "base/arena.h"
#include "base/text.h"

/* Add WORD, any bytes, so that a shell takes it for one word. */
void command_line_word(struct text *out, const char *word);

/* Add the words of ARGV, an array of strings. */
void command_line_words(struct text *out, const json_t *argv);

/* JSON is a list of words, or a list of such lists, which give a line each. NULL for NULL, for
 * an empty list and for what is no list. */
const char *command_line_of(struct arena *arena, const char *json);

#endif
