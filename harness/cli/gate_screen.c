/* SPDX-License-Identifier: MIT
 * What a gate says. */
#include "cli/gate_screen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/gate_judge_screen.h"
#include "cli/voice.h"
#include "report/table.h"
#include "stats/multiple.h"

bool gate_controls_hold(const struct gate *g)
{
    return g->null.verdict != GATE_FAIL && g->slow.verdict != GATE_PASS;
}

/* What an answer is counted in. */
const char *gate_unit(const struct gate *g)
{
    return g->judged == NULL ? "pairs" : g->judged->iterations ? "values" : "processes";
}

static size_t count_of(struct gate *g, enum gate_verdict verdict)
{
    size_t count = 0;

    for (size_t w = 0; w < g->workload_count && g->counts != NULL; w++)
        count += !g->same[w] && g->counts[w].verdict == verdict;
    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            count += gate_answer_at(g, w, m)->verdict == verdict;
    return count;
}

bool gate_runs_failed(const struct gate *g, size_t w)
{
    return g->failed != NULL && g->failed[w] > 0;
}

static bool any_failed(const struct gate *g)
{
    bool any = false;

    for (size_t w = 0; w < g->workload_count; w++)
        any = any || gate_runs_failed(g, w);
    return any;
}

const char *gate_overall(struct gate *g)
{
    return !gate_controls_hold(g)            ? "invalid"
           : count_of(g, GATE_FAIL) > 0      ? "fail"
           : count_of(g, GATE_UNDECIDED) > 0 ? "undecided"
                                             : "pass";
}

static int status_of_gate(struct gate *g)
{
    return !gate_controls_hold(g)            ? EXIT_INVALID
           : count_of(g, GATE_FAIL) > 0      ? EXIT_NO
           : any_failed(g)                   ? EXIT_PARTIAL
           : count_of(g, GATE_UNDECIDED) > 0 ? EXIT_UNDECIDED
                                             : EXIT_YES;
}

/* "+8.3 %" */
static void add_percent(struct table *table, double ratio)
{
    if (isfinite(ratio) && ratio > 0)
        table_printf(table, "%+.2f %%", 100 * (ratio - 1));
    else
        table_text(table, NULL);
}

/* Of a metric that decides its verdict, of others "shown". */
static void add_verdict(struct table *table, const struct gate_answer *a, bool decides)
{
    static const enum table_mark marks[GATE_VERDICTS] = {
        [GATE_PASS] = TABLE_GOOD, [GATE_FAIL] = TABLE_BAD, [GATE_UNDECIDED] = TABLE_WARN};

    table_row(table);
    table_text(table, decides ? gate_verdict_name(a->verdict) : "shown");
    table_mark(table, decides ? marks[a->verdict] : TABLE_DIM);
}

static void add_figures(struct table *table, const struct gate *g, const char *name,
                        const char *metric, const struct gate_answer *a)
{
    table_text(table, name);
    table_text(table, metric);
    add_percent(table, a->ratio);
    if (isfinite(a->ci.high) && a->ci.low > 0)
        table_printf(table, "[%+.2f, %+.2f]", 100 * (a->ci.low - 1), 100 * (a->ci.high - 1));
    else
        table_text(table, NULL);
    table_real(table, a->ratio);
    table_real(table, a->ci.low > 0 ? a->ci.low : NAN);
    table_real(table, isfinite(a->ci.high) ? a->ci.high : NAN);
    table_integer(table, (int64_t)a->pairs);
    table_real(table, g->judged != NULL ? a->p_fail : a->log_e_fail);
    table_real(table, g->judged != NULL ? a->p_pass : a->log_e_pass);
    table_real(table, a->detectable);
}

