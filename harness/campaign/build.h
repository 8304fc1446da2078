/* SPDX-License-Identifier: MIT
 * Building an implementation with a toolchain and a set of flags, once: the result is kept in a
 * cache whose key is everything that went in. */
#ifndef BUILD_H
#define BUILD_H

#include "base/arena.h"
#include "campaign/toolchain.h"
#include "catalog/selection.h"
#include "sys/launcher.h"

struct build_request {
    const struct workload *workload;
    const struct implementation *implementation;
    const struct runner *runner;
    const struct runner_flags *flags;
    const struct toolchain
        *toolchain; /* NULL: not on this machine, a build of elsewhere will do */
    const char *toolchain_name;
    const struct toolchain *native; /* of the implementation's native part; NULL: it has none */
    const struct runner_flags *native_flags;
    int x86_64_level;
    const char *cache; /* directory; made where it is missing */
};

struct build {
    struct digest digest; /* of the sources, the toolchain, the flags, the command lines */
    struct digest implementation; /* of the sources and the runner's files */
    struct digest binary;         /* of the program, or of its source where that is what runs */
    struct toolchain toolchain;   /* that built it, here or elsewhere */
    const char *flags;            /* name of the set */
    const char *const *run;       /* argv; of a program that has no way of its own, N and seed
                                     are to be appended, else {n} and {seed} to be replaced */
    const char *directory;        /* where it is run; NULL: anywhere */
    const char *const *environment;           /* of the program, beside the reduced one */
    const char *argv_json, *environment_json; /* of the build */
    int64_t wall_ns;                          /* of the build; -1: it was in the cache */
};

/* Digest of what defines an implementation: its name, sources and the runner's files, by
 * content, and command lines of its own. */
int build_implementation_digest(struct digest *out, const struct build_request *request,
                                struct err *err);

/* Find it in the cache or build it. Strings live in ARENA. -ECHILD: a build command failed, ERR
 * has its last words; -ENOENT: no toolchain, and no build of elsewhere in the cache. */
int build_get(struct build *out, const struct build_request *request, struct launcher *launcher,
              struct arena *arena, struct err *err);

#endif
