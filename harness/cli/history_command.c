/* SPDX-License-Identifier: MIT
 * polyjoule history: what changed over the campaigns of one or several databases. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cli/history_bisect.h"
#include "cli/history_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "metric", OPTION_COMMAS, AT(metrics), "M,M",
     "wall, cpu, memory, energy, net-energy or power [energy where most campaigns measured it, "
     "else wall]"},
    {0, "alpha", OPTION_FRACTION, AT(alpha), "P",
     "a shift is one if chance alone would show one like it in fewer than P of such series "
     "[0.1%]; of --bisect: all its gates together are wrong in P at most [5%]"},
    {0, "since", OPTION_TEXT, AT(since), "DATE", "campaigns of that day or later: 2026-03-31"},
    {0, "bisect", OPTION_FLAG, AT(bisect), NULL,
     "confirm by the gate that --bad is slower than --good, and name the commit"},
    {0, "good", OPTION_TEXT, AT(good), "REV", "the git revision that was fast"},
    {0, "bad", OPTION_TEXT, AT(bad), "REV", "the one that is slow [HEAD]"},
    {0, "cmd", OPTION_LIST, AT(commands), "CMD",
     "what is measured in the worktree of each revision; several: in turn"},
    {0, "build", OPTION_TEXT, AT(build), "CMD",
     "builds a revision in its worktree, by /bin/sh [as for the gate]"},
    {0, "max-slowdown", OPTION_COMMAS, AT(most), "P,M=P", "as for the gate [1%]"},
    {0, "tolerance", OPTION_COMMAS, AT(tolerance), "P,M=P", "as for the gate [0]"},
    {0, "budget", OPTION_DURATION, AT(budget_ns), "T",
     "a step is undecided after T a command [2m]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* As many permutations as one below it takes would take hours. */
static const double least_alpha = 1e-5;

/* A day here, as campaigns' dates are shown. */
static int parse_date(int64_t *out, const char *text, struct err *err)
{
    struct tm day = {.tm_isdst = -1};
    const char *end = strptime(text, "%Y-%m-%d", &day);
    time_t begin = end != NULL && *end == '\0' ? mktime(&day) : -1;

    if (begin == -1)
        return err_set(err, -EINVAL, "--since: '%s' is not a date like 2026-03-31", text);
    *out = (int64_t)begin * NS_PER_S;
    return 0;
}

static int add_metric(struct history_request *request, const char *name, struct err *err)
{
    enum metric metric;
    int r = metric_parse(&metric, name, err);

    if (r < 0)
        return err_prefix(err, r, "--metric");
    for (size_t i = 0; i < request->metric_count; i++)
        if (request->metrics[i] == metric)
            return 0;
    request->metrics[request->metric_count++] = metric;
    return 0;
}

static int choose(struct history_request *out, const struct settings *s, struct err *err)
{
    int r = 0;

    *out = (struct history_request){
        .since_unix_ns = STORE_ABSENT,
        .terms = {.alpha = s->alpha > 0 ? s->alpha : HISTORY_ALPHA,
                  .level = RESULT_LEVEL,
                  .seed = HISTORY_SEED},
    };
    if (out->terms.alpha < least_alpha)
        return err_set(err, -EINVAL, "--alpha: %g at least", least_alpha);
    for (size_t i = 0; i < s->metrics.count && r == 0; i++)
        r = add_metric(out, s->metrics.items[i], err);
    if (r == 0 && s->since != NULL)
        r = parse_date(&out->since_unix_ns, s->since, err);
    return r;
}

static int open_source(struct history_source *source, const char *database,
                       struct context *context, struct err *err)
{
    struct paths paths;
    struct err no_catalogue;

    paths_find(&paths, database, NULL, &context->arena, &no_catalogue);
    source->name = paths.database;
    return store_open(&source->store, paths.database, STORE_READ, err);
}

static bool decides(const struct history *history)
{
    for (size_t i = 0; i < history->alert_count; i++)
        if (history->alerts[i].decides)
            return true;
    return false;
}

static int show(const struct context *context, const struct history *history, struct err *err)
{
    struct text out = {0};
    int r = history_screen(&out, context, history, err);

    if (r == 0)
        r = say(&out);
    text_free(&out);
    return r != EXIT_YES ? r : decides(history) ? EXIT_NO : EXIT_YES;
}

static int run(struct context *context)
{
    const struct option_list *words = &context->words;
    const struct settings *s = &context->settings;
    size_t count = words->count > 0 ? words->count : 1;
    struct history_source *sources = mem_alloc(count, sizeof(*sources));
    struct history_request request;
    struct history *history = NULL;
    struct err err;
    int r;

    if (s->bisect) {
        free(sources);
        r = history_bisect(context, &err);
        return r < 0 ? complain(r == -ECHILD ? EXIT_INPUT : status_of(r), "%s", err.text) : r;
    }
    r = choose(&request, s, &err);

    for (size_t i = 0; i < count && r == 0; i++)
        r = open_source(&sources[i], words->count > 0 ? words->items[i] : s->database, context,
                        &err);
    if (r == 0 && (r = history_make(&history, sources, count, &request, &err)) == 0)
        r = show(context, history, &err);
    history_free(history);
    for (size_t i = 0; i < count; i++)
        store_close(sources[i].store);
    free(sources);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_history = {
    .name = "history",
    .summary = "What shifted or drifted over a database's campaigns",
    .usage = "[DATABASE...] [options]",
    .rows = rows,
    .notes =
        "A series is a program with one compiler, set of flags and size on one machine; a\n"
        "campaign is a point of it. Another version of the compiler goes on in it, another\n"
        "machine begins a new one.\n"
        "0: nothing shifted or drifted. 1: something did, for the worse or the better. An\n"
        "alert names the campaigns it lies between: confirm it with 'polyjoule gate', or let\n"
        "'history --bisect' name the commit (0: not slower, 1: found, 3: cannot be told).\n",
    .run = run,
};
