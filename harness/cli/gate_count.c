/* SPDX-License-Identifier: MIT
 * Instructions of a gate's arms where no PMU counts them: by runs of their own under valgrind.
 */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "campaign/stage.h"
#include "campaign/tool.h"
#include "cli/gating.h"

int gate_find_tool(struct gate *g, struct context *context, struct err *err)
{
    static const char *const argv[] = {"valgrind", "--version", NULL};
    const struct tool tool = {.argv = argv, .whole_environment = true};
    const char *how = context->settings.instructions;
    struct text version = {0};
    struct err why;

    if (how == NULL || strcmp(how, "perf") == 0)
        return 0;
    if (strcmp(how, "valgrind") != 0)
        return err_set(err, -EINVAL, "--instructions: \"%s\"; expected perf or valgrind", how);
    if (tool_run(context->launcher, &tool, &version, &why) < 0)
        return err_set(err, -ENOENT,
                       "--instructions valgrind: %s; on Debian: apt install valgrind",
                       why.text);
    g->count_tool =
        arena_printf(&context->arena, "%.*s", (int)strcspn(text_string(&version), "\n"),
                     text_string(&version));
    text_free(&version);
    return 0;
}

/* "==12== I   refs:      12,128,369", of one process. */
static int add_log(int64_t *total, const char *path, struct err *err)
{
    FILE *file = fopen(path, "re");
    char line[256];
    bool found = false;

    if (file == NULL)
        return err_sys(err, "%s", path);
    while (fgets(line, sizeof(line), file) != NULL) {
        const char *at = strstr(line, "refs:");
        if (at == NULL || strstr(line, " I ") == NULL)
            continue;
        int64_t value = 0;
        for (at += strlen("refs:"); *at != '\0'; at++)
            if (*at >= '0' && *at <= '9')
                value = 10 * value + (*at - '0');
        *total += value;
        found = true;
    }
    fclose(file);
    /* A process that was killed, or that exec ended, has none: the sum would be of less. */
    return found ? 0 : err_set(err, -ENODATA, "a process ended without a count");
}

static int is_log(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The command's own process, and all that it started. */
static int add_logs(int64_t *total, const char *directory, struct err *err)
{
    struct dirent **entries;
    int count = scandir(directory, &entries, is_log, alphasort), r = 0;

    if (count < 0)
        return err_sys(err, "%s", directory);
    *total = 0;
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof(path), "%s/%s", directory, entries[i]->d_name);
        if (r == 0)
            r = add_log(total, path, err);
        free(entries[i]);
    }
    free(entries);
    return r == 0 && count == 0 ? err_set(err, -ENODATA, "valgrind left no count") : r;
}

static int count_run(int64_t *out, const struct campaign_cell *cell, const char *directory,
                     struct context *context, struct err *err)
{
    size_t count = 0;

    while (cell->argv[count] != NULL)
        count++;
    const char **argv = arena_alloc(&context->arena, count + 8, sizeof(*argv));
    const char *const before[] = {
        "valgrind",
        "--tool=cachegrind",
        "--cache-sim=no",
        "--trace-children=yes",
        "--cachegrind-out-file=/dev/null",
        arena_printf(&context->arena, "--log-file=%s/%%p", directory)};
    memcpy(argv, before, sizeof(before));
    memcpy(argv + ARRAY_SIZE(before), cell->argv, count * sizeof(*argv));
    const struct tool tool = {.argv = argv,
                              .whole_environment = true,
                              .directory = cell->directory,
                              .deadline_ns = cell->deadline_ns};
    int r = tool_run(context->launcher, &tool, NULL, err);
    return r < 0 ? r : add_logs(out, directory, err);
}

/* One run: counted, kept. */
static int count_arm(struct gate *g, const struct campaign_cell *cell, int64_t run,
                     int64_t *out, struct context *context, struct err *err)
{
    const char *home = getenv("TMPDIR");
    char *directory = arena_printf(&context->arena, "%s/polyjoule-count-XXXXXX",
                                   home != NULL ? home : "/tmp");

    if (mkdtemp(directory) == NULL)
        return err_sys(err, "%s", directory);
    int r = count_run(out, cell, directory, context, err);
    stage_remove(directory);
    const struct store_external_count row = {.cell_id = cell->id,
                                             .run = run,
                                             .value = *out,
                                             .tool = g->count_tool,
                                             .event = "instructions"};
    return r < 0 ? r : store_add_external_count(g->store, &row, err);
}

static int ascending(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Counts that do not vary are compared exactly; those that do, by the worst of any two runs, of
 * which no error rate is known. */
static void compare(struct gate_counts *c, const struct gate_terms *terms)
{
    qsort(c->a, GATE_COUNTS, sizeof(*c->a), ascending);
    qsort(c->b, GATE_COUNTS, sizeof(*c->b), ascending);
    c->ratio = (double)c->b[GATE_COUNTS / 2] / (double)c->a[GATE_COUNTS / 2];
    c->low = (double)c->b[0] / (double)c->a[GATE_COUNTS - 1];
    c->high = (double)c->b[GATE_COUNTS - 1] / (double)c->a[0];
    c->verdict = c->high - 1 < terms->most   ? GATE_PASS
                 : c->low - 1 >= terms->most ? GATE_FAIL
                                             : GATE_UNDECIDED;
}

static int count_workload(struct gate *g, size_t w, struct context *context, struct err *err)
{
    struct gate_counts *c = &g->counts[w];
    int r = 0;

    for (int i = 0; i < GATE_COUNTS && r == 0; i++)
        if ((r = count_arm(g, &g->cells[gate_base(w)], i + 1, &c->a[i], context, err)) == 0)
            r = count_arm(g, &g->cells[gate_head(w)], i + 1, &c->b[i], context, err);
    if (r == 0) {
        compare(c, &g->count_terms);
        return 0;
    }
    if (r != -ECHILD && r != -ENODATA)
        return r;
    c->absent = arena_dup(&context->arena, err->text);
    c->verdict = GATE_UNDECIDED;
    return 0;
}

int gate_count(struct gate *g, struct context *context, struct err *err)
{
    int r = 0;

    g->counts = arena_alloc(&context->arena, g->workload_count, sizeof(*g->counts));
    for (size_t w = 0; w < g->workload_count && r == 0; w++)
        if (!g->same[w])
            r = count_workload(g, w, context, err);
    return r;
}
