/* SPDX-License-Identifier: MIT
 * Directories in which programs are built: made, filled, taken away. */
#ifndef STAGE_H
#define STAGE_H

#include "base/err.h"

/* What follows the last slash of PATH. */
const char *stage_base_name(const char *path);

/* Make PATH and the directories above it that are missing. */
int stage_directories(const char *path, struct err *err);

/* Copy the file PATH into DIRECTORY under its base name; -EEXIST where that name is taken. */
int stage_file(const char *path, const char *directory, struct err *err);

/* Remove a directory and all that is in it, as far as that goes. */
void stage_remove(const char *path);

#endif
