/* SPDX-License-Identifier: MIT
 * history --bisect: which commit made it slower? The gate, from commit to commit. */
#include "cli/history_bisect.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "campaign/tool.h"
#include "cli/campaign_screen.h"
#include "cli/gate_screen.h"
#include "cli/voice.h"

/* What is known of a commit, the first of which comes after the good one. */
enum finding { UNKNOWN, GOOD, BAD, UNTOLD };

struct commit {
    const char *hash, *date, *author, *subject;
    enum finding finding;
};

struct step {
    const struct commit *commit;
    const char *verdict, *metric; /* of the metric that was found the worst; NULL */
    struct gate_answer answer;
};

struct bisection {
    struct context *context;
    const char *good;
    struct commit *commits;
    size_t count;
    double alpha; /* over all steps */
    size_t most;  /* steps that decide, at the most */
    struct step *steps;
    size_t step_count;
};

/* ----------------------------------------------------------------- commits */

/* git's answer, in the arena. */
static int ask_git(struct bisection *b, const char *const *argv, char **out, struct err *err)
{
    const char *home = b->context->settings.directory;
    const struct tool tool = {.argv = argv, .whole_environment = true, .directory = home};
    struct text answer = {0};
    int r = tool_run(b->context->launcher, &tool, &answer, err);

    if (r == 0)
        *out = arena_dup(&b->context->arena, text_string(&answer));
    else if (r == -ECHILD)
        r = err_set(err, -EINVAL, "%s", err->text);
    text_free(&answer);
    return r;
}

/* "hash\tdate\tauthor\tsubject" a line, the oldest first, along first parents. */
static int list_commits(struct bisection *b, const char *bad, struct err *err)
{
    const char *range = arena_printf(&b->context->arena, "%s..%s", b->good, bad);
    const char *const argv[] = {"git",
                                "log",
                                "--reverse",
                                "--first-parent",
                                "--format=%H%x09%as%x09%an%x09%s",
                                "--end-of-options",
                                range,
                                "--",
                                NULL};
    char *text = NULL, *rest;
    int r = ask_git(b, argv, &text, err);

    if (r < 0)
        return r;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        char *fields = line;
        b->commits = mem_grow(b->commits, b->count, sizeof(*b->commits));
        struct commit *c = &b->commits[b->count++];
        *c = (struct commit){.hash = strsep(&fields, "\t")};
        c->date = strsep(&fields, "\t");
        c->author = strsep(&fields, "\t");
        c->subject = fields != NULL ? fields : "";
    }
    return b->count > 0 ? 0
                        : err_set(err, -EINVAL, "no commit lies between --good %s and --bad %s",
                                  b->good, bad);
}

/* -------------------------------------------------------------------- steps */

/* The answer that weighs most, by evidence of a slowdown. */
static void keep_worst(struct step *step, struct gate *g)
{
    step->answer = (struct gate_answer){.ratio = NAN, .ci = {0, INFINITY}};
    for (size_t i = 0; i < g->workload_count * g->metric_count; i++) {
        if (i > 0 && !(g->answers[i].log_e_fail > step->answer.log_e_fail))
            continue;
        step->answer = g->answers[i];
        step->metric = metric_facts(g->metrics[i % g->metric_count])->noun;
    }
}

/* The gate of the good commit against COMMIT. A revision that does not build, or runs that
 * fail, say nothing. */
static int take_step(struct bisection *b, struct commit *commit, struct err *err)
{
    struct settings *s = &b->context->settings;
    struct gate g;

    mention(b->context, "step %zu of %zu at the most: %.12s %s", b->step_count + 1, b->most,
            commit->hash, commit->subject);
    s->base = b->good;
    s->head = commit->hash;
    s->alpha = b->alpha / (double)b->most;
    int r = gate_run(&g, b->context, err);
    if (r == 0 || r == -ECHILD) {
        struct step *step = &b->steps[b->step_count++];
        *step = (struct step){.commit = commit, .verdict = "does not build"};
        if (r == 0) {
            step->verdict = gate_overall(&g);
            keep_worst(step, &g);
        }
        commit->finding = strcmp(step->verdict, "fail") == 0   ? BAD
                          : strcmp(step->verdict, "pass") == 0 ? GOOD
                                                               : UNTOLD;
        r = 0;
    }
    gate_close(&g);
    return r;
}

/* The one nearest to the middle of those between LOW and HIGH of which nothing is known; COUNT:
 * there is none. */
static size_t next_of(const struct bisection *b, size_t low, size_t high)
{
    size_t middle = low + (high - low) / 2, best = b->count;

    for (size_t i = low; i < high; i++) {
        size_t off = i > middle ? i - middle : middle - i;
        size_t best_off = best > middle ? best - middle : middle - best;
        if (b->commits[i].finding == UNKNOWN && (best == b->count || off < best_off))
            best = i;
    }
    return best;
}

