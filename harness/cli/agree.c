/* SPDX-License-Identifier: MIT
 * Comparing the answers of one problem. */
#include "cli/agree.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "campaign/input.h"
#include "campaign/near.h"
#include "campaign/tool.h"
#include "cli/declared.h"
#include "exec/output.h"
#include "sys/host.h"

/* Of wall time; bench/README.md, the rules of equivalence, 5. */
#define MOST_CPUS 1.05

/* A short run on a busy machine may look so once; what has a second thread looks so each time.
 */
enum { BUSY_RUNS = 3 };

static size_t capacity_for(const struct campaign_cell *cell)
{
    return cell->expected_bytes >= 0 ? (size_t)cell->expected_bytes + OUTPUT_SLACK
                                     : (size_t)OUTPUT_UNKNOWN;
}

/* A program of one thread that keeps more than one CPU busy is none: a collector on another
 * core counts too. In a tenth of a second what a runtime does beside its program, now and then,
 * is no second thread's work. */
static const char *too_busy(const struct campaign_cell *cell, const struct tool_use *use,
                            struct context *context)
{
    double cpus = (double)use->cpu_ns / (double)use->wall_ns;

    if (cell->threads != 1 || use->wall_ns < 100 * NS_PER_MS || cpus <= MOST_CPUS)
        return NULL;
    return arena_printf(&context->arena,
                        "kept %.2f CPUs busy, and is declared to have one thread", cpus);
}

/* Run it, and again while it seems to be too busy: BUSY says so where it always does. */
static int run_calmly(const struct tool *tool, const struct campaign_cell *cell,
                      struct text *printed, const char **busy, struct context *context,
                      struct err *err)
{
    int r;

    for (int run = 0; run < BUSY_RUNS; run++) {
        text_free(printed);
        if ((r = tool_run(context->launcher, tool, cell->expected_path != NULL ? printed : NULL,
                          err)) < 0)
            return r;
        if ((*busy = too_busy(cell, tool->use, context)) == NULL)
            return 0;
    }
    return 0;
}

/* An answer that is as near as is asked counts as the expected one. */
static int accept_near(struct answer *a, const struct campaign_cell *cell,
                       const struct text *printed, struct err *err)
{
    bool is_near = false;
    int r = 0;

    if (cell->expected_path != NULL)
        r = near_file(&is_near, cell->expected_path, text_string(printed), printed->length,
                      cell->tolerance, err);
    if (is_near)
        a->digest = *cell->expected;
    return r;
}

static void run_one(struct answer *a, struct campaign_cell *cell,
                    const struct campaign_request *q, struct context *context)
{
    struct tool_use use;
    struct build build;
    struct err err;

    *a = (struct answer){.cell = cell, .status = "skipped", .reason = cell->skipped};
    if (cell->skipped != NULL)
        return;
    struct tool tool = {.deadline_ns = cell->deadline_ns,
                        .capacity = capacity_for(cell),
                        .answer = &a->digest,
                        .use = &use};
    a->status = "failed";
    if (campaign_build_cell(cell, q, context->launcher, &build, &err) < 0) {
        a->reason = arena_printf(&context->arena, "did not build: %s", err.text);
        return;
    }
    if (input_open(cell, q, context->launcher, &err) < 0) {
        a->reason = arena_dup(&context->arena, err.text);
        return;
    }
    struct declared *declared = NULL;
    if (declared_open(&declared, &err) < 0) {
        a->reason = arena_dup(&context->arena, err.text);
        return;
    }
    tool.argv = cell->argv;
    tool.directory = cell->directory;
    tool.extra = declared_environment(declared, cell->environment, &context->arena);
    tool.input = cell->input;
    struct text printed = {0};
    const char *busy = NULL;
    int r = run_calmly(&tool, cell, &printed, &busy, context, &err);
    input_close(cell);
    if (r == 0)
        r = accept_near(a, cell, &printed, &err);
    text_free(&printed);
    if (r < 0)
        a->reason = arena_dup(&context->arena, err.text);
    else if ((a->reason = busy) == NULL &&
             (a->reason = declared_contradiction(declared, cell, &context->arena)) == NULL)
        a->status = "ok";
    declared_close(declared);
}

/* Hold the answer against the expected one, or against the first. */
static void judge_answer(struct agreement *g, struct answer *a)
{
    if (strcmp(a->status, "ok") != 0) {
        g->complete = false;
        return;
    }
    if (!g->known) {
        g->digest = a->digest;
        g->known = true;
    }
    if (digest_equal(&g->digest, &a->digest))
        return;
    g->agree = false;
    a->status = "wrong";
    a->reason = "another answer than expected";
}

void agree_check(struct agreement *out, struct campaign_cell *cells, size_t count,
                 const struct cells *from, struct context *context)
{
    const struct campaign_request request = {
        .cache = from->paths.cache,
        .x86_64_level = host_x86_64_level(""),
        .arena = &context->arena,
    };
    struct agreement g = {
        .answers = mem_alloc(count, sizeof(*g.answers)), .agree = true, .complete = true};

    if (count > 0 && cells[0].expected != NULL) {
        g.digest = *cells[0].expected;
        g.known = true;
    }
    for (size_t i = 0; i < count && *context->stop == 0; i++) {
        run_one(&g.answers[i], &cells[i], &request, context);
        judge_answer(&g, &g.answers[i]);
        g.count++;
    }
    *out = g;
}