/* Why an answer is what it is, where that is not in its row. */
static void add_reason(struct table *table, struct gate *g, size_t w, size_t m)
{
    const struct gate_answer *a = gate_answer_at(g, w, m);
    const char *noun = metric_facts(g->metrics[m])->noun, *reason;

    if (g->same[w]) {
        if (m == 0)
            table_note(table, "%s: both are the same program (SHA-256) and were not measured.",
                       g->names[w]);
        return;
    }
    if (gate_runs_failed(g, w) && m == 0)
        table_note(table, "%s: %zu runs failed, so that it cannot pass; see polyjoule show.",
                   g->names[w], g->failed[w]);
    reason = g->result->cells[gate_head(w)].metric[g->metrics[m]].reason;
    if (a->pairs == 0)
        table_note(table, "%s of %s: undecided, %s.", noun, g->names[w],
                   reason != NULL ? reason : "no pair is complete");
    else if (a->verdict == GATE_UNDECIDED && a->more > 0)
        table_note(table, "%s of %s: undecided after %zu pairs, about %zu more would do.", noun,
                   g->names[w], a->pairs, a->more);
}

static void add_count_reason(struct table *table, const struct gate *g, size_t w)
{
    const struct gate_counts *c = &g->counts[w];

    if (c->absent != NULL)
        table_note(table, "instructions of %s were not counted: %s.", g->names[w], c->absent);
    else if (c->a[0] != c->a[GATE_COUNTS - 1] || c->b[0] != c->b[GATE_COUNTS - 1])
        table_note(
            table,
            "instructions of %s vary from run to run; they are judged by the range of %d "
            "runs of each, of which no error rate is known.",
            g->names[w], GATE_COUNTS);
}

static void add_controls(struct table *table, const struct gate *g)
{
    if (g->all_same)
        return;
    table_note(table, "Controls: A against itself: %s; A slowed by %g %%: %s.",
               g->null.verdict == GATE_FAIL ? "fail, a false alarm" : "no false alarm",
               100 * g->injected,
               g->slow.verdict == GATE_FAIL   ? "found"
               : g->slow.verdict == GATE_PASS ? "pass, missed"
                                              : "undecided");
}

static bool same_margins(const struct gate *g)
{
    for (size_t m = 1; m < g->metric_count; m++)
        if (g->terms[m].most != g->terms[0].most ||
            g->terms[m].tolerance != g->terms[0].tolerance)
            return false;
    return true;
}

void gate_add_terms(struct table *table, const struct gate *g, const char *arm,
                    const char *rates)
{
    for (size_t m = 0; m < (same_margins(g) ? 1 : g->metric_count); m++) {
        bool last = same_margins(g) || m + 1 == g->metric_count;
        table_note(table,
                   "%s%spass: %s is slower by less than %g %%; fail: by more than %g %%%s%s",
                   same_margins(g) ? "" : metric_facts(g->metrics[m])->noun,
                   same_margins(g) ? "" : ": ", arm, 100 * g->terms[m].most,
                   100 * g->terms[m].tolerance, last ? "; " : ".", last ? rates : "");
    }
}

static void add_terms(struct table *table, const struct gate *g)
{
    char rates[160];

    snprintf(rates, sizeof(rates),
             "each wrong in %g %% of gates at most, if the noise of A and B has one shape (a "
             "bound by theory).",
             100 * g->control.alpha);
    gate_add_terms(table, g, "B", rates);
}

/* The least slowdown that the pairs of all workloads would have shown, metric by metric. */
static void add_detectable(struct table *table, struct gate *g)
{
    struct text list = {0};

    for (size_t m = 0; m < g->metric_count; m++) {
        double most = NAN;
        for (size_t w = 0; w < g->workload_count; w++)
            most = g->same[w] ? most : fmax(most, gate_answer_at(g, w, m)->detectable);
        if (isfinite(most))
            text_printf(&list, "%s%.2g %% of %s", list.length > 0 ? ", " : "", 100 * most,
                        metric_facts(g->metrics[m])->noun);
    }
    if (list.length > 0)
        table_note(table, "Smallest slowdown these pairs would have shown (in 80 %%): %s.",
                   text_string(&list));
    text_free(&list);
}

