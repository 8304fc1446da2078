/* SPDX-License-Identifier: MIT
 * A directory of a test's own, and the path of a database in it. */
#ifndef PLACE_FIXTURE_H
#define PLACE_FIXTURE_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

struct place {
    char directory[64], path[96];
};

static inline void place_make(struct place *place)
{
    const char *base = getenv("TMPDIR");

    snprintf(place->directory, sizeof(place->directory), "%s/store-XXXXXX",
             base != NULL && strlen(base) < 40 ? base : "/tmp");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(place->directory));
    snprintf(place->path, sizeof(place->path), "%s/a?b%%/x.db", place->directory);
}

static inline int place_remove_one(const char *path, const struct stat *status, int type,
                                   struct FTW *ftw)
{
    (void)status, (void)type, (void)ftw;
    return remove(path);
}

static inline void place_remove(struct place *place)
{
    nftw(place->directory, place_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
