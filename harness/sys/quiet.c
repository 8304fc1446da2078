/* SPDX-License-Identifier: MIT
 * Settings of the kernel that make measurements noisy. */
#include "sys/quiet.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "sys/root.h"

#define CPU "/sys/devices/system/cpu"
#define BOOT_ID "/proc/sys/kernel/random/boot_id"
#define RECORD_FIRST_WORD "polyjoule-quiet-1"

enum { RECORD_MAX = 1 << 20 };

/* In the order of writing. Under intel_pstate's governor `performance` a preference can no
 * longer be set (Documentation/admin-guide/pm/intel_pstate.rst), so it comes first, and last
 * when they are put back. */
static const struct {
    const char *name, *pattern, *wanted, *why;
    bool asked; /* only where it is asked for */
} settings[] = {
    {"preference", CPU "/cpu[0-9]*/cpufreq/energy_performance_preference", "performance",
     "frequency follows the load", false},
    {"governor", CPU "/cpu[0-9]*/cpufreq/scaling_governor", "performance",
     "frequency follows the load", false},
    {"boost", CPU "/intel_pstate/no_turbo", "1", "frequency follows heat and neighbours",
     false},
    {"boost", CPU "/cpufreq/boost", "0", "frequency follows heat and neighbours", false},
    {"watchdog", "/proc/sys/kernel/nmi_watchdog", "0", "it keeps a hardware counter", false},
    {"counters", "/proc/sys/kernel/perf_event_paranoid", "0",
     "users may not read counters of the machine", true},
};

const char *quiet_names(void)
{
    return "governor, preference, boost, watchdog or counters";
}

/* ------------------------------------------------------------------------ look */

static bool is_asked(size_t setting, const char *const *names, size_t count)
{
    if (count == 0)
        return !settings[setting].asked;
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], settings[setting].name) == 0)
            return true;
    return false;
}

static int check_names(const char *const *names, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t s = 0; s < ARRAY_SIZE(settings); s++)
            known |= strcmp(names[i], settings[s].name) == 0;
        if (!known)
            return err_set(err, -EINVAL, "no setting '%s': expected %s", names[i],
                           quiet_names());
    }
    return 0;
}

static void add_change(struct quiet_changes *changes, struct arena *arena,
                       struct quiet_change change)
{
    struct quiet_change *more = arena_alloc(arena, changes->count + 1, sizeof(*changes->items));

    if (changes->count > 0)
        memcpy(more, changes->items, changes->count * sizeof(*more));
    more[changes->count++] = change;
    changes->items = more;
}

static int look_at(struct quiet_changes *out, const char *root, size_t setting,
                   struct arena *arena, struct err *err)
{
    char *pattern = arena_printf(arena, "%s%s", root, settings[setting].pattern);
    char value[ROOT_FILE_SIZE];
    glob_t found;
    int r = 0;

    if (glob(pattern, GLOB_NOSORT, NULL, &found) != 0)
        return 0;
    for (size_t i = 0; i < found.gl_pathc && r >= 0; i++) {
        const char *path = found.gl_pathv[i] + strlen(root);
        if ((r = root_read(root, path, value, sizeof(value), err)) < 0)
            break;
        if (strcmp(value, settings[setting].wanted) != 0)
            add_change(out, arena,
                       (struct quiet_change){settings[setting].name, settings[setting].why,
                                             arena_dup(arena, path), arena_dup(arena, value),
                                             settings[setting].wanted});
    }
    globfree(&found);
    return r < 0 ? r : 0;
}

int quiet_look(struct quiet_changes *out, const char *root, const char *const *names,
               size_t count, struct arena *arena, struct err *err)
{
    int r = check_names(names, count, err);

    *out = (struct quiet_changes){0};
    for (size_t s = 0; s < ARRAY_SIZE(settings) && r == 0; s++)
        if (is_asked(s, names, count))
            r = look_at(out, root, s, arena, err);
    return r;
}

/* ------------------------------------------------------------------------ files */

