/* SPDX-License-Identifier: MIT
 * Both trees, read and put in order. */
#include "catalog/catalog.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/mem.h"
#include "catalog/check.h"
#include "catalog/runner_file.h"
#include "catalog/workload_file.h"
#include "sys/root.h"

struct catalog_memory {
    struct arena arena;
    struct workload *workloads;
    struct runner *runners;
};

/* The walk through bench/ or runners/. */
struct walk {
    struct catalog *catalog;
    const char *tree;
};

/* Open TREE/NAME/FILE. A folder without one is skipped: git leaves some behind, with what was
 * built in them. *OUT is NULL then. */
static int open_below(const struct walk *walk, const char *name, const char *file,
                      const char **directory, struct manifest **out, struct err *err)
{
    struct arena *arena = &walk->catalog->memory->arena;

    *out = NULL;
    *directory = arena_printf(arena, "%s/%s", walk->tree, name);
    const char *path = arena_printf(arena, "%s/%s", *directory, file);
    if (access(path, F_OK) < 0 && (errno == ENOENT || errno == ENOTDIR))
        return 0;
    return manifest_open(out, path, err);
}

static int visit_runner(void *context, const char *name, struct err *err)
{
    const struct walk *walk = context;
    struct catalog_memory *memory = walk->catalog->memory;
    struct manifest *manifest;
    struct runner runner = {0};
    const char *directory;
    int r;

    if ((r = open_below(walk, name, "runner.yaml", &directory, &manifest, err)) < 0 ||
        manifest == NULL)
        return r;
    r = runner_file_read(&runner, &memory->arena, manifest, directory, name, err);
    manifest_close(manifest);
    if (r < 0)
        return r;
    memory->runners = mem_grow(memory->runners, walk->catalog->runner_count, sizeof(runner));
    walk->catalog->runners = memory->runners;
    memory->runners[walk->catalog->runner_count++] = runner;
    return 0;
}

/* An implementation's files and its runner's share the build's directory. */
static int check_staged(const struct manifest *manifest, const struct manifest_node *file,
                        const struct runner *runner, struct err *err)
{
    for (const char *const *f = runner->files; *f != NULL; f++)
        if (strcmp(check_base_name(*f), check_base_name(file->value)) == 0)
            return manifest_error(manifest, file, err,
                                  "'%s' in '%s'; expected another base name than the files of "
                                  "the runner %s have",
                                  file->value, file->key, runner->language);
    return 0;
}

static int check_staging(const struct catalog *catalog, const struct manifest *manifest,
                         struct err *err)
{
    const struct manifest_node *list = manifest_get(manifest_root(manifest), "implementations");
    int r;

    for (const struct manifest_node *node = list->first; node != NULL; node = node->next) {
        const struct runner *runner =
            catalog_runner(catalog, manifest_get(node, "language")->value);
        const struct manifest_node *files = manifest_get(node, "files");
        if (runner == NULL)
            continue;
        if ((r = check_staged(manifest, manifest_get(node, "source"), runner, err)) < 0)
            return r;
        for (const struct manifest_node *file = files != NULL ? files->first : NULL;
             file != NULL; file = file->next)
            if ((r = check_staged(manifest, file, runner, err)) < 0)
                return r;
    }
    return 0;
}

static int visit_workload(void *context, const char *name, struct err *err)
{
    const struct walk *walk = context;
    struct catalog_memory *memory = walk->catalog->memory;
    struct manifest *manifest;
    struct workload workload = {0};
    const char *directory;
    int r;

    if ((r = open_below(walk, name, "workload.yaml", &directory, &manifest, err)) < 0 ||
        manifest == NULL)
        return r;
    r = workload_file_read(&workload, &memory->arena, manifest, directory, name, err);
    if (r == 0)
        r = check_staging(walk->catalog, manifest, err);
    manifest_close(manifest);
    if (r < 0)
        return r;
    memory->workloads =
        mem_grow(memory->workloads, walk->catalog->workload_count, sizeof(workload));
    walk->catalog->workloads = memory->workloads;
    memory->workloads[walk->catalog->workload_count++] = workload;
    return 0;
}

static int by_name(const void *a, const void *b)
{
    const struct workload *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static size_t rank(const char *language)
{
    static const char *const first[] = {"c", "rust", "go", "python"};
    size_t i = 0;

    while (i < ARRAY_SIZE(first) && strcmp(first[i], language) != 0)
        i++;
    return i;
}

static int by_language(const void *a, const void *b)
{
    const struct runner *x = a, *y = b;
    size_t p = rank(x->language), q = rank(y->language);

    return p != q ? (p > q) - (p < q) : strcmp(x->language, y->language);
}

static int load_trees(struct catalog *catalog, const char *bench, const char *runners,
                      struct err *err)
{
    struct catalog_memory *memory = catalog->memory;
    struct walk walk = {catalog, runners};

    if (root_list("", runners, visit_runner, &walk, err) < 0)
        return -EINVAL;
    if (catalog->runner_count > 0)
        qsort(memory->runners, catalog->runner_count, sizeof(struct runner), by_language);
    walk.tree = bench;
    if (root_list("", bench, visit_workload, &walk, err) < 0)
        return -EINVAL;
    if (catalog->workload_count > 0)
        qsort(memory->workloads, catalog->workload_count, sizeof(struct workload), by_name);
    return 0;
}

/* A workload's input is another's answer, at each N that it takes and without a seed. */
static int check_input(const struct catalog *catalog, const struct workload *workload,
                       struct err *err)
{
    if (workload->input == NULL)
        return 0;
    const struct workload *from = catalog_workload(catalog, workload->input);
    if (from == NULL || from == workload || from->input != NULL || from->seeded ||
        from->min_n > workload->min_n || from->max_n < workload->max_n)
        return err_set(err, -EINVAL,
                       "%s/workload.yaml:%d: '%s' in 'input'; expected the name of another "
                       "workload that takes each N of the range, and no seed and no input",
                       workload->directory, workload->input_line, workload->input);
    return 0;
}

static int check_inputs(const struct catalog *catalog, struct err *err)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < catalog->workload_count; i++)
        r = check_input(catalog, &catalog->workloads[i], err);
    return r;
}

int catalog_load(struct catalog *out, const char *bench, const char *runners, struct err *err)
{
    int r;

    *out = (struct catalog){.memory = mem_alloc(1, sizeof(struct catalog_memory))};
    if ((r = load_trees(out, bench, runners, err)) < 0 || (r = check_inputs(out, err)) < 0)
        catalog_free(out);
    return r;
}

void catalog_free(struct catalog *catalog)
{
    if (catalog->memory != NULL) {
        free(catalog->memory->workloads);
        free(catalog->memory->runners);
        arena_free(&catalog->memory->arena);
        free(catalog->memory);
    }
    *catalog = (struct catalog){0};
}

const struct workload *catalog_workload(const struct catalog *catalog, const char *name)
{
    for (size_t i = 0; i < catalog->workload_count; i++)
        if (strcmp(catalog->workloads[i].name, name) == 0)
            return &catalog->workloads[i];
    return NULL;
}

const struct runner *catalog_runner(const struct catalog *catalog, const char *language)
{
    for (size_t i = 0; i < catalog->runner_count; i++)
        if (strcmp(catalog->runners[i].language, language) == 0)
            return &catalog->runners[i];
    return NULL;
}

const struct size *workload_size(const struct workload *workload, const char *name)
{
    for (size_t i = 0; i < workload->size_count; i++)
        if (strcmp(workload->sizes[i].name, name) == 0)
            return &workload->sizes[i];
    return NULL;
}
