/* SPDX-License-Identifier: MIT
 * Directories in which programs are built: made, filled, taken away. */
#ifndef STAGE_H
#define STAGE_H

#include "base/arena.h"
#include "base/err.h"

/* What follows the last slash of PATH. */
const char *stage_base_name(const char *path);

/* Make PATH and the directories above it that are missing. */
int stage_directories(const char *path, struct err *err);

/* Copy the file PATH into DIRECTORY as NAME, which may name directories that are to be made;
 * -EEXIST where that name is taken. */
int stage_file(const char *path, const char *directory, const char *name, struct err *err);

/* Call VISIT with the path of each regular file below DIRECTORY and with its path from there,
 * in the order of names; symbolic links are followed. */
int stage_walk(const char *directory, struct arena *arena,
               int (*visit)(void *context, const char *path, const char *name, struct err *err),
               void *context, struct err *err);

/* Make a directory in $TMPDIR, or /tmp, that is nobody else's; its path in *OUT is for free().
 * Nothing is in *OUT after an error. */
int stage_temporary(char **out, struct err *err);

/* Remove a directory and all that is in it, as far as that goes. */
void stage_remove(const char *path);

#endif