static int write_value(const char *root, const char *path, const char *value, struct err *err)
{
    struct text name = {0}, line = {0};
    int r = 0;

    text_printf(&name, "%s%s", root, path);
    text_printf(&line, "%s\n", value);
    int fd = open(name.data, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (fd < 0 || write(fd, line.data, line.length) != (ssize_t)line.length)
        r = err_sys(err, "%s", name.data);
    if (fd >= 0 && close(fd) < 0 && r == 0)
        r = err_sys(err, "%s", name.data);
    text_free(&name);
    text_free(&line);
    return r;
}

/* Unless it is so, write it and look whether it is then: some files take what they do not
 * keep. */
static int put(const char *root, const char *path, const char *value, struct err *err)
{
    char now[ROOT_FILE_SIZE];
    int r;

    if ((r = root_read(root, path, now, sizeof(now), err)) < 0 || strcmp(now, value) == 0)
        return r < 0 ? r : 0;
    if ((r = write_value(root, path, value, err)) < 0 ||
        (r = root_read(root, path, now, sizeof(now), err)) < 0)
        return r;
    return strcmp(now, value) == 0
               ? 0
               : err_set(err, -EIO, "%s%s: '%s' was written, and it is '%s'", root, path, value,
                         now);
}

/* Put back the first COUNT of CHANGES, the last one first. The first fault is told, the others
 * are put back all the same. */
static int put_back(const struct quiet_changes *changes, size_t count, const char *root,
                    struct err *err)
{
    struct err one;
    int first = 0;

    while (count-- > 0) {
        int r = put(root, changes->items[count].path, changes->items[count].found, &one);
        if (r < 0 && first == 0) {
            *err = one;
            first = r;
        }
    }
    return first;
}

/* ----------------------------------------------------------------------- record */

static char *record_path(struct arena *arena, const char *root, const char *ending)
{
    return arena_printf(arena, "%s%s%s", root, QUIET_RECORD, ending);
}

static int sync_directory(char *path, struct err *err)
{
    *strrchr(path, '/') = '\0';
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int r = fd < 0 || fsync(fd) < 0 ? err_sys(err, "%s", path) : 0;

    if (fd >= 0)
        close(fd);
    return r;
}

/* There whole, on the disk, before it is returned from. */
static int write_record(const struct quiet_changes *changes, const char *root,
                        struct arena *arena, struct err *err)
{
    char *path = record_path(arena, root, ""), *partial = record_path(arena, root, ".partial");
    char boot[ROOT_FILE_SIZE];
    struct text text = {0};
    int r, fd = -1;

    if ((r = root_read(root, BOOT_ID, boot, sizeof(boot), err)) < 0)
        return r;
    text_printf(&text, RECORD_FIRST_WORD " %s\n", boot);
    for (size_t i = 0; i < changes->count; i++)
        text_printf(&text, "%s\t%s\t%s\n", changes->items[i].path, changes->items[i].found,
                    changes->items[i].wanted);
    char *directory = record_path(arena, root, "");
    *strrchr(directory, '/') = '\0';
    if (mkdir(directory, 0755) < 0 && errno != EEXIST)
        r = err_sys(err, "%s", directory);
    else if ((fd = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644)) <
                 0 ||
             write(fd, text.data, text.length) != (ssize_t)text.length || fsync(fd) < 0 ||
             rename(partial, path) < 0)
        r = err_sys(err, "%s", partial);
    else
        r = sync_directory(path, err);
    if (fd >= 0)
        close(fd);
    text_free(&text);
    return r < 0 ? r : 0;
}

static int forget_record(const char *root, struct arena *arena, struct err *err)
{
    char *path = record_path(arena, root, "");

    return unlink(path) < 0 ? err_sys(err, "%s", path) : 0;
}

static const char *name_of(const char *path)
{
    for (size_t s = 0; s < ARRAY_SIZE(settings); s++)
        if (fnmatch(settings[s].pattern, path, FNM_PATHNAME) == 0)
            return settings[s].name;
    return NULL;
}

