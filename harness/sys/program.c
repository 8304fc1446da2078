/* SPDX-License-Identifier: MIT
 * Looking for a program on PATH. */
#include "sys/program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* NAME in the first LENGTH bytes of ENTRY, into OUT; an empty entry is the directory itself. */
static int try_entry(char *out, const char *name, const char *entry, int length,
                     const char *directory)
{
    bool from_there = directory != NULL && (length == 0 || entry[0] != '/');
    struct stat status;
    char seen[PROGRAM_SIZE];

    int n =
        snprintf(out, PROGRAM_SIZE, "%.*s%s%s", length, entry, length == 0 ? "" : "/", name);
    int m = snprintf(seen, sizeof(seen), "%s%s%s", from_there ? directory : "",
                     from_there ? "/" : "", out);
    if (n >= PROGRAM_SIZE || m >= PROGRAM_SIZE)
        return -ENAMETOOLONG;
    if (stat(seen, &status) < 0)
        return -errno;
    if (!S_ISREG(status.st_mode) || faccessat(AT_FDCWD, seen, X_OK, AT_EACCESS) < 0)
        return -EACCES;
    return 0;
}

int program_find(char out[static PROGRAM_SIZE], const char *name, const char *search,
                 const char *directory, struct err *err)
{
    int worst = -ENOENT;

    for (const char *at = search;; at++) {
        int length = (int)strcspn(at, ":");
        int r = try_entry(out, name, at, length, directory);
        if (r == 0)
            return 0;
        if (r == -EACCES)
            worst = r;
        at += length;
        if (*at == '\0')
            break;
    }
    return err_set(err, worst, "%s: %s", name,
                   worst == -EACCES ? "on PATH, but not executable by us"
                                    : "not found on PATH");
}
