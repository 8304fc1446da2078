/* SPDX-License-Identifier: MIT
 * polyjoule gate: is B slower than A? */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/conduct.h"
#include "cli/gate_judge.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "judge/reader.h"
#include "report/table.h"

#define AT(field) offsetof(struct settings, field)

/* A pilot's blocks, after which the positive control's slowdown is known. Pairs at most: of a
 * workload, of its controls. */
enum { PILOT_BLOCKS = 3, BLOCKS_MAX = 2000, CONTROL_PAIRS = 40, NULL_PAIRS = 25 };

static const int64_t default_budget_ns = 120 * NS_PER_S;

static const struct option_row rows[] = {
    {0, "a", OPTION_LIST, AT(arm_a), "CMD",
     "the command that is compared with; several: in turn"},
    {0, "b", OPTION_LIST, AT(arm_b), "CMD", "the command that is judged, for each --a"},
    {0, "base", OPTION_TEXT, AT(base), "REV", "the git revision that is compared with"},
    {0, "head", OPTION_TEXT, AT(head), "REV", "the one that is judged [HEAD]"},
    {0, "build", OPTION_TEXT, AT(build), "CMD",
     "builds a revision in its worktree, by /bin/sh [cmake, cargo, go, meson or make, as its "
     "files say]"},
    {0, "cmd", OPTION_LIST, AT(commands), "CMD",
     "what is measured in the worktree of each revision; several: in turn"},
    {0, "judge", OPTION_FLAG, AT(judge), NULL,
     "measure nothing: judge OLD and NEW, files that 'import' reads, databases or campaigns"},
    {0, "metric", OPTION_COMMAS, AT(metrics), "M,M",
     "what decides: cpu, wall, memory, instructions, energy [cpu, or what --max-slowdown "
     "names; of --judge wall]; the others are shown"},
    {0, "instructions", OPTION_TEXT, AT(instructions), "HOW",
     "perf: of each trial, where the machine counts them; valgrind: of some runs of their own "
     "under valgrind, which decide, too [perf]"},
    {0, "max-slowdown", OPTION_COMMAS, AT(most), "P,M=P",
     "a pass proves that B is slower by less than P [1%], or by metric: cpu=1%,memory=5%; "
     "between the tolerance and P either answer is right"},
    {0, "tolerance", OPTION_COMMAS, AT(tolerance), "P,M=P",
     "a fail proves that B is slower by more than P [0]"},
    {0, "alpha", OPTION_FRACTION, AT(alpha), "P",
     "at most so many wrong fails over all tests, and wrong passes of each [1%]"},
    {0, "budget", OPTION_DURATION, AT(budget_ns), "T", "undecided after T a workload [2m]"},
    {'w', "warmup", OPTION_INTEGER, AT(warmups), "N", "runs before them, not counted [1]"},
    {0, "seed", OPTION_TEXT, AT(seed), "N", "of the order [drawn]"},
    {0, "markdown", OPTION_TEXT, AT(markdown), "FILE", "the answer as Markdown, too"},
    {0, "junit", OPTION_TEXT, AT(junit), "FILE", "the answer as JUnit's XML, too"},
    {0, "github", OPTION_FLAG, AT(github), NULL,
     "for GitHub Actions: into the job's summary, and as annotations"},
    {0, "slow-b", OPTION_FRACTION, AT(slow_b), "P",
     "to try the gate itself: let B burn P of A's CPU time before it starts"},
    {0, "no-save", OPTION_FLAG, AT(no_save), NULL, "leave the database alone"},
    {0, "measure-same", OPTION_FLAG, AT(measure_same), NULL,
     "measure also where both commands are the same program"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

static int open_revisions(struct gate *g, struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;

    if (s->base == NULL)
        return 0;
    return revisions_open(&g->revisions, context->launcher,
                          s->directory != NULL ? s->directory : ".", s->base,
                          s->head != NULL ? s->head : "HEAD", s->build, &context->arena, err);
}

/* ----------------------------------------------------------------- stop rule */

static void judge_workload(struct gate *g, const struct result *result, size_t w)
{
    const struct result_cell *a = &result->cells[gate_base(w)],
                             *b = &result->cells[gate_head(w)];
    bool decided = true;

    if (g->same[w])
        return;
    for (size_t m = 0; m < g->metric_count; m++) {
        struct gate_answer *answer = gate_answer_at(g, w, m);
        gate_judge_cells(answer, a, b, g->metrics[m], &g->terms[m]);
        bool absent = answer->pairs == 0 && result->blocks > PILOT_BLOCKS;
        decided = decided && (absent || answer->verdict != GATE_UNDECIDED);
    }
    if (g->slow_b > 0 && g->cells[gate_head(w)].burn_ns == 0)
        decided = false; /* it has not begun */
    else
        g->cells[gate_head(w)].resting = decided;
    if (w > 0)
        g->cells[gate_base(w)].resting = decided;
}

/* Let CELL burn SHARE of the median CPU time of BASE's pilot from now on. */
static void slow_down(struct campaign_cell *cell, const struct result_cell *base, double share)
{
    double cpu_ns = result_figure(&base->metric[METRIC_CPU]).median;

    cell->burn_ns = cpu_ns > 0 ? (int64_t)(share * cpu_ns) : 0;
    cell->resting = cell->burn_ns == 0;
}

/* After the pilot, and no sooner. */
static void inject(struct gate *g, const struct result *result, int64_t block)
{
    struct campaign_cell *slow = &g->cells[gate_slow(g)];

    if (block < PILOT_BLOCKS || slow->burn_ns > 0)
        return;
    slow_down(slow, &result->cells[gate_base(0)], g->injected);
    for (size_t w = 0; w < g->workload_count && g->slow_b > 0; w++)
        slow_down(&g->cells[gate_head(w)], &result->cells[gate_base(w)], g->slow_b);
}

static void judge_controls(struct gate *g, const struct result *result)
{
    const struct result_cell *a = &result->cells[gate_base(0)];
    struct campaign_cell *null = &g->cells[gate_null(g)], *slow = &g->cells[gate_slow(g)];

    gate_judge_cells(&g->null, a, &result->cells[gate_null(g)], METRIC_CPU, &g->control);
    gate_judge_cells(&g->slow, a, &result->cells[gate_slow(g)], METRIC_CPU, &g->control);
    null->resting = g->null.pairs >= NULL_PAIRS || g->null.verdict != GATE_UNDECIDED;
    if (slow->burn_ns > 0)
        slow->resting = g->slow.pairs >= CONTROL_PAIRS || g->slow.verdict != GATE_UNDECIDED;
}

static int judge_all(struct gate *g, struct result **out, int64_t campaign_id, struct err *err)
{
    int r = reader_load(out, g->store, campaign_id, err);

    if (r < 0)
        return r;
    for (size_t w = 0; w < g->workload_count; w++)
        judge_workload(g, *out, w);
    judge_controls(g, *out);
    return 0;
}

/* A program some of whose runs failed does not pass by those that did not. */
static void heed_failures(struct gate *g, struct arena *arena)
{
    g->failed = arena_alloc(arena, g->workload_count, sizeof(*g->failed));
    for (size_t w = 0; w < g->workload_count; w++) {
        g->failed[w] = result_failed(&g->result->cells[gate_base(w)]) +
                       result_failed(&g->result->cells[gate_head(w)]);
        for (size_t m = 0; m < g->metric_count && g->failed[w] > 0; m++)
            if (gate_answer_at(g, w, m)->verdict == GATE_PASS)
                gate_answer_at(g, w, m)->verdict = GATE_UNDECIDED;
    }
}

/* Every block up to a hundred, then ever more rarely: a look costs what all pairs do. */
static bool is_time_to_look(int64_t block)
{
    return block <= 100 || block % (block / 50) == 0;
}

static int is_enough(void *context, int64_t campaign_id, int64_t block, bool *out,
                     struct err *err)
{
    struct gate *g = context;
    struct result *result = NULL;
    int r;

    *out = false;
    if (!is_time_to_look(block))
        return 0;
    if ((r = judge_all(g, &result, campaign_id, err)) < 0)
        return r;
    inject(g, result, block);
    bool decided = true;
    for (size_t w = 0; w < g->workload_count; w++)
        decided = decided && g->cells[gate_head(w)].resting &&
                  (g->slow_b == 0 || g->cells[gate_head(w)].burn_ns > 0);
    /* The first workload goes on until its controls have been heard. */
    bool heard = g->cells[gate_slow(g)].burn_ns > 0 && g->cells[gate_slow(g)].resting;
    *out = decided && heard;
    result_free(result);
    return 0;
}

/* ---------------------------------------------------------------------- run */

static const char *selection_of(const struct gate *g, struct arena *arena)
{
    json_t *commands = json_array(), *metrics = json_array();

    for (size_t m = 0; m < g->metric_count; m++)
        json_array_append_new(metrics,
                              json_pack("{s:s, s:f, s:f}", "metric",
                                        metric_facts(g->metrics[m])->name, "max_slowdown",
                                        g->terms[m].most, "tolerance", g->terms[m].tolerance));
    for (size_t c = 0; c < g->cell_count; c++)
        json_array_append_new(commands, table_json_text(g->cells[c].label));
    json_t *root = json_pack("{s:{s:f, s:f, s:o, s:o}}", "gate", "alpha", g->control.alpha,
                             "injected", g->injected, "metrics", metrics, "commands", commands);
    char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    const char *kept = arena_dup(arena, text);
    free(text);
    json_decref(root);
    return kept;
}

static int conduct_gate(struct context *context, struct gate *g, struct err *err)
{
    const struct settings *s = &context->settings;
    int64_t budget_ns = s->budget_ns > 0 ? s->budget_ns : default_budget_ns;
    struct conduct c = {
        .store = g->store,
        .enough = is_enough,
        .enough_context = g,
        .request = {.kind = "measure",
                    .selection = selection_of(g, &context->arena),
                    .mode = "process",
                    .tool_version = POLYJOULE_VERSION,
                    .blocks = BLOCKS_MAX,
                    .warmups = s->warmups >= 0 ? s->warmups : 1,
                    .budget_ns = budget_ns * (int64_t)g->workload_count,
                    .cells = g->cells,
                    .cell_count = g->cell_count,
                    .input = -1,
                    .without_idle = context->meter == NULL,
                    .whole_environment = true},
    };
    int r;

    if (g->all_same)
        return 0;
    if ((r = conduct_seed(s, &c.request.seed, err)) < 0 ||
        (r = conduct_campaign(context, &c, err)) < 0)
        return r;
    g->campaign_id = c.campaign_id;
    if (c.outcome == CAMPAIGN_INTERRUPTED) {
        mention(context, s->no_save ? "interrupted: there is no verdict"
                                    : "interrupted: what was measured is kept; there is no "
                                      "verdict, and a gate is not resumed");
        return EXIT_INTERRUPTED;
    }
    if ((r = judge_all(g, &g->result, c.campaign_id, err)) < 0)
        return r;
    if (g->count_tool != NULL && (r = gate_count(g, context, err)) < 0)
        return r;
    heed_failures(g, &context->arena);
    return gate_record(g, &context->arena, c.campaign_id, err);
}

int gate_run(struct gate *g, struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;
    struct paths paths;
    struct err no_catalogue;
    int r;

    *g = (struct gate){.null.verdict = GATE_UNDECIDED, .slow.verdict = GATE_UNDECIDED};
    paths_find(&paths, s->database, NULL, &context->arena, &no_catalogue);
    if ((r = gate_check_arms(s, err)) < 0 || (r = gate_find_tool(g, context, err)) < 0 ||
        (r = gate_read_terms(g, context, err)) < 0 || s->judge)
        return r;
    if ((r = open_revisions(g, context, err)) == 0 &&
        (r = gate_make_arms(g, context, err)) == 0 &&
        (r = store_open(&g->store, s->no_save ? "" : paths.database, STORE_WRITE, err)) == 0)
        r = conduct_gate(context, g, err);
    revisions_close(&g->revisions, context->launcher);
    return r;
}

void gate_close(struct gate *g)
{
    result_free(g->result);
    store_close(g->store);
}

static int run(struct context *context)
{
    struct gate g;
    struct err err;
    int r = gate_run(&g, context, &err);

    if (r == 0)
        r = context->settings.judge ? gate_judge_run(context, &g, &err)
                                    : gate_screen_print(context, &g, &err);
    gate_close(&g);
    if (r == -ECHILD) /* a revision that does not build */
        return complain(EXIT_INPUT, "%s", err.text);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_gate = {
    .name = "gate",
    .summary = "Is B slower than A? Measured in one run, with stated error rates",
    .usage = "--base REV [--head REV] --cmd CMD   or   --a CMD --b CMD",
    .rows = rows,
    .notes =
        "0: slower by less than --max-slowdown, proven. 1: slower by more than --tolerance,\n"
        "proven. 3: undecided within the budget. 4: a control failed, no answer is to be\n"
        "believed. 5: some runs failed, and a program of which some do does not pass.\n",
    .meters = true,
    .run = run,
};