/* Beside the verdicts, which bound the chance of one wrong fail: those among which a twentieth
 * would be wrong. */
static void add_discoveries(struct table *table, struct gate *g)
{
    const size_t count = g->workload_count * g->metric_count;
    double *e = mem_alloc(count, sizeof(*e));
    bool *found = mem_alloc(count, sizeof(*found));
    struct text list = {0};

    for (size_t i = 0; i < count; i++)
        e[i] = g->same[i / g->metric_count] ? NAN : exp(g->answers[i].log_e_fail);
    stats_e_benjamini_hochberg(found, e, count, 0.05);
    for (size_t i = 0; i < count; i++)
        if (found[i] && g->answers[i].verdict != GATE_FAIL)
            text_printf(&list, "%s%s of %s", list.length > 0 ? ", " : "",
                        metric_facts(g->metrics[i % g->metric_count])->noun,
                        g->names[i / g->metric_count]);
    if (list.length > 0)
        table_note(table,
                   "Probably slower, too (e-BH, 5 %% false discoveries; blocks nothing): %s.",
                   text_string(&list));
    text_free(&list);
    free(found);
    free(e);
}

static void add_measured(struct table *table, struct gate *g)
{
    add_terms(table, g);
    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            add_reason(table, g, w, m);
    if (g->counts != NULL) {
        table_note(table,
                   "Instructions are those of user mode, of %d runs of their own under %s; "
                   "counts that do not vary are compared exactly.",
                   GATE_COUNTS, g->count_tool);
        for (size_t w = 0; w < g->workload_count; w++)
            if (!g->same[w])
                add_count_reason(table, g, w);
    }
    add_detectable(table, g);
    if (g->workload_count * g->metric_count > 1)
        add_discoveries(table, g);
    add_controls(table, g);
    if (g->slow_b > 0)
        table_note(table, "B was slowed by %g %% of A's CPU time (--slow-b).", 100 * g->slow_b);
}

static void add_notes(struct table *table, struct gate *g)
{
    if (g->judged != NULL)
        gate_judge_add_notes(table, g);
    else
        add_measured(table, g);
    if (!gate_controls_hold(g))
        table_note(table, "INVALID: a control failed; nothing above is to be believed.");
    else
        table_note(table, "%s: %zu fail, %zu undecided, %zu pass.", gate_overall(g),
                   count_of(g, GATE_FAIL), count_of(g, GATE_UNDECIDED), count_of(g, GATE_PASS));
}

/* Of runs under a tool of their own: the range stands where others have an interval. */
static void add_counts(struct table *table, const struct gate *g, size_t w)
{
    const struct gate_counts *c = &g->counts[w];
    const struct gate_answer as_counted = {
        .verdict = c->verdict,
        .ratio = c->absent == NULL ? c->ratio : NAN,
        .ci = {c->low, c->absent == NULL ? c->high : INFINITY},
        .pairs = c->absent == NULL ? GATE_COUNTS : 0,
        .log_e_fail = NAN,
        .log_e_pass = NAN,
        .detectable = NAN};

    add_verdict(table, &as_counted, true);
    add_figures(table, g, g->names[w], "instructions by valgrind", &as_counted);
}

/* What does not decide, for the eye: the whole run's pairs. */
static void add_others(struct table *table, const struct gate *g, size_t w)
{
    static const enum metric usual[] = {METRIC_INSTRUCTIONS, METRIC_CPU, METRIC_WALL,
                                        METRIC_MEMORY, METRIC_ENERGY};
    struct gate_answer answer;

    for (size_t i = 0; i < ARRAY_SIZE(usual); i++) {
        bool decides = false;
        for (size_t m = 0; m < g->metric_count; m++)
            decides = decides || g->metrics[m] == usual[i];
        if (decides)
            continue;
        gate_judge_cells(&answer, &g->result->cells[gate_base(w)],
                         &g->result->cells[gate_head(w)], usual[i], NULL);
        if (answer.pairs == 0)
            continue;
        add_verdict(table, &answer, false);
        add_figures(table, g, g->names[w], metric_facts(usual[i])->noun, &answer);
    }
}

