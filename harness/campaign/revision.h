/* SPDX-License-Identifier: MIT
 * Two revisions of a git repository, each checked out and built in a worktree of its own. */
#ifndef REVISION_H
#define REVISION_H

#include "base/arena.h"
#include "base/err.h"
#include "sys/launcher.h"

struct revision {
    const char *name;      /* as asked for: "main" */
    const char *commit;    /* its hash */
    const char *directory; /* of the worktree; both paths are equally long: a program's layout
                              can depend on the length of its path */
};

struct revisions {
    const char *repository; /* a directory in it */
    const char *parent;     /* of both worktrees; NULL: there are none */
    struct revision base, head;
};

/* Check BASE and HEAD out and build both with the shell command BUILD, or, where that is NULL,
 * with what the repository's files call for. -EINVAL: no repository, no such revision; -ECHILD:
 * one does not build, and which; nothing is left behind then. Strings are ARENA's. */
int revisions_open(struct revisions *out, struct launcher *launcher, const char *repository,
                   const char *base, const char *head, const char *build, struct arena *arena,
                   struct err *err);

/* Remove the worktrees. Zero-initialised ones are none. */
void revisions_close(struct revisions *revisions, struct launcher *launcher);

#endif
