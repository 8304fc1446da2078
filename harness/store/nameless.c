/* SPDX-License-Identifier: MIT
 * Texts without the names of people, machines and folders. */
#include "store/nameless.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

static const char *const everyones[] = {"/usr/", "/bin/",  "/sbin/", "/lib/", "/lib64/",
                                        "/etc/", "/proc/", "/sys/",  "/dev/"};

static bool is_everyones(const char *path, size_t length)
{
    for (size_t i = 0; i < ARRAY_SIZE(everyones); i++) {
        size_t n = strlen(everyones[i]);
        if (length >= n && strncmp(path, everyones[i], n) == 0)
            return true;
    }
    return false;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Whether a path begins at AT: "n-body/rust" and "../x" have their / after something, but -I/x
 * has it after an option. */
static bool begins_path(const char *text, const char *at)
{
    if (*at != '/' || at[1] == '\0')
        return false;
    if (at == text)
        return true;
    if (at - text >= 2 && isalpha((unsigned char)at[-1]) && at[-2] == '-' &&
        (at - text == 2 || !is_word(at[-3])))
        return true;
    return !is_word(at[-1]) && strchr("./~-", at[-1]) == NULL;
}

/* Quoted, it ends with the quote; else where a shell or a sentence would end it. */
static size_t length_of(const char *text, const char *at)
{
    char quote = at > text ? at[-1] : '\0';

    if (quote != '"' && quote != '\'')
        return strcspn(at, " \t\n\"'`,;:|<>()[]{}");
    const char *end = strchr(at, quote);
    return end != NULL ? (size_t)(end - at) : strlen(at);
}

static void add_path(struct text *out, const char *path, size_t length)
{
    if (is_everyones(path, length)) {
        text_add_bytes(out, path, length);
        return;
    }
    while (length > 1 && path[length - 1] == '/')
        length--;
    size_t last = length;
    while (path[last - 1] != '/')
        last--;
    text_add(out, "/anonymous/");
    text_add_bytes(out, path + last, length - last);
}

/* The length of the name that stands at AT as a word; 0: none does. */
static size_t name_at(const char *text, const char *at, const struct nameless *who)
{
    if (at > text && is_word(at[-1]))
        return 0;
    for (size_t i = 0; i < who->count; i++) {
        size_t n = strlen(who->names[i]);
        if (n > 0 && strncmp(at, who->names[i], n) == 0 && !is_word(at[n]))
            return n;
    }
    return 0;
}

static void add_without_names(struct text *out, const char *text, const struct nameless *who)
{
    for (const char *at = text; *at != '\0';) {
        size_t n = name_at(text, at, who);
        if (n > 0)
            text_add(out, "anonymous");
        else
            text_add_bytes(out, at, n = 1);
        at += n;
    }
}

void nameless_add(struct text *out, const char *text, const struct nameless *who)
{
    struct text paths = {0};

    for (const char *at = text; *at != '\0';) {
        size_t n = 1;
        if (begins_path(text, at))
            add_path(&paths, at, n = length_of(text, at));
        else
            text_add_bytes(&paths, at, 1);
        at += n;
    }
    add_without_names(out, text_string(&paths), who);
    text_free(&paths);
}
