/* SPDX-License-Identifier: MIT
 * A runner's toolchain as it is on this machine: where it lies, what it says of itself, its
 * digest. */
#ifndef TOOLCHAIN_H
#define TOOLCHAIN_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "sys/digest.h"
#include "sys/launcher.h"

struct toolchain {
    const char *language, *name;
    const char *path;     /* absolute, symbolic links kept */
    const char *version;  /* first line */
    const char *describe; /* first line, NULL where the runner asks for none */
    struct digest binary; /* of the file behind PATH */
    struct digest digest; /* of all of the above but PATH */
};

/* Find one. Strings live in ARENA. -ENOENT: it is not installed, with the names that were
 * looked for; another error: it is there but does not answer. */
int toolchain_find(struct toolchain *out, const struct runner *runner,
                   const struct runner_toolchain *wanted, struct launcher *launcher,
                   struct arena *arena, struct err *err);

#endif
