/* SPDX-License-Identifier: MIT
 * Verdicts on what was measured before. */
#include "cli/gate_judge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "judge/gate_fixed.h"
#include "judge/projection.h"
#include "judge/unlike.h"
#include "report/import.h"

static const char order[] =
    "All of OLD ran before or after all of NEW, not in turns: whatever changed in the machine "
    "between the two counts as NEW's, and the error rates hold only if nothing did. polyjoule "
    "gate --a OLD --b NEW measures both in turns";

struct judging {
    struct context *context;
    struct gate *gate;
    struct gate_judged judged;
    struct gate_fixed_test *tests; /* of each pair of benchmarks its metrics */
};

static struct arena *arena_of(struct judging *j)
{
    return &j->context->arena;
}

/* ------------------------------------------------------------------ loading */

static int load(struct judging *j, struct err *err)
{
    const struct option_list *words = &j->context->words;

    if (words->count != 2)
        return err_set(err, -EINVAL,
                       "--judge takes two: files of a tool, databases or campaigns; try: "
                       "polyjoule gate --judge old.json new.json");
    for (size_t i = 0; i < 2; i++)
        side_name(&j->judged.sides[i], words->items[i], arena_of(j));
    return side_load(j->judged.sides, 2, j->context, err);
}

/* ----------------------------------------------------------------- matching */

/* Of several alike the first, as compare has it. */
static const struct result_cell *partner(const struct result_cell *cell,
                                         const struct result *other)
{
    for (size_t i = 0; i < other->cell_count; i++)
        if (projection_alike(cell, &other->cells[i], PROJECTION_CAMPAIGN))
            return &other->cells[i];
    return NULL;
}

static bool are_iterations(const struct result *result)
{
    for (size_t i = 0; i < result->note_count; i++)
        if (import_are_iterations(result->notes[i]))
            return true;
    return false;
}

static void add_pair(struct judging *j, const struct result_cell *a,
                     const struct result_cell *b)
{
    struct gate *g = j->gate;

    g->names[g->workload_count] = a->label;
    for (size_t m = 0; m < g->metric_count; m++)
        j->tests[g->workload_count * g->metric_count + m] =
            (struct gate_fixed_test){a, b, g->metrics[m], j->judged.iterations, &g->terms[m]};
    g->workload_count++;
}

/* Those that SIDE has alone; those of the first that both have become pairs. */
static void match(struct judging *j, size_t side)
{
    const struct result *own = j->judged.sides[side].result,
                        *other = j->judged.sides[1 - side].result;
    const char **only = arena_alloc(arena_of(j), own->cell_count + 1, sizeof(*only));
    size_t *count = &j->judged.only_count[side];

    for (size_t i = 0; i < own->cell_count; i++) {
        const struct result_cell *cell = &own->cells[i], *twin = partner(cell, other);
        if (twin == NULL)
            only[(*count)++] = cell->label;
        else if (side == 0)
            add_pair(j, cell, twin);
    }
    j->judged.only[side] = only;
}

/* A program some of whose runs failed does not pass by those that did not. */
static void heed_failures(struct judging *j)
{
    struct gate *g = j->gate;

    g->failed = arena_alloc(arena_of(j), g->workload_count, sizeof(*g->failed));
    for (size_t w = 0; w < g->workload_count; w++) {
        const struct gate_fixed_test *test = &j->tests[w * g->metric_count];
        g->failed[w] = result_failed(test->a) + result_failed(test->b);
        for (size_t m = 0; m < g->metric_count && g->failed[w] > 0; m++)
            if (gate_answer_at(g, w, m)->verdict == GATE_PASS)
                gate_answer_at(g, w, m)->verdict = GATE_UNDECIDED;
    }
}

/* Joules of two sources are no joules of two programs. */
static int check_energy(const struct judging *j, struct err *err)
{
    const char *a = j->judged.sides[0].result->energy_source,
               *b = j->judged.sides[1].result->energy_source;

    for (size_t m = 0; m < j->gate->metric_count; m++)
        if (j->gate->metrics[m] >= METRIC_ENERGY &&
            (strcmp(a, b) != 0 || strcmp(a, "absent") == 0))
            return err_set(err, -EINVAL,
                           "--metric %s: the joules of the two are %s and %s; both have to be "
                           "of one source",
                           metric_facts(j->gate->metrics[m])->name, a, b);
    return 0;
}

static int match_all(struct judging *j, struct err *err)
{
    struct gate *g = j->gate;
    size_t most = j->judged.sides[0].result->cell_count, tests;
    int r;

    if ((r = check_energy(j, err)) < 0)
        return r;
    tests = most * g->metric_count;
    g->names = arena_alloc(arena_of(j), most + 1, sizeof(*g->names));
    j->tests = arena_alloc(arena_of(j), tests + 1, sizeof(*j->tests));
    j->judged.iterations =
        are_iterations(j->judged.sides[0].result) || are_iterations(j->judged.sides[1].result);
    match(j, 0);
    match(j, 1);
    if (g->workload_count == 0)
        return err_set(err, -EINVAL, "%s and %s have no benchmark in common, such as %s",
                       j->judged.sides[0].path, j->judged.sides[1].path,
                       most > 0 ? j->judged.only[0][0] : "none");
    for (size_t m = 0; m < g->metric_count; m++)
        g->terms[m].tests = g->workload_count * g->metric_count;
    g->answers = arena_alloc(arena_of(j), g->terms[0].tests, sizeof(*g->answers));
    gate_fixed_judge(g->answers, j->tests, g->terms[0].tests, &g->terms[0]);
    heed_failures(j);
    return 0;
}

/* ----------------------------------------------------------------- warnings */

static void warn(struct judging *j, const char *text)
{
    for (size_t i = 0; i < j->judged.warning_count; i++)
        if (strcmp(j->judged.warnings[i], text) == 0)
            return;
    j->judged.warnings[j->judged.warning_count++] = text;
}

static void warn_of_all(struct judging *j)
{
    const struct result *a = j->judged.sides[0].result, *b = j->judged.sides[1].result;
    struct unlike unlike[UNLIKE_HOST_MOST];
    size_t count = unlike_host(unlike, a, b, arena_of(j));

    j->judged.warnings = arena_alloc(arena_of(j), 2 + a->note_count + b->note_count + count,
                                     sizeof(*j->judged.warnings));
    warn(j, order);
    if (strcmp(a->energy_source, "absent") != 0 && !result_is_measured(a->energy_source))
        warn(j, arena_printf(arena_of(j), "The joules are %s, not measured", a->energy_source));
    for (size_t i = 0; i < count; i++)
        warn(j, arena_printf(arena_of(j), "What is judged changed with the %s: %s, then %s",
                             unlike[i].what, unlike[i].first, unlike[i].second));
    for (size_t i = 0; i < a->note_count; i++)
        warn(j, a->notes[i]);
    for (size_t i = 0; i < b->note_count; i++)
        warn(j, b->notes[i]);
}

/* --------------------------------------------------------------------- run */

int gate_judge_run(struct context *context, struct gate *gate, struct err *err)
{
    struct judging j = {.context = context, .gate = gate};
    int r;

    if ((r = load(&j, err)) == 0 && (r = match_all(&j, err)) == 0) {
        warn_of_all(&j);
        gate->judged = &j.judged;
        r = gate_screen_print(context, gate, err);
        gate->judged = NULL;
    }
    for (size_t i = 0; i < 2; i++)
        side_close(&j.judged.sides[i]);
    return r;
}