/* LOW: the first that may be the one; HIGH: the first that is known to be bad. */
static int narrow(struct bisection *b, size_t *low, size_t *high, struct err *err)
{
    size_t at;
    int r = 0;

    while (r == 0 && (at = next_of(b, *low, *high)) < *high) {
        if ((r = take_step(b, &b->commits[at], err)) != 0)
            return r;
        if (b->commits[at].finding == GOOD)
            *low = at + 1;
        else if (b->commits[at].finding == BAD)
            *high = at;
    }
    return r;
}

/* ------------------------------------------------------------------- screen */

static void add_step(struct table *table, const struct step *step)
{
    const struct gate_answer *a = &step->answer;
    bool known = step->metric != NULL && isfinite(a->ratio);

    table_row(table);
    table_printf(table, "%.12s", step->commit->hash);
    table_text(table, step->verdict);
    table_mark(table, step->commit->finding == BAD    ? TABLE_BAD
                      : step->commit->finding == GOOD ? TABLE_GOOD
                                                      : TABLE_WARN);
    table_text(table, step->metric);
    if (known && isfinite(a->ci.high) && a->ci.low > 0)
        table_printf(table, "%+.2f %% [%+.2f, %+.2f]", 100 * (a->ratio - 1),
                     100 * (a->ci.low - 1), 100 * (a->ci.high - 1));
    else
        table_text(table, NULL);
    table_real(table, known ? a->ratio : NAN);
    table_real(table, known && a->ci.low > 0 ? a->ci.low : NAN);
    table_real(table, known && isfinite(a->ci.high) ? a->ci.high : NAN);
    table_text(table, step->commit->subject);
}

static void add_conclusion(struct table *table, const struct bisection *b, size_t low,
                           size_t high)
{
    const struct commit *last = &b->commits[b->count - 1];

    if (last->finding == GOOD)
        table_note(table, "Not confirmed: %.12s is not slower than %s.", last->hash, b->good);
    else if (last->finding != BAD)
        table_note(table, "Undecided: whether %.12s is slower than %s at all.", last->hash,
                   b->good);
    else if (low == high)
        table_note(table, "First slower commit: %s %s, %s: %s", b->commits[high].hash,
                   b->commits[high].date, b->commits[high].author, b->commits[high].subject);
    else
        table_note(table,
                   "Undecided: the first slower commit is one of %zu, from %.12s to %.12s; "
                   "between them nothing could be told.",
                   high - low + 1, b->commits[low].hash, b->commits[high].hash);
    table_note(
        table,
        "%zu gates of %s against each commit, each at alpha %.2g: together wrong in %g %% "
        "at most.",
        b->step_count, b->good, b->alpha / (double)b->most, 100 * b->alpha);
}

static int show(const struct bisection *b, size_t low, size_t high, struct err *err)
{
    static const struct table_column columns[] = {
        {"commit", "commit", UNIT_NONE, false, 0},
        {"", "verdict", UNIT_NONE, false, 0},
        {"", "metric", UNIT_NONE, false, 0},
        {"slower by", "slowdown", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"", "ratio", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"", "ratio_ci_low", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"", "ratio_ci_high", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"", "subject", UNIT_NONE, false, TABLE_SHRINK},
    };
    const struct table_style style = campaign_style(b->context, "polyjoule.bisect/1");
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));
    struct text out = {0};

    for (size_t i = 0; i < b->step_count; i++)
        add_step(table, &b->steps[i]);
    add_conclusion(table, b, low, high);
    int r = table_render(table, &style, &out, err);
    if (r == 0)
        r = say(&out);
    text_free(&out);
    table_free(table);
    return r;
}

/* ---------------------------------------------------------------------- run */

static size_t steps_for(size_t commits)
{
    size_t steps = 1; /* the confirmation */

    for (size_t left = commits; left > 1; left = (left + 1) / 2)
        steps++;
    return steps;
}

static int bisect(struct bisection *b, struct err *err)
{
    size_t low = 0, high = b->count - 1;
    struct commit *last = &b->commits[high];
    int r;

    b->most = steps_for(b->count);
    b->steps = mem_alloc(b->count, sizeof(*b->steps));
    if ((r = take_step(b, last, err)) != 0)
        return r;
    if (strcmp(b->steps[0].verdict, "does not build") == 0)
        return err_set(err, -EINVAL, "%s", err->text);
    if (last->finding == BAD && (r = narrow(b, &low, &high, err)) != 0)
        return r;
    r = show(b, low, high, err);
    return r != EXIT_YES                         ? r
           : last->finding == GOOD               ? EXIT_YES
           : last->finding == BAD && low == high ? EXIT_NO
                                                 : EXIT_UNDECIDED;
}

int history_bisect(struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;
    struct bisection b = {
        .context = context, .good = s->good, .alpha = s->alpha > 0 ? s->alpha : 0.05};
    int r;

    if (s->good == NULL || s->commands.count == 0)
        return err_set(err, -EINVAL,
                       "--bisect needs a revision that was fast and what is to be measured: "
                       "--good REV --cmd CMD, and --bad REV where it is not HEAD");
    if ((r = list_commits(&b, s->bad != NULL ? s->bad : "HEAD", err)) == 0)
        r = bisect(&b, err);
    free(b.steps);
    free(b.commits);
    return r;
}
