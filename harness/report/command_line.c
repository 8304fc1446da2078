/* SPDX-License-Identifier: MIT
 * Argument vectors as lines for a shell. */
#include "report/command_line.h"

#include <stdbool.h>
#include <string.h>

static bool is_plain(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_=+,./:@%";

    return word[0] != '\0' && word[strspn(word, plain)] == '\0';
}

void command_line_word(struct text *out, const char *word)
{
    if (is_plain(word)) {
        text_add(out, word);
        return;
    }
    text_add(out, "'");
    for (const char *c = word; *c != '\0'; c++)
        text_add_bytes(out, *c == '\'' ? "'\\''" : c, *c == '\'' ? 4 : 1);
    text_add(out, "'");
}

void command_line_words(struct text *out, const json_t *argv)
{
    for (size_t i = 0; i < json_array_size(argv); i++) {
        text_add(out, i > 0 ? " " : "");
        const char *word = json_string_value(json_array_get(argv, i));
        command_line_word(out, word != NULL ? word : "?");
    }
}

const char *command_line_of(struct arena *arena, const char *json)
{
    json_t *list = json != NULL ? json_loads(json, 0, NULL) : NULL;
    struct text text = {0};

    if (json_array_size(list) > 0 && json_is_array(json_array_get(list, 0)))
        for (size_t i = 0; i < json_array_size(list); i++) {
            text_add(&text, i > 0 ? "\n" : "");
            command_line_words(&text, json_array_get(list, i));
        }
    else
        command_line_words(&text, list);
    const char *lines = text.length > 0 ? arena_dup(arena, text_string(&text)) : NULL;
    text_free(&text);
    json_decref(list);
    return lines;
}
