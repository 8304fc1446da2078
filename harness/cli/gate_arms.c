/* SPDX-License-Identifier: MIT
 * The commands that a gate compares. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/gating.h"
#include "cli/words.h"
#include "sys/digest.h"
#include "sys/program.h"

static int add_cell(struct gate *g, struct context *context, const char *line, const char *role,
                    const char *directory, struct err *err)
{
    const char *const *argv;
    int r = words_split(line, &context->arena, &argv, err);

    if (r < 0)
        return err_prefix(err, r, "'%s'", line);
    g->cells[g->cell_count++] = (struct campaign_cell){
        .label = arena_printf(&context->arena, "%s [%s]", line, role),
        .argv = argv,
        .directory = directory,
        .n = -1,
        .seed = -1,
        .expected_bytes = -1,
        .deadline_ns =
            context->settings.deadline_ns > 0 ? context->settings.deadline_ns : 600 * NS_PER_S,
    };
    return 0;
}

/* Each workload's two arms, then the first one's controls. */
static int make_cells(struct gate *g, struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;
    bool by_revision = s->base != NULL;
    const struct option_list *a = by_revision ? &s->commands : &s->arm_a,
                             *b = by_revision ? &s->commands : &s->arm_b;
    const char *at_a = g->revisions.base.directory, *at_b = g->revisions.head.directory;
    int r = 0;

    g->workload_count = a->count;
    g->answers = arena_alloc(&context->arena, a->count * g->metric_count, sizeof(*g->answers));
    g->cells = arena_alloc(&context->arena, 2 * a->count + 2, sizeof(*g->cells));
    g->names = arena_alloc(&context->arena, a->count, sizeof(*g->names));
    for (size_t w = 0; r == 0 && w < a->count; w++) {
        g->names[w] = b->items[w];
        if ((r = add_cell(g, context, a->items[w], "a", at_a, err)) == 0)
            r = add_cell(g, context, b->items[w], "b", at_b, err);
    }
    if (r < 0 || (r = add_cell(g, context, a->items[0], "null", at_a, err)) < 0 ||
        (r = add_cell(g, context, a->items[0], "slow", at_a, err)) < 0)
        return r;
    g->cells[gate_slow(g)].resting = true; /* until it is known by how much */
    return 0;
}

/* Whether the file that COMMAND names, looked for from DIRECTORY, is a program of machine code,
 * and its digest. Of a script the interpreter would be the same, whatever it is given. */
static bool read_program(struct digest *out, const char *command, const char *directory)
{
    char path[PROGRAM_SIZE];
    char magic[4] = "";
    struct err ignored; /* then it is not known to be the same */

    if (strchr(command, '/') != NULL)
        snprintf(path, sizeof(path), "%s%s%s",
                 directory != NULL && command[0] != '/' ? directory : "",
                 directory != NULL && command[0] != '/' ? "/" : "", command);
    else if (program_find(path, command, getenv("PATH"), directory, &ignored) < 0)
        return false;
    if (digest_of_file(out, path, &ignored) < 0)
        return false;
    FILE *file = fopen(path, "re");
    bool read = file != NULL && fread(magic, 1, sizeof(magic), file) == sizeof(magic);
    if (file != NULL)
        fclose(file);
    return read && memcmp(magic, "\177ELF", sizeof(magic)) == 0;
}

/* Whether both arms are one program with the same arguments, none of which is a file that could
 * differ. */
static bool is_same(const struct campaign_cell *a, const struct campaign_cell *b,
                    struct arena *arena)
{
    struct digest x, y;

    if (!read_program(&x, a->argv[0], a->directory) ||
        !read_program(&y, b->argv[0], b->directory) || !digest_equal(&x, &y))
        return false;
    for (size_t i = 1;; i++) {
        if (a->argv[i] == NULL || b->argv[i] == NULL)
            return a->argv[i] == b->argv[i];
        if (strcmp(a->argv[i], b->argv[i]) != 0 ||
            (b->directory != NULL &&
             access(arena_printf(arena, "%s/%s", b->directory, b->argv[i]), F_OK) == 0))
            return false;
    }
}

/* They pass; the first one's A runs all the same where controls are needed for others. */
static void find_same(struct gate *g, struct context *context)
{
    g->same = arena_alloc(&context->arena, g->workload_count, sizeof(*g->same));
    g->all_same = true;
    for (size_t w = 0; w < g->workload_count; w++) {
        g->same[w] = !context->settings.measure_same && g->slow_b == 0 &&
                     is_same(&g->cells[gate_base(w)], &g->cells[gate_head(w)], &context->arena);
        g->all_same = g->all_same && g->same[w];
        if (!g->same[w]) {
            g->cells[gate_head(w)].resting = g->slow_b > 0; /* until its pilot is over */
            continue;
        }
        g->cells[gate_head(w)].resting = true;
        g->cells[gate_base(w)].resting = w > 0;
        for (size_t m = 0; m < g->metric_count; m++)
            *gate_answer_at(g, w, m) =
                (struct gate_answer){.verdict = GATE_PASS, .ratio = 1, .ci = {1, 1}};
    }
}

int gate_check_arms(const struct settings *s, struct err *err)
{
    size_t count = s->base != NULL ? s->commands.count : s->arm_a.count;

    if (s->judge)
        return s->base == NULL && s->commands.count + s->arm_a.count + s->arm_b.count == 0
                   ? 0
                   : err_set(err, -EINVAL, "--judge measures nothing: no --a, --b or --base");
    if (s->base == NULL && (s->head != NULL || s->build != NULL || s->commands.count > 0))
        return err_set(err, -EINVAL, "--head, --build and --cmd go with --base REV");
    if (s->base != NULL && s->arm_a.count + s->arm_b.count > 0)
        return err_set(err, -EINVAL, "either --base and --cmd, or --a and --b");
    if (s->base != NULL && count == 0)
        return err_set(err, -EINVAL,
                       "--base needs what is to be measured in each worktree: --cmd CMD");
    if (s->base == NULL && (count == 0 || count != s->arm_b.count))
        return err_set(err, -EINVAL,
                       "as many --a as --b; try: polyjoule gate --a ./old --b ./new");
    if (count > GATE_WORKLOADS_MAX)
        return err_set(err, -EINVAL, "more than %d commands", GATE_WORKLOADS_MAX);
    return 0;
}

int gate_make_arms(struct gate *g, struct context *context, struct err *err)
{
    int r = make_cells(g, context, err);

    if (r == 0)
        find_same(g, context);
    return r;
}
