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
#include "report/junit.h"
#include "report/table.h"

bool gate_controls_hold(const struct gate *g)
{
    return g->null.verdict != GATE_FAIL && g->slow.verdict != GATE_PASS;
}

/* What an answer is counted in. */
static const char *unit_of(const struct gate *g)
{
    return g->judged == NULL ? "pairs" : g->judged->iterations ? "values" : "processes";
}

static size_t count_of(struct gate *g, enum gate_verdict verdict)
{
    size_t count = 0;

    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            count += gate_answer_at(g, w, m)->verdict == verdict;
    return count;
}

static bool runs_failed(const struct gate *g, size_t w)
{
    return g->failed != NULL && g->failed[w] > 0;
}

static bool any_failed(const struct gate *g)
{
    bool any = false;

    for (size_t w = 0; w < g->workload_count; w++)
        any = any || runs_failed(g, w);
    return any;
}

static const char *verdict_of(struct gate *g)
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

static void add_answer(struct table *table, const struct gate *g, const char *name,
                       const char *metric, const struct gate_answer *a)
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
    if (runs_failed(g, w) && m == 0)
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

static void add_measured(struct table *table, struct gate *g)
{
    const struct gate_terms *t = &g->terms;

    table_note(table,
               "pass: B is slower by less than %g %%; fail: by more than %g %%; each wrong in "
               "%g %% of gates at most, if the noise of A and B has one shape (a bound by "
               "theory).",
               100 * t->most, 100 * t->tolerance, 100 * t->alpha);
    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            add_reason(table, g, w, m);
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
        table_note(table, "%s: %zu fail, %zu undecided, %zu pass.", verdict_of(g),
                   count_of(g, GATE_FAIL), count_of(g, GATE_UNDECIDED), count_of(g, GATE_PASS));
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
        {unit_of(g), unit_of(g), UNIT_NONE, true, 0},
        {"", judged ? "p_fail" : "log_e_fail", UNIT_NONE, true, TABLE_FOR_DATA},
        {"", judged ? "p_pass" : "log_e_pass", UNIT_NONE, true, TABLE_FOR_DATA},
        {"", "detectable", UNIT_NONE, true, TABLE_FOR_DATA},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            add_answer(table, g, g->names[w], metric_facts(g->metrics[m])->noun,
                       gate_answer_at(g, w, m));
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

static void add_json(struct text *out, struct gate *g, const struct table *table)
{
    json_t *root =
        json_pack("{s:s, s:s, s:{s:f, s:f, s:f, s:I}, s:{s:o, s:o}, s:b, s:o}", "schema",
                  "polyjoule.gate/1", "verdict", verdict_of(g), "terms", "max_slowdown",
                  g->terms.most, "tolerance", g->terms.tolerance, "alpha", g->terms.alpha,
                  "tests", (json_int_t)g->terms.tests, "controls", "null",
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

static int write_file(const char *path, const char *mode, const struct text *text,
                      struct err *err)
{
    FILE *file = fopen(path, mode);
    int r = 0;

    if (file == NULL)
        return err_sys(err, "%s", path);
    if (fwrite(text_string(text), 1, text->length, file) != text->length)
        r = err_sys(err, "%s", path);
    if (fclose(file) != 0 && r == 0)
        r = err_sys(err, "%s", path);
    return r;
}

/* "./spin 30: CPU time +4.5 % after 17 pairs" */
static const char *sentence_of(struct arena *arena, struct gate *g, size_t w, size_t m)
{
    const struct gate_answer *a = gate_answer_at(g, w, m);

    const char *verdict = gate_controls_hold(g) ? gate_verdict_name(a->verdict) : "invalid",
               *noun = metric_facts(g->metrics[m])->noun;

    if (runs_failed(g, w))
        return arena_printf(arena, "%s: %s: %s, %zu runs failed", g->names[w], noun, verdict,
                            g->failed[w]);
    if (isnan(a->ratio))
        return arena_printf(arena, "%s: %s: %s, no pair is complete", g->names[w], noun,
                            verdict);
    return arena_printf(arena, "%s: %s %+.2f %% after %zu %s: %s", g->names[w], noun,
                        100 * (a->ratio - 1), a->pairs, unit_of(g), verdict);
}

static int write_junit(struct context *context, struct gate *g, struct err *err)
{
    static const enum junit_outcome outcomes[GATE_VERDICTS] = {[GATE_PASS] = JUNIT_PASSED,
                                                               [GATE_FAIL] = JUNIT_FAILED,
                                                               [GATE_UNDECIDED] =
                                                                   JUNIT_SKIPPED};
    struct junit_case *cases = mem_alloc(g->workload_count * g->metric_count, sizeof(*cases));
    struct text out = {0};
    size_t count = 0;

    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            cases[count++] = (struct junit_case){
                .group = g->names[w],
                .name = metric_facts(g->metrics[m])->noun,
                .outcome = !gate_controls_hold(g) || runs_failed(g, w)
                               ? JUNIT_ERROR
                               : outcomes[gate_answer_at(g, w, m)->verdict],
                .type = !gate_controls_hold(g) ? "ControlFailed"
                        : runs_failed(g, w)    ? "RunsFailed"
                                               : "PerformanceRegression",
                .message = sentence_of(&context->arena, g, w, m),
            };
    junit_add(&out, "polyjoule gate", cases, count);
    int r = write_file(context->settings.junit, "we", &out, err);
    text_free(&out);
    free(cases);
    return r;
}

static int write_markdown(const char *path, const char *mode, const struct table *table,
                          struct err *err)
{
    const struct table_style style = {.format = TABLE_MD};
    struct text out = {0};
    int r = table_render(table, &style, &out, err);

    if (r == 0)
        r = write_file(path, mode, &out, err);
    text_free(&out);
    return r;
}

/* Workflow commands for GitHub Actions: in their messages %, CR and LF stand as %25, %0D, %0A.
 */
static void add_annotation(struct text *out, const char *level, const char *message)
{
    text_printf(out, "::%s title=polyjoule gate::", level);
    for (; *message != '\0'; message++) {
        if (*message == '%' || *message == '\r' || *message == '\n')
            text_printf(out, "%%%02X", (unsigned char)*message);
        else
            text_add_bytes(out, message, 1);
    }
    text_add(out, "\n");
}

/* To stderr, where GitHub looks too and which is nobody's data. */
static int tell_github(struct context *context, struct gate *g, const struct table *table,
                       struct err *err)
{
    const char *summary = getenv("GITHUB_STEP_SUMMARY");
    struct text out = {0};

    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++) {
            enum gate_verdict verdict = gate_answer_at(g, w, m)->verdict;
            if (verdict != GATE_PASS)
                add_annotation(&out, verdict == GATE_FAIL ? "error" : "warning",
                               sentence_of(&context->arena, g, w, m));
        }
    fputs(text_string(&out), stderr);
    text_free(&out);
    return summary != NULL && summary[0] != '\0' ? write_markdown(summary, "ae", table, err)
                                                 : 0;
}

int gate_screen_print(struct context *context, struct gate *g, struct err *err)
{
    const struct settings *s = &context->settings;
    const struct table_style style = campaign_style(context, NULL);
    struct table *table = make_table(g);
    struct text out = {0};
    int r = 0;

    if (style.format == TABLE_JSON)
        add_json(&out, g, table);
    else
        r = table_render(table, &style, &out, err);
    if (r == 0 && s->github)
        r = tell_github(context, g, table, err);
    if (r == 0 && s->markdown != NULL)
        r = write_markdown(s->markdown, "we", table, err);
    if (r == 0 && s->junit != NULL)
        r = write_junit(context, g, err);
    if (r == 0)
        r = say(&out);
    text_free(&out);
    table_free(table);
    return r < 0 ? r : r == EXIT_YES ? status_of_gate(g) : r;
}
