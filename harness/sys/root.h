/* SPDX-License-Identifier: MIT
 * Small files of /sys and /proc, read below a root: "" is the running machine, any other path a
 * recorded or an invented one. */
#ifndef ROOT_H
#define ROOT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { ROOT_FILE_SIZE = 4096 };

/* Read the file ROOT + PATH into BUFFER, NUL-terminated, white space at its end removed.
 * Returns its length, or a negative errno: -EFBIG where it does not fit. */
int root_read(const char *root, const char *path, char *buffer, size_t size, struct err *err);

/* The same for a file that holds one decimal integer; -EINVAL where it holds anything else. */
int root_read_integer(const char *root, const char *path, int64_t *out, struct err *err);

/* Call VISIT with the name of each entry of the directory ROOT + PATH, in the order of
 * strverscmp,
 * "." and ".." left out, until it returns other than 0, which is returned. */
int root_list(const char *root, const char *path,
              int (*visit)(void *context, const char *name, struct err *err), void *context,
              struct err *err);

/* Parse a CPU list as the kernel writes it, "0-3,8", into CPUS[] (ascending, at most MAX).
 * Returns how many, -EINVAL for anything else. */
int root_parse_cpus(const char *list, int *cpus, int max, struct err *err);

#endif
