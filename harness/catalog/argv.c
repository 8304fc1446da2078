/* SPDX-License-Identifier: MIT
 * Checks of command lines, and reading them. */
#include "catalog/argv.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum {
    BUILDING = ARGV_BUILD | ARGV_TRAINED | ARGV_NATIVE,
    ANYWHERE = BUILDING | ARGV_FLAGS | ARGV_ENVIRONMENT,
};

static const struct {
    const char *name;
    unsigned places;
} placeholders[] = {
    {"{command}", ANYWHERE | ARGV_PROBE | ARGV_PROGRAM},
    {"{dir}", ANYWHERE | ARGV_PROGRAM},
    {"{source}", ANYWHERE | ARGV_PROGRAM},
    {"{flags}", BUILDING},
    {"{threads}", ANYWHERE | ARGV_PROGRAM},
    {"{cache}", ANYWHERE},
    {"{x86_64_level}", ANYWHERE},
    {"{n}", ARGV_PROGRAM},
    {"{seed}", ARGV_PROGRAM},
    {"{train}", ARGV_TRAINED},
    {"{native}", ARGV_NATIVE},
    {"{native_flags}", ARGV_NATIVE},
};

/* Those that become several words, or none. */
static bool is_flags(const char *text)
{
    return strcmp(text, "{flags}") == 0 || strcmp(text, "{native_flags}") == 0;
}

static int unknown_placeholder(const struct manifest *manifest,
                               const struct manifest_node *node, const char *name,
                               enum argv_place place, struct err *err)
{
    struct text known = {0};

    for (size_t i = 0; i < ARRAY_SIZE(placeholders); i++)
        if (placeholders[i].places & place)
            text_printf(&known, "%s%s", known.length > 0 ? ", " : "", placeholders[i].name);
    manifest_error(manifest, node, err, "placeholder '%s' in '%s'; expected %s%s", name,
                   node->key, known.length > 0 ? "one of " : "none here", text_string(&known));
    text_free(&known);
    return -EINVAL;
}

/* NAME is "{word}" as it stands in NODE. */
static int check_placeholder(const struct manifest *manifest, const struct manifest_node *node,
                             const char *name, enum argv_place place, struct err *err)
{
    size_t i = 0;

    while (i < ARRAY_SIZE(placeholders) && strcmp(placeholders[i].name, name) != 0)
        i++;
    if (i == ARRAY_SIZE(placeholders) || !(placeholders[i].places & place))
        return unknown_placeholder(manifest, node, name, place, err);
    if (is_flags(name) && strcmp(node->value, name) != 0)
        return manifest_error(manifest, node, err,
                              "'%s' in '%s'; expected %s as an element of its own", node->value,
                              node->key, name);
    return 0;
}

/* Only "{word}" is a placeholder: other braces are the program's own business. */
static int check_placeholders(const struct manifest *manifest, const struct manifest_node *node,
                              enum argv_place place, struct arena *arena, struct err *err)
{
    const char *open = node->value;
    int r = 0;

    while (r == 0 && (open = strchr(open, '{')) != NULL) {
        size_t length = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");
        if (length > 0 && open[1 + length] == '}') {
            char *name = arena_printf(arena, "%.*s", (int)length + 2, open);
            r = check_placeholder(manifest, node, name, place, err);
        }
        open++;
    }
    return r;
}

int argv_check_list(const struct manifest *manifest, const struct manifest_node *list,
                    enum argv_place place, struct arena *arena, struct err *err)
{
    int r = 0;

    if (list == NULL)
        return 0;
    for (const struct manifest_node *n = list->first; n != NULL && r == 0; n = n->next)
        r = check_placeholders(manifest, n, place, arena, err);
    return r;
}

int argv_check(const struct manifest *manifest, const struct manifest_node *list,
               enum argv_place place, struct arena *arena, struct err *err)
{
    if (list != NULL && list->first != NULL &&
        (list->first->value[0] == '\0' || is_flags(list->first->value)))
        return manifest_error(manifest, list, err,
                              "'%s' as the first of '%s'; expected a program",
                              list->first->value, list->key);
    return argv_check_list(manifest, list, place, arena, err);
}

static size_t count_of(const struct manifest_node *list)
{
    size_t count = 0;

    for (const struct manifest_node *n = list->first; n != NULL; n = n->next)
        count++;
    return count;
}

static int read_one(const struct manifest *manifest, const struct manifest_node *list,
                    enum argv_place place, struct arena *arena, const char *const **out,
                    struct err *err)
{
    if (list->kind != MANIFEST_LIST || list->first == NULL)
        return manifest_error(manifest, list, err,
                              "expected a list of arguments as each entry of '%s'", list->key);
    const char **argv = arena_alloc(arena, count_of(list) + 1, sizeof(*argv));
    size_t i = 0;
    for (const struct manifest_node *n = list->first; n != NULL; n = n->next) {
        if (n->kind != MANIFEST_TEXT)
            return manifest_error(manifest, n, err,
                                  "a list or mapping in an entry of '%s'; expected a text",
                                  list->key);
        argv[i++] = arena_dup(arena, n->value);
    }
    *out = argv;
    return argv_check(manifest, list, place, arena, err);
}

int argv_read_several(const struct manifest *manifest, const struct manifest_node *list,
                      enum argv_place place, struct arena *arena,
                      const char *const *const **out, struct err *err)
{
    size_t i = 0;
    int r;

    if (list->kind != MANIFEST_LIST)
        return manifest_error(manifest, list, err, "'%s'; expected a list of lists", list->key);
    const char *const **several = arena_alloc(arena, count_of(list) + 1, sizeof(*several));
    for (const struct manifest_node *n = list->first; n != NULL; n = n->next)
        if ((r = read_one(manifest, n, place, arena, &several[i++], err)) < 0)
            return r;
    *out = several;
    return 0;
}
