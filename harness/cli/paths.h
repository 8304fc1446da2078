/* SPDX-License-Identifier: MIT
 * Where things are: the catalogue, the database, the build cache. */
#ifndef PATHS_H
#define PATHS_H

#include "base/arena.h"
#include "base/err.h"

struct paths {
    const char *bench, *runners; /* of a checkout around the current directory or the program,
                                    else as installed */
    const char *claims;          /* beside them: published claims */
    const char *database; /* DESIGN.md 5: --db, $POLYJOULE_DB, the checkout's, the user's */
    const char *cache;    /* of builds: $POLYJOULE_CACHE, the checkout's, the user's */
};

/* DATABASE, CATALOG: the arguments of --db and --catalog or NULL. Strings live in ARENA.
 * -ENOENT: there is no catalogue to be found; the rest is filled in all the same. */
int paths_find(struct paths *out, const char *database, const char *catalog,
               struct arena *arena, struct err *err);

#endif
