/* SPDX-License-Identifier: MIT
 * polyjoule plot: charts by gnuplot. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/claim_desk.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "judge/reader.h"
#include "report/chart.h"

#define FIGURES                                                                                \
    "forest, decomposition, bars, strip, heatmap, ecdf, pareto, claims, scaling, trace or "    \
    "history"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {'o', "output", OPTION_TEXT, AT(output), "FILE",
     "the picture; its ending says svg, png, pdf or tex [FIGURE.svg]"},
    {0, "size", OPTION_TEXT, AT(size), "S", "web, col, page, slide or social [web]"},
    {0, "theme", OPTION_TEXT, AT(theme), "T", "light or dark [light]"},
    {0, "metric", OPTION_TEXT, AT(metric), "M",
     "wall, cpu, memory, energy, net-energy or power [energy where measured, else wall]"},
    {0, "ref", OPTION_TEXT, AT(ref_language), "L", "the language that ratios are to [c]"},
    {0, "lang", OPTION_COMMAS, AT(languages), "L,L", "only these languages"},
    {0, "workload", OPTION_COMMAS, AT(workloads), "W,W", "only these workloads"},
    {0, "variant", OPTION_TEXT, AT(variant), "V", "only this variant; all: every one [plain]"},
    {0, "claims", OPTION_TEXT, AT(claims), "DIR",
     "claims: the books (*.yaml) of DIR instead of polyjoule's own"},
    {0, "campaign", OPTION_INTEGER, AT(campaign), "N",
     "which campaign [the newest with trials]"},
    {0, "data", OPTION_FLAG, AT(keep_data), NULL,
     "keep the gnuplot script and its numbers beside the picture"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* Energy where it is, else time. */
static int choose_metric(enum metric *out, const struct settings *s,
                         const struct result *result, struct err *err)
{
    if (s->metric != NULL)
        return metric_parse(out, s->metric, err);
    *out = strcmp(result->energy_source, "absent") != 0 ? METRIC_ENERGY : METRIC_WALL;
    return 0;
}

static int choose_format(enum chart_format *out, const char *path, struct err *err)
{
    const char *dot = strrchr(path, '.');

    if (dot == NULL || strchr(dot, '/') != NULL)
        return err_set(err, -EINVAL, "-o %s: the name must end with .svg, .png, .pdf or .tex",
                       path);
    int r = chart_parse_format(out, dot + 1, err);
    return r < 0 ? err_prefix(err, r, "-o %s", path) : 0;
}

/* What is drawn from, kept until it is. */
struct source {
    struct store *store;
    struct result **campaigns;
    size_t count;
    struct trace_set traces;
    struct claim_desk desk;
    struct chart_claim *claims;
    struct claim_answer *answers;
    size_t claim_count;
    struct history *history;
};

static void close_source(struct source *s)
{
    for (size_t i = 0; i < s->claim_count; i++)
        claim_answer_free(&s->answers[i]);
    free(s->answers);
    free(s->claims);
    claim_desk_close(&s->desk);
    history_free(s->history);
    trace_free(&s->traces);
    for (size_t i = 0; i < s->count; i++)
        result_free(s->campaigns[i]);
    free(s->campaigns);
    store_close(s->store);
}

static int load_campaign(struct source *source, int64_t id, struct err *err)
{
    source->campaigns = mem_grow(source->campaigns, source->count, sizeof(*source->campaigns));
    int r = reader_load(&source->campaigns[source->count], source->store, id, err);
    source->count += r == 0;
    return r;
}

/* The one meant, or those that the words name. */
static int load_campaigns(struct source *source, const struct context *context, struct err *err)
{
    int64_t id = context->settings.campaign;
    int r = 0;

    for (size_t i = 1; i < context->words.count && r == 0; i++)
        if ((r = campaign_meant(&id, source->store, context->words.items[i], err)) == 0)
            r = load_campaign(source, id, err);
    if (context->words.count > 1)
        return r;
    if (id == 0 && (r = campaign_meant(&id, source->store, NULL, err)) < 0)
        return r;
    return load_campaign(source, id, err);
}

/* The claims that are meant, asked of the campaign, which becomes the source's. */
static int load_claims(struct source *source, struct context *context, struct err *err)
{
    struct claim_desk *d = &source->desk;
    size_t count;
    int r;

    if ((r = claim_desk_open(d, context, err)) < 0 || (r = claim_desk_ask(d, err)) < 0)
        return r;
    if ((count = claim_desk_count(d)) == 0)
        return err_set(err, -EINVAL, "no claim is called so: see polyjoule claim list");
    source->claims = mem_alloc(count, sizeof(*source->claims));
    source->answers = mem_alloc(count, sizeof(*source->answers));
    for (size_t b = 0; b < d->book_count; b++) {
        for (size_t c = 0; c < d->books[b].claim_count; c++) {
            const struct claim *claim = &d->books[b].claims[c];
            if (!claim_desk_means(d, &d->books[b], claim))
                continue;
            claim_ask(&source->answers[source->claim_count], claim, d->result);
            source->claims[source->claim_count] =
                (struct chart_claim){claim, &source->answers[source->claim_count]};
            source->claim_count++;
        }
    }
    source->campaigns = mem_grow(source->campaigns, 0, sizeof(*source->campaigns));
    source->campaigns[source->count++] = d->result;
    d->result = NULL;
    return 0;
}