/* "path TAB found TAB wanted"; a path that is none of ours is written to by nobody. */
static int read_line(struct quiet_changes *out, struct arena *arena, char *line)
{
    char *found = strchr(line, '\t'), *wanted = found != NULL ? strchr(found + 1, '\t') : NULL;

    if (wanted == NULL || line[0] != '/' || strstr(line, "..") != NULL)
        return -1;
    *found++ = *wanted++ = '\0';
    const char *name = name_of(line);
    if (name == NULL || found[0] == '\0')
        return -1;
    add_change(out, arena, (struct quiet_change){name, "", line, found, wanted});
    return 0;
}

static int parse(struct quiet_changes *out, const char *root, char *text, struct arena *arena,
                 struct err *err)
{
    char boot[ROOT_FILE_SIZE], first[ROOT_FILE_SIZE + 32], *rest = text, *line;
    int r = root_read(root, BOOT_ID, boot, sizeof(boot), err);

    if (r < 0)
        return r;
    snprintf(first, sizeof(first), RECORD_FIRST_WORD " %s", boot);
    line = strsep(&rest, "\n");
    if (strncmp(line, RECORD_FIRST_WORD " ", strlen(RECORD_FIRST_WORD) + 1) != 0)
        return err_set(err, -EINVAL, "%s" QUIET_RECORD ":1: this is no record of polyjoule's",
                       root);
    if (strcmp(line, first) != 0)
        return 0; /* of before a restart */
    for (int number = 2; rest != NULL && *rest != '\0'; number++)
        if (read_line(out, arena, strsep(&rest, "\n")) < 0)
            return err_set(err, -EINVAL,
                           "%s" QUIET_RECORD ":%d: expected a setting's path, what was found "
                           "and what was written, with tabs between them",
                           root, number);
    return 0;
}

int quiet_recorded(struct quiet_changes *out, const char *root, struct arena *arena,
                   struct err *err)
{
    char *text = arena_alloc(arena, RECORD_MAX, 1);
    int r = root_read(root, QUIET_RECORD, text, RECORD_MAX, err);

    *out = (struct quiet_changes){0};
    if (r == -ENOENT || r == -ENOTDIR)
        return 0;
    return r < 0 ? r : parse(out, root, text, arena, err);
}

/* ---------------------------------------------------------------- apply, restore */

static bool is_in(const struct quiet_changes *changes, const char *path)
{
    for (size_t i = 0; i < changes->count; i++)
        if (strcmp(changes->items[i].path, path) == 0)
            return true;
    return false;
}

/* What was found first stays what is to be put back. */
static struct quiet_changes joined(const struct quiet_changes *before,
                                   const struct quiet_changes *changes, struct arena *arena)
{
    struct quiet_changes all = {0};

    for (size_t i = 0; i < before->count; i++)
        add_change(&all, arena, before->items[i]);
    for (size_t i = 0; i < changes->count; i++)
        if (!is_in(before, changes->items[i].path))
            add_change(&all, arena, changes->items[i]);
    return all;
}

static int apply(const struct quiet_changes *changes, const char *root, struct arena *arena,
                 struct err *err)
{
    struct quiet_changes before, all;
    struct err second;
    size_t done = 0;
    int r;

    if ((r = quiet_recorded(&before, root, arena, err)) < 0)
        return r;
    all = joined(&before, changes, arena);
    if ((r = write_record(&all, root, arena, err)) < 0)
        return r;
    for (; done < changes->count && r == 0; done++)
        r = put(root, changes->items[done].path, changes->items[done].wanted, err);
    if (r == 0)
        return 0;
    if (put_back(changes, done, root, &second) < 0)
        return r; /* the record stays: it is needed */
    int undone = before.count > 0 ? write_record(&before, root, arena, &second)
                                  : forget_record(root, arena, &second);
    return undone < 0 ? err_prefix(err, r, "%s", second.text) : r;
}

int quiet_apply(const struct quiet_changes *changes, const char *root, struct err *err)
{
    struct arena arena = {0};
    int r = changes->count > 0 ? apply(changes, root, &arena, err) : 0;

    arena_free(&arena);
    return r;
}

int quiet_restore(const struct quiet_changes *changes, const char *root, struct err *err)
{
    struct arena arena = {0};
    int r = put_back(changes, changes->count, root, err);

    if (r == 0)
        r = forget_record(root, &arena, err);
    arena_free(&arena);
    return r;
}
