/* SPDX-License-Identifier: MIT
 * Directories in which programs are built: made, filled, taken away. */
#include "campaign/stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/mem.h"

const char *stage_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

int stage_directories(const char *path, struct err *err)
{
    char *copy = mem_dup(path);
    int r = 0;

    for (char *at = copy + 1;; at++) {
        if (*at != '/' && *at != '\0')
            continue;
        char kept = *at;
        *at = '\0';
        if (mkdir(copy, 0777) < 0 && errno != EEXIST) {
            r = err_sys(err, "mkdir %s", copy);
            break;
        }
        *at = kept;
        if (kept == '\0')
            break;
    }
    free(copy);
    return r;
}

static int copy_bytes(int from, int to)
{
    char buffer[65536];
    ssize_t n;

    while ((n = read(from, buffer, sizeof(buffer))) > 0)
        for (ssize_t done = 0, w; done < n; done += w)
            if ((w = write(to, buffer + done, (size_t)(n - done))) < 0)
                return -errno;
    return n < 0 ? -errno : 0;
}

int stage_file(const char *path, const char *directory, struct err *err)
{
    struct arena arena = {0};
    char *target = arena_printf(&arena, "%s/%s", directory, stage_base_name(path));
    int to = -1, r = 0;

    int from = open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0) {
        r = err_sys(err, "%s", path);
        goto out;
    }
    to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (to < 0) {
        r = err_sys(err, "%s", target);
        goto out;
    }
    if ((r = copy_bytes(from, to)) < 0) {
        errno = -r;
        r = err_sys(err, "%s", target);
    }
out:
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
    arena_free(&arena);
    return r;
}

void stage_remove(const char *path)
{
    DIR *directory = opendir(path);
    struct arena arena = {0};

    for (struct dirent *e; directory != NULL && (e = readdir(directory)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char *inner = arena_printf(&arena, "%s/%s", path, e->d_name);
        if (unlink(inner) < 0 && errno == EISDIR)
            stage_remove(inner);
    }
    if (directory != NULL)
        closedir(directory);
    rmdir(path);
    arena_free(&arena);
}
