/* SPDX-License-Identifier: MIT
 * Command lines in workload.yaml and runner.yaml, and the {placeholders} that may stand there.
 */
#ifndef ARGV_H
#define ARGV_H

#include "base/arena.h"
#include "catalog/manifest.h"

/* Where a placeholder may stand. */
enum argv_place {
    ARGV_COMMANDS = 1 << 0,    /* nowhere yet: the command is looked for */
    ARGV_PROBE = 1 << 1,       /* asking a toolchain for its version */
    ARGV_BUILD = 1 << 2,       /* building, and a runner's running */
    ARGV_FLAGS = 1 << 3,       /* what {flags} expands to */
    ARGV_ENVIRONMENT = 1 << 4, /* the value of a variable */
    ARGV_PROGRAM = 1 << 5,     /* running a program that has a command line of its own */
    ARGV_TRAINED = 1 << 6,     /* building by a set of flags that has commands of its own */
    ARGV_NATIVE = 1 << 7,      /* building a program whose native part is of another language */
};

/* Each text of LIST; nothing to say of a LIST that is NULL. */
int argv_check_list(const struct manifest *manifest, const struct manifest_node *list,
                    enum argv_place place, struct arena *arena, struct err *err);

/* The same, and the first is a program. */
int argv_check(const struct manifest *manifest, const struct manifest_node *list,
               enum argv_place place, struct arena *arena, struct err *err);

/* LIST is one of command lines, which libcyaml cannot read: each is checked and comes into
 * *OUT; both end with NULL. */
int argv_read_several(const struct manifest *manifest, const struct manifest_node *list,
                      enum argv_place place, struct arena *arena,
                      const char *const *const **out, struct err *err);

#endif
