/* SPDX-License-Identifier: MIT
 * All books of claims in a directory. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/claim_file.h"

static int is_yaml(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 5 && entry->d_name[0] != '.' &&
           strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

static int load_book(struct claim_book *out, struct arena *arena, const char *directory,
                     const char *file, const struct catalog *catalog, struct err *err)
{
    char *path = arena_printf(arena, "%s/%s", directory, file);
    char *name = arena_printf(arena, "%.*s", (int)strlen(file) - 5, file);
    struct manifest *manifest;
    int r;

    if ((r = manifest_open(&manifest, path, err)) < 0)
        return r;
    r = claim_file_read(out, arena, manifest, name, catalog, err);
    manifest_close(manifest);
    return r;
}

static int check_over_books(const struct claim_book *books, size_t count, struct err *err)
{
    for (size_t b = 0; b < count; b++)
        for (size_t c = 0; c < books[b].claim_count; c++)
            for (size_t a = 0; a < b; a++)
                for (size_t i = 0; i < books[a].claim_count; i++)
                    if (strcmp(books[a].claims[i].id, books[b].claims[c].id) == 0)
                        return err_set(err, -EINVAL, "claim '%s' is in %s and in %s",
                                       books[b].claims[c].id, books[a].name, books[b].name);
    return 0;
}

int claim_books_load(struct claim_book **out, size_t *count, struct arena *arena,
                     const char *directory, const struct catalog *catalog, struct err *err)
{
    struct dirent **entries;
    int found = scandir(directory, &entries, is_yaml, alphasort);
    int r = 0;

    if (found < 0)
        return err_sys(err, "%s", directory);
    struct claim_book *books = arena_alloc(arena, (size_t)found + 1, sizeof(*books));
    for (int i = 0; i < found; i++) {
        if (r == 0)
            r = load_book(&books[i], arena, directory, entries[i]->d_name, catalog, err);
        free(entries[i]);
    }
    free(entries);
    if (r < 0)
        return r;
    *out = books;
    *count = (size_t)found;
    return check_over_books(books, *count, err);
}
