/* SPDX-License-Identifier: MIT
 * What workload.yaml and runner.yaml share: lists of words, names and files, each checked at
 * its node. */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "catalog/manifest.h"

/* A list of texts as libcyaml gives it. */
struct check_words {
    char **words;
    unsigned count;
};

/* A copy in ARENA that ends with NULL. */
const char *const *check_copy(struct arena *arena, const struct check_words *words);

/* The text at NODE is a name: a-z, 0-9 and, inside, hyphens. */
int check_name(const struct manifest *manifest, const struct manifest_node *node,
               struct err *err);

/* The text at NODE is the path of a file below DIRECTORY, and that file is there. */
int check_file(const struct manifest *manifest, const struct manifest_node *node,
               const char *directory, struct err *err);

/* PATH, which the text at NODE stands for, is a regular file, or a FOLDER. */
int check_there(const struct manifest *manifest, const struct manifest_node *node,
                const char *path, bool folder, struct err *err);

/* What comes behind the last slash. */
const char *check_base_name(const char *path);

/* No two of the mappings in the list LIST have the same text at KEY. */
int check_distinct(const struct manifest *manifest, const struct manifest_node *list,
                   const char *key, struct err *err);

#endif