static struct table *make_table(struct gate *g)
{
    bool judged = g->judged != NULL;
    const struct table_column columns[] = {
        {"", "verdict", UNIT_NONE, false, 0},
        {"", "workload", UNIT_NONE, false, TABLE_SHRINK},
        {"", "metric", UNIT_NONE, false, 0},
        {"slower by", "slowdown", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"95 %", "interval", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"", "ratio", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"", "ratio_ci_low", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"", "ratio_ci_high", UNIT_RATIO, true, TABLE_FOR_DATA},
        {gate_unit(g), gate_unit(g), UNIT_NONE, true, 0},
        {"", judged ? "p_fail" : "log_e_fail", UNIT_NONE, true, TABLE_FOR_DATA},
        {"", judged ? "p_pass" : "log_e_pass", UNIT_NONE, true, TABLE_FOR_DATA},
        {"", "detectable", UNIT_NONE, true, TABLE_FOR_DATA},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t w = 0; w < g->workload_count; w++) {
        for (size_t m = 0; m < g->metric_count; m++) {
            add_verdict(table, gate_answer_at(g, w, m), true);
            add_figures(table, g, g->names[w], metric_facts(g->metrics[m])->noun,
                        gate_answer_at(g, w, m));
        }
        if (g->counts != NULL && !g->same[w])
            add_counts(table, g, w);
        if (!judged && !g->same[w])
            add_others(table, g, w);
    }
    add_notes(table, g);
    return table;
}

/* ------------------------------------------------------------ other readers */

static json_t *control_json(const struct gate_answer *a, double injected, bool holds)
{
    return json_pack("{s:f, s:s, s:I, s:b}", "injected", injected, "verdict",
                     gate_verdict_name(a->verdict), "pairs", (json_int_t)a->pairs, "holds",
                     holds);
}

static json_t *terms_json(const struct gate *g)
{
    json_t *list = json_array();

    for (size_t m = 0; m < g->metric_count; m++)
        json_array_append_new(list,
                              json_pack("{s:s, s:f, s:f}", "metric",
                                        metric_facts(g->metrics[m])->name, "max_slowdown",
                                        g->terms[m].most, "tolerance", g->terms[m].tolerance));
    return list;
}

static void add_json(struct text *out, struct gate *g, const struct table *table)
{
    json_t *root = json_pack("{s:s, s:s, s:{s:f, s:I, s:o}, s:{s:o, s:o}, s:b, s:o}", "schema",
                             "polyjoule.gate/1", "verdict", gate_overall(g), "terms", "alpha",
                             g->control.alpha, "tests", (json_int_t)g->terms[0].tests,
                             "metrics", terms_json(g), "controls", "null",
                             control_json(&g->null, 0, g->null.verdict != GATE_FAIL), "slowed",
                             control_json(&g->slow, g->injected, g->slow.verdict != GATE_PASS),
                             "runs_failed", any_failed(g), "tests", table_json(table));
    if (g->judged != NULL)
        gate_judge_add_json(root, g->judged);
    char *text = json_dumps(root, JSON_INDENT(2));

    text_printf(out, "%s\n", text);
    free(text);
    json_decref(root);
}

int gate_screen_print(struct context *context, struct gate *g, struct err *err)
{
    const struct table_style style = campaign_style(context, NULL);
    struct table *table = make_table(g);
    struct text out = {0};
    int r = 0;

    if (style.format == TABLE_JSON)
        add_json(&out, g, table);
    else
        r = table_render(table, &style, &out, err);
    if (r == 0)
        r = gate_tell_ci(context, g, table, err);
    if (r == 0)
        r = say(&out);
    text_free(&out);
    table_free(table);
    return r < 0 ? r : r == EXIT_YES ? status_of_gate(g) : r;
}
