/* SPDX-License-Identifier: MIT
 * Expanding {words}. */
#include "campaign/placeholder.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* The text for the word NAME of LENGTH bytes; NULL where it has none. */
static const char *value_of(const char *name, size_t length, const struct placeholders *values,
                            struct arena *arena)
{
    const struct {
        const char *name, *text;
    } words[] = {
        {"command", values->command},
        {"dir", values->dir},
        {"source", values->source},
        {"cache", values->cache},
        {"n", values->n},
        {"seed", values->seed},
        {"train", values->train},
        {"native", values->native},
        {"threads", values->threads > 0 ? arena_printf(arena, "%d", values->threads) : NULL},
        {"x86_64_level",
         values->x86_64_level > 0 ? arena_printf(arena, "%d", values->x86_64_level) : NULL},
    };

    for (size_t i = 0; i < ARRAY_SIZE(words); i++)
        if (strlen(words[i].name) == length && memcmp(words[i].name, name, length) == 0)
            return words[i].text;
    return NULL;
}

static int expand_one(const char *template, const struct placeholders *values,
                      struct arena *arena, const char **out, struct err *err)
{
    struct text text = {0};
    int r = 0;

    for (const char *at = template; *at != '\0' && r == 0;) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        if (end == NULL) {
            text_add_bytes(&text, at++, 1);
            continue;
        }
        const char *value = value_of(at + 1, (size_t)(end - at - 1), values, arena);
        if (value == NULL)
            r = err_set(err, -EINVAL, "'%.*s' has no meaning in '%s'", (int)(end - at + 1), at,
                        template);
        else
            text_add(&text, value);
        at = end + 1;
    }
    if (r == 0)
        *out = arena_dup(arena, text_string(&text));
    text_free(&text);
    return r;
}

static size_t count_of(const char *const *list)
{
    size_t count = 0;

    while (list != NULL && list[count] != NULL)
        count++;
    return count;
}

/* What the whole word TEMPLATE becomes, which may be nothing; NULL: it is one of the others. */
static const char *const *flags_of(const char *template, const struct placeholders *values)
{
    static const char *const none[] = {NULL};
    const char *const *flags;

    if (strcmp(template, "{flags}") == 0)
        flags = values->flags;
    else if (strcmp(template, "{native_flags}") == 0)
        flags = values->native_flags;
    else
        return NULL;
    return flags != NULL ? flags : none;
}

int placeholder_expand_argv(const char *const *argv, const struct placeholders *values,
                            struct arena *arena, const char *const **out, struct err *err)
{
    size_t most = count_of(values->flags) + count_of(values->native_flags) + 1;
    size_t words = count_of(argv), count = 0;
    const char **expanded = arena_alloc(arena, words * most + 1, sizeof(*expanded));
    int r;

    for (size_t i = 0; i < words; i++) {
        const char *const *flags = flags_of(argv[i], values);
        if (flags != NULL) {
            while (*flags != NULL)
                expanded[count++] = *flags++;
            continue;
        }
        if ((r = expand_one(argv[i], values, arena, &expanded[count++], err)) < 0)
            return r;
    }
    *out = expanded;
    return 0;
}
