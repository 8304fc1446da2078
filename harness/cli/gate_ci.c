/* SPDX-License-Identifier: MIT
 * What a gate leaves for CI: Markdown, JUnit's XML, GitHub's annotations. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "cli/gate_screen.h"
#include "report/junit.h"

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

    if (gate_runs_failed(g, w))
        return arena_printf(arena, "%s: %s: %s, %zu runs failed", g->names[w], noun, verdict,
                            g->failed[w]);
    if (isnan(a->ratio))
        return arena_printf(arena, "%s: %s: %s, no pair is complete", g->names[w], noun,
                            verdict);
    return arena_printf(arena, "%s: %s %+.2f %% after %zu %s: %s", g->names[w], noun,
                        100 * (a->ratio - 1), a->pairs, gate_unit(g), verdict);
}

/* "./spin 30: instructions by valgrind +2.00 %: fail" */
static const char *count_sentence(struct arena *arena, const struct gate *g, size_t w)
{
    const struct gate_counts *c = &g->counts[w];

    if (c->absent != NULL)
        return arena_printf(arena, "%s: instructions were not counted: %s", g->names[w],
                            c->absent);
    return arena_printf(arena, "%s: instructions by valgrind %+.2f %%: %s", g->names[w],
                        100 * (c->ratio - 1), gate_verdict_name(c->verdict));
}

static const enum junit_outcome outcomes[GATE_VERDICTS] = {
    [GATE_PASS] = JUNIT_PASSED, [GATE_FAIL] = JUNIT_FAILED, [GATE_UNDECIDED] = JUNIT_SKIPPED};

static int write_junit(struct context *context, struct gate *g, struct err *err)
{
    struct junit_case *cases =
        mem_alloc(g->workload_count * (g->metric_count + 1), sizeof(*cases));
    struct text out = {0};
    size_t count = 0;

    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; m < g->metric_count; m++)
            cases[count++] = (struct junit_case){
                .group = g->names[w],
                .name = metric_facts(g->metrics[m])->noun,
                .outcome = !gate_controls_hold(g) || gate_runs_failed(g, w)
                               ? JUNIT_ERROR
                               : outcomes[gate_answer_at(g, w, m)->verdict],
                .type = !gate_controls_hold(g)   ? "ControlFailed"
                        : gate_runs_failed(g, w) ? "RunsFailed"
                                                 : "PerformanceRegression",
                .message = sentence_of(&context->arena, g, w, m),
            };
    for (size_t w = 0; w < g->workload_count && g->counts != NULL; w++)
        if (!g->same[w])
            cases[count++] = (struct junit_case){
                .group = g->names[w],
                .name = "instructions by valgrind",
                .outcome = outcomes[g->counts[w].verdict],
                .type = "PerformanceRegression",
                .message = count_sentence(&context->arena, g, w),
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
    for (size_t w = 0; w < g->workload_count && g->counts != NULL; w++)
        if (!g->same[w] && g->counts[w].verdict != GATE_PASS)
            add_annotation(&out, g->counts[w].verdict == GATE_FAIL ? "error" : "warning",
                           count_sentence(&context->arena, g, w));
    fputs(text_string(&out), stderr);
    text_free(&out);
    return summary != NULL && summary[0] != '\0' ? write_markdown(summary, "ae", table, err)
                                                 : 0;
}

int gate_tell_ci(struct context *context, struct gate *g, const struct table *table,
                 struct err *err)
{
    const struct settings *s = &context->settings;
    int r = s->github ? tell_github(context, g, table, err) : 0;

    if (r == 0 && s->markdown != NULL)
        r = write_markdown(s->markdown, "we", table, err);
    return r == 0 && s->junit != NULL ? write_junit(context, g, err) : r;
}
