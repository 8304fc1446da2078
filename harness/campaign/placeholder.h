/* SPDX-License-Identifier: MIT
 * The {words} of a runner's command lines. */
#ifndef PLACEHOLDER_H
#define PLACEHOLDER_H

#include "base/arena.h"
#include "base/err.h"

/* NULL or 0: not known here, and so an error where it is used. */
struct placeholders {
    const char *command;
    const char *dir;
    const char *source;
    const char *cache;
    const char *n, *seed, *train;
    const char *const *flags; /* "{flags}" as an element becomes these */
    const char *native;       /* another language's command, and its flags: */
    const char *const *native_flags;
    int threads;
    int x86_64_level;
};

/* ARGV with each {word} replaced; {name} of an unknown word: -EINVAL. The result lives in
 * ARENA. */
int placeholder_expand_argv(const char *const *argv, const struct placeholders *values,
                            struct arena *arena, const char *const **out, struct err *err);

#endif
