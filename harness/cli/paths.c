/* SPDX-License-Identifier: MIT
 * Finding a checkout, or what was installed. */
#include "cli/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_checkout(const char *directory, struct arena *arena)
{
    return access(arena_printf(arena, "%s/bench", directory), F_OK) == 0 &&
           access(arena_printf(arena, "%s/runners", directory), F_OK) == 0 &&
           access(arena_printf(arena, "%s/results/schema", directory), F_OK) == 0;
}

/* The checkout that DIRECTORY lies in; NULL where it lies in none. */
static const char *checkout_around(const char *directory, struct arena *arena)
{
    char *at = arena_dup(arena, directory);

    for (;;) {
        if (is_checkout(at, arena))
            return at;
        char *slash = strrchr(at, '/');
        if (slash == NULL || slash == at)
            return NULL;
        *slash = '\0';
    }
}

static const char *find_checkout(struct arena *arena)
{
    char path[PATH_MAX];
    const char *found = NULL;

    if (getcwd(path, sizeof(path)) != NULL)
        found = checkout_around(path, arena);
    if (found != NULL)
        return found;
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
    if (length <= 0)
        return NULL;
    path[length] = '\0';
    return checkout_around(path, arena);
}

/* What was installed with this program, wherever its prefix was moved to: PREFIX/bin/polyjoule
 * has PREFIX/share/polyjoule. */
static const char *installed_data(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

    for (int up = 0; length > 0 && up < 2; up++) {
        path[length] = '\0';
        char *slash = strrchr(path, '/');
        length = slash != NULL ? slash - path : 0;
    }
    if (length > 0) {
        path[length] = '\0';
        const char *data = arena_printf(arena, "%s/share/polyjoule", path);
        if (access(data, R_OK) == 0)
            return data;
    }
    return POLYJOULE_DATA;
}

/* $NAME/polyjoule, or ~/FALLBACK/polyjoule (XDG Base Directory Specification). */
static const char *user_directory(const char *name, const char *fallback, struct arena *arena)
{
    const char *directory = getenv(name), *home = getenv("HOME");

    if (directory != NULL && directory[0] == '/')
        return arena_printf(arena, "%s/polyjoule", directory);
    return arena_printf(arena, "%s/%s/polyjoule", home != NULL ? home : "", fallback);
}

static const char *given(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0' ? value : NULL;
}

int paths_find(struct paths *out, const char *database, const char *catalog,
               struct arena *arena, struct err *err)
{
    const char *checkout = find_checkout(arena);
    const char *root = checkout != NULL ? checkout : installed_data(arena);

    *out = (struct paths){
        .bench = catalog != NULL ? catalog : arena_printf(arena, "%s/bench", root),
        .runners = arena_printf(arena, "%s/runners", root),
        .claims = arena_printf(arena, "%s/%sclaims", root, checkout != NULL ? "results/" : ""),
        .database = database != NULL ? database : given("POLYJOULE_DB"),
        .cache = given("POLYJOULE_CACHE"),
    };
    if (out->database == NULL && checkout != NULL)
        out->database = arena_printf(arena, "%s/results/local/polyjoule.db", checkout);
    if (out->database == NULL)
        out->database = arena_printf(arena, "%s/polyjoule.db",
                                     user_directory("XDG_DATA_HOME", ".local/share", arena));
    if (out->cache == NULL && checkout != NULL)
        out->cache = arena_printf(arena, "%s/results/local/cache", checkout);
    if (out->cache == NULL)
        out->cache = user_directory("XDG_CACHE_HOME", ".cache", arena);
    if (catalog != NULL && access(catalog, R_OK) < 0)
        return err_sys(err, "--catalog %s", catalog);
    if (access(out->bench, R_OK) < 0)
        return err_set(err, -ENOENT,
                       "no catalogue: neither here nor around the program is a checkout of "
                       "polyjoule, and %s does not exist",
                       out->bench);
    return 0;
}
