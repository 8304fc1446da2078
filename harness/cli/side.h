/* SPDX-License-Identifier: MIT
 * One of the campaigns that a command compares, as its words name them: "7", "old.db",
 * "old.db:7", or another tool's file, "old.json". */
#ifndef SIDE_H
#define SIDE_H

#include "cli/command.h"
#include "judge/result.h"
#include "store/store.h"

/* Zero: the newest campaign with trials of the usual database. */
struct side {
    const char *database; /* as given; NULL: the usual one */
    const char *campaign; /* a number; NULL: the newest with trials */
    const char *path;     /* of the database, or of the tool's file */
    struct store *store;  /* of a tool's file one that goes with side_close() */
    struct result *result;
};

void side_name(struct side *side, const char *word, struct arena *arena);

/* STORE and RESULT of COUNT sides, one or two, are filled in, for side_close() also after an
 * error. A tool's file is known by its content; of two both are of as many operations a trial,
 * so that they can be compared. */
int side_load(struct side *sides, size_t count, struct context *context, struct err *err);

void side_close(struct side *side);

#endif
