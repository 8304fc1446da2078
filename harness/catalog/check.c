/* SPDX-License-Identifier: MIT
 * Checks at a node. */
#include "catalog/check.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

const char *const *check_copy(struct arena *arena, const struct check_words *words)
{
    const char **copy = arena_alloc(arena, (size_t)words->count + 1, sizeof(*copy));

    for (unsigned i = 0; i < words->count; i++)
        copy[i] = arena_dup(arena, words->words[i]);
    return copy;
}

int check_name(const struct manifest *m, const struct manifest_node *node, struct err *err)
{
    size_t length = strlen(node->value);

    if (length > 0 && strspn(node->value, "abcdefghijklmnopqrstuvwxyz0123456789-") == length &&
        node->value[0] != '-' && node->value[length - 1] != '-')
        return 0;
    return manifest_error(m, node, err, "'%s' in '%s'; expected a name of a-z, 0-9 and hyphens",
                          node->value, node->key);
}

/* "..", "a/../b", "../a": a part of the path that leaves the directory. */
static int climbs(const char *path)
{
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return 1;
    }
    return 0;
}

int check_file(const struct manifest *m, const struct manifest_node *node,
               const char *directory, struct err *err)
{
    struct arena arena = {0};
    struct stat status;
    int r = 0;

    if (node->value[0] == '/' || climbs(node->value))
        return manifest_error(m, node, err,
                              "'%s' in '%s'; expected a path below the folder of this file",
                              node->value, node->key);
    const char *path = arena_printf(&arena, "%s/%s", directory, node->value);
    if (stat(path, &status) < 0)
        r = manifest_error(m, node, err,
                           "'%s' in '%s': %s; expected a file below the folder of this file",
                           node->value, node->key, strerror(errno));
    else if (!S_ISREG(status.st_mode))
        r = manifest_error(m, node, err, "'%s' in '%s'; expected a regular file", node->value,
                           node->key);
    arena_free(&arena);
    return r;
}

int check_there(const struct manifest *m, const struct manifest_node *node, const char *path,
                bool folder, struct err *err)
{
    struct stat status;

    if (stat(path, &status) < 0)
        return manifest_error(m, node, err, "'%s' in '%s': %s", node->value, node->key,
                              strerror(errno));
    if (folder ? !S_ISDIR(status.st_mode) : !S_ISREG(status.st_mode))
        return manifest_error(m, node, err, "'%s' in '%s'; expected a %s", node->value,
                              node->key, folder ? "folder" : "regular file");
    return 0;
}

const char *check_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

int check_distinct(const struct manifest *m, const struct manifest_node *list, const char *key,
                   struct err *err)
{
    for (const struct manifest_node *a = list->first; a != NULL; a = a->next) {
        const struct manifest_node *value = manifest_get(a, key);
        for (const struct manifest_node *b = list->first; b != a; b = b->next) {
            const struct manifest_node *earlier = manifest_get(b, key);
            if (strcmp(value->value, earlier->value) == 0)
                return manifest_error(m, value, err,
                                      "%s '%s' is in '%s' twice; the first is in line %d", key,
                                      value->value, list->key, earlier->line);
        }
    }
    return 0;
}