/* All campaigns, of the metric that was asked for. */
static int load_history(struct source *source, const struct context *context, struct err *err)
{
    const struct history_source from = {"", source->store};
    struct history_request request = {
        .since_unix_ns = STORE_ABSENT,
        .terms = {.alpha = HISTORY_ALPHA, .level = RESULT_LEVEL, .seed = HISTORY_SEED}};
    int r = 0;

    if (context->settings.metric != NULL)
        r = metric_parse(&request.metrics[request.metric_count++], context->settings.metric,
                         err);
    return r < 0 ? r : history_make(&source->history, &from, 1, &request, err);
}

static int load(struct source *source, struct context *context, struct chart_options *options,
                struct err *err)
{
    int r;

    if (options->kind == CHART_CLAIMS) {
        r = load_claims(source, context, err);
        options->claims = source->claims;
        options->claim_count = source->claim_count;
        return r;
    }
    if (options->kind == CHART_HISTORY) {
        if ((r = load_history(source, context, err)) == 0)
            options->history = source->history;
        return r;
    }
    if ((r = load_campaigns(source, context, err)) < 0)
        return r;
    if (options->kind == CHART_TRACE &&
        (r = trace_load(&source->traces, source->campaigns[0], source->store, err)) < 0)
        return r;
    options->traces = &source->traces;
    options->campaigns = (const struct result *const *)source->campaigns;
    options->campaign_count = source->count;
    return 0;
}

/* Of our own campaigns the plain programs; imported ones have variants of their own. */
static const char *choose_variant(const struct settings *s, const struct result *result)
{
    if (s->variant != NULL)
        return strcmp(s->variant, "all") != 0 ? s->variant : NULL;
    return strcmp(result->kind, "measure") == 0 || result->imported ? NULL : "plain";
}

static int draw(struct context *context, struct source *source, struct chart_options *options,
                struct err *err)
{
    const struct settings *s = &context->settings;
    int r = load(source, context, options, err);

    if (r < 0)
        return r;
    const struct history *h = source->history;
    const struct result *result =
        h != NULL ? h->campaigns[h->campaign_count - 1].result : source->campaigns[0];
    if (strcmp(result->kind, "measure") != 0)
        options->reference = s->ref_language != NULL ? s->ref_language : "c";
    options->variant = choose_variant(s, result);
    r = 0;
    if (h != NULL)
        options->metric = h->request.metrics[0];
    else
        r = choose_metric(&options->metric, s, result, err);
    return r < 0 ? r : chart_draw(result, options, err);
}

static int check_words(const struct context *context, const struct chart_options *options,
                       struct err *err)
{
    bool several = options->kind == CHART_CLAIMS || options->kind == CHART_SCALING;

    if (context->words.count <= 1 || several)
        return 0;
    return err_set(
        err, -EINVAL,
        "plot %s takes no further word: only scaling (campaigns) and claims (claims) "
        "do; see --campaign",
        context->words.items[0]);
}

static int settle(struct context *context, struct chart_options *options, struct err *err)
{
    const struct settings *s = &context->settings;
    int r;

    if (context->words.count == 0)
        return err_set(err, -EINVAL, "plot takes a figure: " FIGURES);
    if ((r = chart_parse_kind(&options->kind, context->words.items[0], err)) < 0 ||
        (r = check_words(context, options, err)) < 0 ||
        (r = chart_parse_size(&options->size, s->size != NULL ? s->size : "web", err)) < 0 ||
        (r = chart_parse_theme(&options->theme, s->theme != NULL ? s->theme : "light", err)) <
            0)
        return r;
    options->output = s->output != NULL
                          ? s->output
                          : arena_printf(&context->arena, "%s.svg", context->words.items[0]);
    options->data = s->keep_data;
    options->languages = s->languages.items;
    options->language_count = s->languages.count;
    options->workloads = s->workloads.items;
    options->workload_count = s->workloads.count;
    return choose_format(&options->format, options->output, err);
}

/* The name of what was drawn, for scripts too. */
static int tell(const struct chart_options *options)
{
    struct text out = {0};

    text_printf(&out, "%s\n", options->output);
    int status = say(&out);
    text_free(&out);
    return status;
}

static int run(struct context *context)
{
    struct chart_options options = {0};
    struct source source = {0};
    struct paths paths;
    struct err err, no_catalogue;
    bool drawing = false;
    int r;

    paths_find(&paths, context->settings.database, NULL, &context->arena, &no_catalogue);
    if ((r = settle(context, &options, &err)) < 0 ||
        (r = store_open(&source.store, paths.database, STORE_READ, &err)) < 0)
        goto out;
    drawing = true;
    if ((r = draw(context, &source, &options, &err)) == 0)
        r = tell(&options);
out:
    close_source(&source);
    if (r >= 0)
        return r;
    bool input = !drawing || r == -EINVAL || r == -ENODATA || r == -ENOENT || r == -E2BIG;
    return complain(input ? EXIT_INPUT : EXIT_BROKEN, "%s", err.text);
}

const struct command command_plot = {
    .name = "plot",
    .summary = "Draw a figure for a paper, a slide or the web",
    .usage = "FIGURE [CAMPAIGN.. | CLAIM..] [options]",
    .rows = rows,
    .notes = "FIGURE: forest         ratios to a language, with their intervals\n"
             "        decomposition  the same of energy, as time x power\n"
             "        heatmap        the same as numbers on colours\n"
             "        bars           values from zero, a panel a workload\n"
             "        strip, ecdf    every trial: drift, outliers, two modes; how they spread\n"
             "        pareto         energy by time, with lines of equal power\n"
             "        trace          power over time (run --trace 10ms)\n"
             "        scaling        a metric by size or threads, over CAMPAIGNs\n"
             "        history        each series over all campaigns, with its shifts\n"
             "        claims         published ratios beside the measured ones\n",
    .run = run,
};
