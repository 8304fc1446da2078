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

#include "base/mem.h"
#include "base/text.h"

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

static int make_room(const char *target, struct arena *arena, struct err *err)
{
    char *above = arena_dup(arena, target);

    *strrchr(above, '/') = '\0';
    return stage_directories(above, err);
}

int stage_file(const char *path, const char *directory, const char *name, struct err *err)
{
    struct arena arena = {0};
    char *target = arena_printf(&arena, "%s/%s", directory, name);
    struct stat status;
    int to = -1, r = 0;

    int from = open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0 || fstat(from, &status) < 0) {
        r = err_sys(err, "%s", path);
        goto out;
    }
    if (strchr(name, '/') != NULL && (r = make_room(target, &arena, err)) < 0)
        goto out;
    to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666 | (status.st_mode & 0111));
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

static int is_entry(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* Of what is below ROOT/BELOW; BELOW is "" or ends with a slash. */
static int walk(const char *root, const char *below, struct arena *arena,
                int (*visit)(void *context, const char *path, const char *name,
                             struct err *err),
                void *context, struct err *err)
{
    struct dirent **entries = NULL;
    int r = 0;

    int count =
        scandir(arena_printf(arena, "%s/%s", root, below), &entries, is_entry, alphasort);
    if (count < 0)
        return err_sys(err, "%s/%s", root, below);
    for (int i = 0; i < count; i++) {
        const char *name = arena_printf(arena, "%s%s", below, entries[i]->d_name);
        const char *path = arena_printf(arena, "%s/%s", root, name);
        struct stat status;
        free(entries[i]);
        if (r < 0)
            continue;
        if (stat(path, &status) < 0)
            r = err_sys(err, "%s", path);
        else if (S_ISDIR(status.st_mode))
            r = walk(root, arena_printf(arena, "%s/", name), arena, visit, context, err);
        else if (S_ISREG(status.st_mode))
            r = visit(context, path, name, err);
    }
    free(entries);
    return r;
}

int stage_walk(const char *directory, struct arena *arena,
               int (*visit)(void *context, const char *path, const char *name, struct err *err),
               void *context, struct err *err)
{
    return walk(directory, "", arena, visit, context, err);
}

int stage_temporary(char **out, struct err *err)
{
    const char *place = getenv("TMPDIR");
    struct text path = {0};

    text_printf(&path, "%s/polyjoule-XXXXXX",
                place != NULL && place[0] != '\0' ? place : "/tmp");
    *out = mkdtemp(path.data);
    if (*out != NULL)
        return 0;
    int r = err_sys(err, "%s", path.data);
    text_free(&path);
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
