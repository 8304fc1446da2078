/* SPDX-License-Identifier: MIT
 * polyjoule plot: charts by gnuplot. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "cli/campaign_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "judge/reader.h"
#include "report/chart.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {'o', "output", OPTION_TEXT, AT(output), "FILE",
     "the picture; its ending says svg, png, pdf or tex [FIGURE.svg]"},
    {0, "size", OPTION_TEXT, AT(size), "S", "web, col, page, slide or social [web]"},
    {0, "theme", OPTION_TEXT, AT(theme), "T", "light or dark [light]"},
    {0, "metric", OPTION_TEXT, AT(metric), "M",
     "wall, cpu, memory, energy, net-energy or power [energy where measured, else wall]"},
    {0, "ref", OPTION_TEXT, AT(ref_language), "L", "the language that ratios are to [c]"},
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

static int draw(struct context *context, struct store *store, struct chart_options *options,
                struct err *err)
{
    const struct settings *s = &context->settings;
    struct result *result = NULL;
    int64_t id = s->campaign;
    int r;

    if ((id == 0 && (r = campaign_meant(&id, store, NULL, err)) < 0) ||
        (r = reader_load(&result, store, id, err)) < 0)
        return r;
    if (strcmp(result->kind, "measure") != 0)
        options->reference = s->ref_language != NULL ? s->ref_language : "c";
    if ((r = choose_metric(&options->metric, s, result, err)) == 0)
        r = chart_draw(result, options, err);
    result_free(result);
    return r;
}

static int settle(struct context *context, struct chart_options *options, struct err *err)
{
    const struct settings *s = &context->settings;
    int r;

    if (context->words.count != 1)
        return err_set(err, -EINVAL,
                       "plot takes one figure: forest, decomposition, bars or strip");
    if ((r = chart_parse_kind(&options->kind, context->words.items[0], err)) < 0 ||
        (r = chart_parse_size(&options->size, s->size != NULL ? s->size : "web", err)) < 0 ||
        (r = chart_parse_theme(&options->theme, s->theme != NULL ? s->theme : "light", err)) <
            0)
        return r;
    options->output = s->output != NULL
                          ? s->output
                          : arena_printf(&context->arena, "%s.svg", context->words.items[0]);
    options->data = s->keep_data;
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
    struct store *store = NULL;
    struct paths paths;
    struct err err, no_catalogue;
    bool drawing = false;
    int r;

    paths_find(&paths, context->settings.database, NULL, &context->arena, &no_catalogue);
    if ((r = settle(context, &options, &err)) < 0 ||
        (r = store_open(&store, paths.database, STORE_READ, &err)) < 0)
        goto out;
    drawing = true;
    if ((r = draw(context, store, &options, &err)) == 0)
        r = tell(&options);
out:
    store_close(store);
    if (r >= 0)
        return r;
    bool input = !drawing || r == -EINVAL || r == -ENODATA || r == -ENOENT;
    return complain(input ? EXIT_INPUT : EXIT_BROKEN, "%s", err.text);
}

const struct command command_plot = {
    .name = "plot",
    .summary = "Draw a figure: forest, decomposition, bars, strip",
    .usage = "FIGURE [options]",
    .rows = rows,
    .run = run,
};
