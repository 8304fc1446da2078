/* SPDX-License-Identifier: MIT
 * Looking for a program on PATH before it is started. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "base/err.h"

enum { PROGRAM_SIZE = 4096 };

/* The path of NAME by the directories of SEARCH, for a process that will be in DIRECTORY (NULL:
 * the present one), from which relative ones start. -ENOENT: nowhere; -EACCES: there, but not
 * executable by us. */
int program_find(char out[static PROGRAM_SIZE], const char *name, const char *search,
                 const char *directory, struct err *err);

#endif
