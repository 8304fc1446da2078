/* SPDX-License-Identifier: MIT
 * What a gate says. */
#include "cli/gate_screen.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/voice.h"
#include "report/table.h"

static bool controls_hold(const struct gate *g)
{
    return g->null.verdict != GATE_FAIL && g->slow.verdict != GATE_PASS;
}

static size_t count_of(struct gate *g, enum gate_verdict verdict)
{
    size_t count = 0;

    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            count += gate_answer_at(g, w, m)->verdict == verdict;
    return count;
}

static const char *verdict_of(struct gate *g)
{
    return !controls_hold(g)                 ? "invalid"
           : count_of(g, GATE_FAIL) > 0      ? "fail"
           : count_of(g, GATE_UNDECIDED) > 0 ? "undecided"
                                             : "pass";
}

static int status_of_gate(struct gate *g)
{
    return !controls_hold(g)                 ? EXIT_INVALID
           : count_of(g, GATE_FAIL) > 0      ? EXIT_NO
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

static void add_answer(struct table *table, const char *name, const char *metric,
                       const struct gate_answer *a)
{
    static const enum table_mark marks[GATE_VERDICTS] = {
        [GATE_PASS] = TABLE_GOOD, [GATE_FAIL] = TABLE_BAD, [GATE_UNDECIDED] = TABLE_WARN};

    table_row(table);
    table_text(table, gate_verdict_name(a->verdict));
    table_mark(table, marks[a->verdict]);
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
    table_real(table, a->log_e_fail);
    table_real(table, a->log_e_pass);
    table_real(table, a->detectable);
}

static void add_notes(struct table *table, struct gate *g)
{
    const struct gate_terms *t = &g->terms;

    table_note(table,
               "pass: B is slower by less than %g %%; fail: by more than %g %%; each wrong in "
               "%g %% of gates at most.",
               100 * t->most, 100 * t->tolerance, 100 * t->alpha);
    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++) {
            const struct gate_answer *a = gate_answer_at(g, w, m);
            if (a->verdict == GATE_UNDECIDED && a->more > 0)
                table_note(table, "%s: undecided after %zu pairs, about %zu more would do.",
                           metric_facts(g->metrics[m])->noun, a->pairs, a->more);
        }
    table_note(table, "Controls: A against itself: %s%s; A slowed by %g %%: %s%s.",
               gate_verdict_name(g->null.verdict),
               g->null.verdict == GATE_FAIL ? ", a false alarm" : "", 100 * g->injected,
               gate_verdict_name(g->slow.verdict),
               g->slow.verdict == GATE_FAIL   ? ", found"
               : g->slow.verdict == GATE_PASS ? ", missed"
                                              : "");
    if (!controls_hold(g))
        table_note(table, "INVALID: a control failed; nothing above is to be believed.");
    else
        table_note(table, "%s: %zu fail, %zu undecided, %zu pass.", verdict_of(g),
                   count_of(g, GATE_FAIL), count_of(g, GATE_UNDECIDED), count_of(g, GATE_PASS));
}

int gate_screen_print(const struct context *context, struct gate *g, struct err *err)
{
    static const struct table_column columns[] = {
        {"", "verdict", UNIT_NONE, false, 0},
        {"", "workload", UNIT_NONE, false, TABLE_SHRINK},
        {"", "metric", UNIT_NONE, false, 0},
        {"slower by", "slowdown", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"95 %", "interval", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"", "ratio", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"", "ratio_ci_low", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"", "ratio_ci_high", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"pairs", "pairs", UNIT_NONE, true, 0},
        {"", "log_e_fail", UNIT_NONE, true, TABLE_FOR_DATA},
        {"", "log_e_pass", UNIT_NONE, true, TABLE_FOR_DATA},
        {"", "detectable", UNIT_NONE, true, TABLE_FOR_DATA},
    };
    const struct table_style style = campaign_style(context, "polyjoule.gate/1");
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));
    struct text out = {0};

    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            add_answer(table, g->names[w], metric_facts(g->metrics[m])->noun,
                       gate_answer_at(g, w, m));
    add_notes(table, g);
    int r = table_render(table, &style, &out, err);
    if (r == 0)
        r = say(&out);
    text_free(&out);
    table_free(table);
    return r < 0 ? r : r == EXIT_YES ? status_of_gate(g) : r;
}
