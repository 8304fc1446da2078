/* SPDX-License-Identifier: MIT
 * What gate --judge says beside its answers. */
#include "cli/gate_judge_screen.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "judge/gate_fixed.h"

static void add_only(struct table *table, const struct gate_judged *judged, size_t side)
{
    struct text names = {0};

    for (size_t i = 0; i < judged->only_count[side]; i++)
        text_printf(&names, "%s%s", i > 0 ? ", " : "", judged->only[side][i]);
    if (names.length > 0)
        table_note(table, "Not judged, only in %s: %s.", judged->sides[side].path,
                   text_string(&names));
    text_free(&names);
}

/* Why samples that are there do not decide. */
static void add_doubt(struct table *table, struct gate *g, size_t w, size_t m)
{
    const struct gate_answer *a = gate_answer_at(g, w, m);
    const char *noun = metric_facts(g->metrics[m])->noun;

    if (a->verdict != GATE_UNDECIDED)
        return;
    if (g->failed[w] > 0)
        table_note(table, "%s of %s: %zu runs failed, so that it cannot pass.", noun,
                   g->names[w], g->failed[w]);
    else if (a->pairs == 0)
        table_note(table, "%s of %s: undecided, one of the two has none.", noun, g->names[w]);
    else if (a->pairs < GATE_FIXED_LEAST)
        table_note(table, "%s of %s: undecided, %zu process%s a side; %d are needed.", noun,
                   g->names[w], a->pairs, a->pairs == 1 ? "" : "es", GATE_FIXED_LEAST);
    else if (isfinite(a->detectable))
        table_note(
            table, "%s of %s: undecided; to tell %g %% from %g %% a side needs about %zu more.",
            noun, g->names[w], 100 * g->terms[m].most, 100 * g->terms[m].tolerance, a->more);
}

/* The least and the most, over the answers, of what would have been found. */
static void add_detectable(struct table *table, struct gate *g)
{
    double least = INFINITY, most = 0;

    for (size_t i = 0; i < g->terms[0].tests; i++)
        if (isfinite(g->answers[i].detectable)) {
            least = fmin(least, g->answers[i].detectable);
            most = fmax(most, g->answers[i].detectable);
        }
    if (isfinite(least))
        table_note(table,
                   "By such samples a slowdown is found with 80 %% probability from %.2f %% on "
                   "(the most precise benchmark) or %.2f %% (the least).",
                   100 * least, 100 * most);
}

void gate_judge_add_notes(struct table *table, struct gate *g)
{
    const struct gate_judged *judged = g->judged;
    char rates[160];

    snprintf(
        rates, sizeof(rates),
        "by Welch's t on the logs of the processes' means, at %g %% (fail: over all tests, "
        "Holm).",
        100 * g->control.alpha);
    gate_add_terms(table, g, "NEW", rates);
    if (judged->iterations)
        table_note(table,
                   "undecided: the values are iterations of one process; %d processes a "
                   "side would do.",
                   GATE_FIXED_LEAST);
    for (size_t w = 0; w < g->workload_count && !judged->iterations; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            add_doubt(table, g, w, m);
    if (!judged->iterations)
        add_detectable(table, g);
    add_only(table, judged, 0);
    add_only(table, judged, 1);
    for (size_t i = 0; i < judged->warning_count; i++)
        table_note(table, "WARNING: %s.", judged->warnings[i]);
}

static json_t *names_json(const char *const *names, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, table_json_text(names[i]));
    return list;
}

void gate_judge_add_json(json_t *root, const struct gate_judged *judged)
{
    json_object_set_new(root, "controls", json_null());
    json_object_set_new(
        root, "judged",
        json_pack("{s:o, s:o, s:o, s:o, s:o}", "old", table_json_text(judged->sides[0].path),
                  "new", table_json_text(judged->sides[1].path), "only_old",
                  names_json(judged->only[0], judged->only_count[0]), "only_new",
                  names_json(judged->only[1], judged->only_count[1]), "warnings",
                  names_json(judged->warnings, judged->warning_count)));
}
