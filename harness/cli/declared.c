/* SPDX-License-Identifier: MIT
 * Reading what the dynamic loader wrote, and sources. */
#include "cli/declared.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "campaign/stage.h"

struct declared {
    char directory[PATH_MAX];
};

int declared_open(struct declared **out, struct err *err)
{
    struct declared *declared = mem_alloc(1, sizeof(*declared));

    const char *place = getenv("TMPDIR");
    snprintf(declared->directory, sizeof(declared->directory), "%s/polyjoule-XXXXXX",
             place != NULL && place[0] != '\0' ? place : "/tmp");
    *out = declared;
    if (mkdtemp(declared->directory) != NULL && chmod(declared->directory, 01777) == 0)
        return 0;
    int r = err_sys(err, "%s", declared->directory);
    free(declared);
    *out = NULL;
    return r;
}

const char *const *declared_environment(const struct declared *declared,
                                        const char *const *extra, struct arena *arena)
{
    size_t count = 0;

    while (extra != NULL && extra[count] != NULL)
        count++;
    const char **all = arena_alloc(arena, count + 3, sizeof(*all));
    for (size_t i = 0; i < count; i++)
        all[i] = extra[i];
    all[count] = "LD_DEBUG=files";
    all[count + 1] = arena_printf(arena, "LD_DEBUG_OUTPUT=%s/loaded", declared->directory);
    return all;
}

/* A pattern with a slash is of the whole path, one without of the file's name. */
static bool matches(const char *const *patterns, const char *path)
{
    for (size_t i = 0; patterns != NULL && patterns[i] != NULL; i++)
        if (fnmatch(patterns[i],
                    strchr(patterns[i], '/') != NULL ? path : stage_base_name(path), 0) == 0)
            return true;
    return false;
}

struct check {
    const struct campaign_cell *cell;
    struct arena *arena;
    const char *contradiction;
    bool *seen; /* of the libraries that the implementation declares */
};

static void check_loaded(struct check *check, const char *path)
{
    const char *const *own = check->cell->implementation->libraries;

    for (size_t i = 0; own != NULL && own[i] != NULL; i++) {
        const char *const one[] = {own[i], NULL};
        check->seen[i] = check->seen[i] || matches(one, path);
    }
    if (check->contradiction == NULL && !matches(own, path) &&
        !matches(check->cell->runner->libraries, path))
        check->contradiction =
            arena_printf(check->arena, "loads %s, which it does not declare", path);
}

/* "     123:\tcalling init: /lib/x86_64-linux-gnu/libm.so.6" */
static int read_loaded(void *context, const char *path, const char *name, struct err *err)
{
    static const char words[] = "calling init: ";
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t size = 0;

    (void)name;
    if (file == NULL)
        return err_sys(err, "%s", path);
    while (getline(&line, &size, file) >= 0) {
        char *at = strstr(line, words);
        if (at == NULL)
            continue;
        at += strlen(words);
        at[strcspn(at, "\n")] = '\0';
        check_loaded(context, at);
    }
    free(line);
    fclose(file);
    return 0;
}

static const char *check_libraries(const struct declared *declared, struct check *check)
{
    const char *const *own = check->cell->implementation->libraries;
    struct err err;
    size_t count = 0;

    while (own != NULL && own[count] != NULL)
        count++;
    check->seen = arena_alloc(check->arena, count + 1, sizeof(*check->seen));
    if (stage_walk(declared->directory, check->arena, read_loaded, check, &err) < 0)
        return arena_printf(check->arena, "what it loads cannot be told: %s", err.text);
    for (size_t i = 0; i < count && check->contradiction == NULL; i++)
        if (!check->seen[i])
            check->contradiction =
                arena_printf(check->arena, "declares %s, which it does not load", own[i]);
    return check->contradiction;
}

/* The word of WORDS that the file PATH has, or NULL. */
static const char *word_in(const char *path, const char *const *words)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    const char *found = NULL;
    struct stat status;

    if (fd < 0)
        return NULL;
    if (fstat(fd, &status) == 0 && status.st_size > 0) {
        size_t length = (size_t)status.st_size;
        void *text = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
        for (size_t i = 0; text != MAP_FAILED && words[i] != NULL && found == NULL; i++)
            if (memmem(text, length, words[i], strlen(words[i])) != NULL)
                found = words[i];
        if (text != MAP_FAILED)
            munmap(text, length);
    }
    close(fd);
    return found;
}

static const char *check_simd(const struct campaign_cell *cell, struct arena *arena)
{
    const struct implementation *i = cell->implementation;
    const char *directory = i->tree != NULL ? i->tree : cell->workload->directory;

    if (cell->runner->simd == NULL)
        return NULL;
    const char *word =
        word_in(arena_printf(arena, "%s/%s", directory, i->source), cell->runner->simd);
    for (size_t f = 0; word == NULL && i->files != NULL && i->files[f] != NULL; f++)
        word =
            word_in(arena_printf(arena, "%s/%s", directory, i->files[f]), cell->runner->simd);
    if (word != NULL && !i->explicit_simd)
        return arena_printf(arena, "has '%s', and does not declare explicit SIMD", word);
    if (word == NULL && i->explicit_simd)
        return arena_dup(arena, "declares explicit SIMD, and has none");
    return NULL;
}

const char *declared_contradiction(const struct declared *declared,
                                   const struct campaign_cell *cell, struct arena *arena)
{
    struct check check = {.cell = cell, .arena = arena};
    const char *contradiction = check_simd(cell, arena);

    if (contradiction != NULL || cell->runner->libraries == NULL)
        return contradiction;
    return check_libraries(declared, &check);
}

void declared_close(struct declared *declared)
{
    if (declared == NULL)
        return;
    stage_remove(declared->directory);
    free(declared);
}
