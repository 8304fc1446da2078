/* SPDX-License-Identifier: MIT
 * Splitting and joining command lines. */
#include "cli/words.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* What a shell would act on where it stands unquoted. */
static const char shell_only[] = "|&;<>()$`*?[#~";

/* Append the quoted part that begins at *AT, which is moved behind it. */
static int take_quoted(const char **at, struct text *word, const char *line, struct err *err)
{
    char quote = *(*at)++;

    for (; **at != '\0'; (*at)++) {
        if (**at == quote) {
            (*at)++;
            return 0;
        }
        if (quote == '"' && **at == '\\' && strchr("\\\"$`", (*at)[1]) != NULL &&
            (*at)[1] != '\0')
            (*at)++;
        else if (quote == '"' && strchr("$`", **at) != NULL)
            return err_set(err, -EINVAL, "'%s': only a shell understands %c; use --shell", line,
                           **at);
        text_add_bytes(word, *at, 1);
    }
    return err_set(err, -EINVAL, "'%s': a %c is not closed", line, quote);
}

static int take_word(const char **at, struct text *word, const char *line, struct err *err)
{
    int r = 0;

    while (r == 0 && **at != '\0' && strchr(" \t\n", **at) == NULL) {
        if (**at == '\'' || **at == '"') {
            r = take_quoted(at, word, line, err);
        } else if (**at == '\\' && (*at)[1] != '\0') {
            text_add_bytes(word, *at + 1, 1);
            *at += 2;
        } else if (strchr(shell_only, **at) != NULL) {
            r = err_set(err, -EINVAL, "'%s': only a shell understands %c; use --shell", line,
                        **at);
        } else {
            text_add_bytes(word, (*at)++, 1);
        }
    }
    return r;
}

int words_split(const char *line, struct arena *arena, const char *const **out, struct err *err)
{
    /* No more words than there are characters. */
    const char **words = arena_alloc(arena, strlen(line) / 2 + 2, sizeof(*words));
    size_t count = 0;

    for (const char *at = line + strspn(line, " \t\n"); *at != '\0';
         at += strspn(at, " \t\n")) {
        struct text word = {0};
        int r = take_word(&at, &word, line, err);
        words[count++] = arena_dup(arena, text_string(&word));
        text_free(&word);
        if (r < 0)
            return r;
    }
    if (count == 0)
        return err_set(err, -EINVAL, "an empty command");
    *out = words;
    return 0;
}

static bool plain(const char *word)
{
    return word[0] != '\0' && strpbrk(word, " \t\n'\"\\|&;<>()$`*?[#~!") == NULL;
}

const char *words_join(const char *const *words, struct arena *arena)
{
    struct text line = {0};

    for (size_t i = 0; words[i] != NULL; i++) {
        if (i > 0)
            text_add(&line, " ");
        if (plain(words[i])) {
            text_add(&line, words[i]);
            continue;
        }
        text_add(&line, "'");
        for (const char *c = words[i]; *c != '\0'; c++)
            text_add_bytes(&line, *c == '\'' ? "'\\''" : c, *c == '\'' ? 4 : 1);
        text_add(&line, "'");
    }
    char *joined = arena_dup(arena, text_string(&line));
    text_free(&line);
    return joined;
}
