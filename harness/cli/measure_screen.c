/* SPDX-License-Identifier: MIT
 * Showing a measure campaign. */
#include "cli/measure_screen.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/voice.h"
#include "judge/reader.h"
#include "report/show.h"

enum { SPARK_BINS = 8 };

/* What a command printed, over its trials. */
struct printed {
    int64_t bytes; /* of the most frequent output */
    size_t kinds;  /* different outputs; 0: none was kept */
};

static int take_output(void *context, const struct store_row *row, struct err *err)
{
    struct printed *printed = (struct printed *)context + row_integer(row, 0);

    (void)err;
    if (printed->kinds++ == 0)
        printed->bytes = row_integer(row, 1);
    return 0;
}

/* ---------------------------------------------------------------------- JSON */

static json_t *json_of_command(const struct result_cell *cell, const struct printed *printed)
{
    json_t *argv = cell->argv != NULL ? json_loads(cell->argv, 0, NULL) : NULL;
    json_t *object =
        json_pack("{s:o, s:I, s:I}", "argv", argv != NULL ? argv : json_null(), "trials",
                  (json_int_t)cell->done, "admissible", (json_int_t)cell->admissible);

    show_put_series(object, "wall_ns", &cell->metric[METRIC_WALL]);
    show_put_series(object, "cpu_ns", &cell->metric[METRIC_CPU]);
    show_put_series(object, "max_rss_bytes", &cell->metric[METRIC_MEMORY]);
    json_object_set_new(object, "energy", show_energy(cell));
    if (printed->kinds > 0)
        json_object_set_new(object, "output",
                            json_pack("{s:I, s:I}", "bytes", (json_int_t)printed->bytes,
                                      "different", (json_int_t)printed->kinds));
    return object;
}

static void add_json(struct text *out, const struct result *result,
                     const struct printed *printed)
{
    json_t *commands = json_array();

    for (size_t i = 0; i < result->cell_count; i++)
        json_array_append_new(commands, json_of_command(&result->cells[i], &printed[i]));
    json_t *document = json_pack(
        "{s:s, s:{s:s, s:s?, s:o}, s:I, s:o}", "schema", "polyjoule.measure/1", "energy",
        "source", result->energy_source, "reason", result->energy_reason, "untrusted",
        show_untrusted(result), "campaign", (json_int_t)result->id, "commands", commands);
    char *text = json_dumps(document, JSON_INDENT(2));
    text_printf(out, "%s\n", text);
    free(text);
    json_decref(document);
}

/* ---------------------------------------------------------------------- text */

/* The values' distribution in eight characters, from the least to the greatest. */
static void add_spark(struct text *out, const double *values, size_t count, bool ascii)
{
    static const char *const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const plain[] = {" ", ".", ".", ":", ":", "|", "|", "#", "#"};
    size_t bins[SPARK_BINS] = {0}, most = 0;
    double low = stats_quantile(values, count, 0), high = stats_quantile(values, count, 1);

    if (count < 3 || !(high > low))
        return;
    for (size_t i = 0; i < count; i++) {
        size_t bin = (size_t)((values[i] - low) / (high - low) * SPARK_BINS);
        bin = bin < SPARK_BINS ? bin : SPARK_BINS - 1;
        bins[bin]++;
        most = bins[bin] > most ? bins[bin] : most;
    }
    text_add(out, "  ");
    for (size_t b = 0; b < SPARK_BINS; b++) {
        size_t height = (8 * bins[b] + most - 1) / most;
        text_add(out, (ascii ? plain : bars)[height]);
    }
}

static bool locale_is_ascii(void)
{
    return MB_CUR_MAX == 1;
}

/* "  time     18.9 ms +- 0.2   [18.4 ... 21.1 ms]  distribution" */
static void add_metric(struct text *out, const char *name, const struct result_series *series,
                       enum unit unit, bool spark)
{
    char value[UNITS_TEXT_SIZE], low[UNITS_TEXT_SIZE], high[UNITS_TEXT_SIZE];
    const struct result_figure figure = result_figure(series);

    text_printf(out, "  %-10s ", name);
    if (series->count == 0) {
        text_printf(out, "n/a (%s)\n", series->reason);
        return;
    }
    double *values = result_values(series);
    stats_sort(values, series->count);
    text_printf(
        out, "%-18s",
        units_format_pm(value, figure.median, (figure.ci.high - figure.ci.low) / 2, unit));
    if (series->count > 1)
        text_printf(out, " [%s ... %s]",
                    units_format(low, stats_quantile(values, series->count, 0), unit),
                    units_format(high, stats_quantile(values, series->count, 1), unit));
    if (spark)
        add_spark(out, values, series->count, locale_is_ascii());
    text_add(out, "\n");
    free(values);
}

/* Domains one below the other: they overlap and are never summed. */
static void add_energy(struct text *out, const struct result_cell *cell)
{
    for (size_t i = 0; i < cell->channel_count; i++) {
        const struct result_channel *c = &cell->channels[i];
        struct text name = {0};
        text_printf(&name, "%s", c->domain);
        if (c->package > 0 || c->die > 0)
            text_printf(&name, " %" PRId64, c->package);
        if (c->die > 0)
            text_printf(&name, ".%" PRId64, c->die);
        add_metric(out, text_string(&name), &c->nj, UNIT_NANOJOULES,
                   strcmp(c->domain, "package") == 0);
        text_free(&name);
    }
}

static void add_output(struct text *out, const struct printed *printed)
{
    char bytes[UNITS_TEXT_SIZE];

    if (printed->kinds == 0)
        return;
    text_printf(out, "  %-10s %s, ", "output",
                units_format(bytes, (double)printed->bytes, UNIT_BYTES));
    if (printed->kinds == 1)
        text_add(out, "always the same\n");
    else
        text_printf(out, "but not always: %zu different ones\n", printed->kinds);
}

static void add_command(struct text *out, const struct result *result, size_t index,
                        const struct printed *printed)
{
    const struct result_cell *cell = &result->cells[index];
    const struct result_figure wall = result_figure(&cell->metric[METRIC_WALL]);
    char power[UNITS_TEXT_SIZE], net[UNITS_TEXT_SIZE];

    if (result->cell_count > 1)
        text_printf(out, "%zu  ", index + 1);
    text_printf(out, "%s\n", cell->label);
    text_printf(out, "  %zu run%s%s\n", cell->done, cell->done == 1 ? "" : "s",
                result->cell_count > 1 ? ", interleaved with the others" : "");
    if (cell->admissible == 0)
        return;
    add_energy(out, cell);
    add_metric(out, "time", &cell->metric[METRIC_WALL], UNIT_NANOSECONDS, true);
    add_metric(out, "CPU time", &cell->metric[METRIC_CPU], UNIT_NANOSECONDS, false);
    text_printf(out, "  %-10s %.2f in use on average\n", "cores",
                result_figure(&cell->metric[METRIC_CPU]).median / wall.median);
    add_metric(out, "memory", &cell->metric[METRIC_MEMORY], UNIT_BYTES, false);
    if (cell->metric[METRIC_POWER].count > 0) {
        text_printf(
            out, "  %-10s %s", "power",
            units_format(power, result_figure(&cell->metric[METRIC_POWER]).median, UNIT_WATTS));
        if (cell->metric[METRIC_NET_ENERGY].count > 0)
            text_printf(out, "; without what the idle machine draws: %s",
                        units_format(net,
                                     result_figure(&cell->metric[METRIC_NET_ENERGY]).median,
                                     UNIT_NANOJOULES));
        text_add(out, "\n");
    }
    add_output(out, &printed[index]);
    if (wall.count > 0 && wall.count < wall.needs)
        text_printf(out, "  ! fewer than %zu runs give no interval\n", wall.needs);
    if (cell->quantised)
        text_add(out, "  ! so short that one tick of the counter is over 1 % of the joules\n");
}

static void add_comparison(struct text *out, const struct result *result, enum metric metric,
                           const char *less, const char *more, const struct result_cell *base)
{
    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        if (cell == base || cell->metric[metric].count == 0 || base->metric[metric].count == 0)
            continue;
        const struct effect e = result_ratio(base, cell, metric, RESULT_LEVEL);
        bool open = isnan(e.ci.low) || (e.ci.low <= 1 && e.ci.high >= 1);
        double ratio = e.ratio < 1 ? 1 / e.ratio : e.ratio;
        text_printf(out, "  %" PRId64 " %s %.3gx %s %" PRId64, cell->ordinal + 1,
                    metric == METRIC_WALL ? "is" : "uses", ratio, e.ratio < 1 ? less : more,
                    base->ordinal + 1);
        if (isnan(e.ci.low))
            text_add(out, " (no interval: too few pairs)");
        else if (e.ratio < 1)
            text_printf(out, " [%.3g, %.3g]", 1 / e.ci.high, 1 / e.ci.low);
        else
            text_printf(out, " [%.3g, %.3g]", e.ci.low, e.ci.high);
        text_add(out, open && !isnan(e.ci.low) ? ": no difference shown\n" : "\n");
        if (e.serial)
            text_add(out, "    rounds resemble their neighbours: that may be too narrow\n");
        else if (e.per_batch > 1)
            text_printf(out,
                        "    rounds resemble their neighbours: of means of %zu rounds each\n",
                        e.per_batch);
    }
}

static void add_text(struct text *out, const struct context *context,
                     const struct result *result, const struct printed *printed)
{
    int64_t reference = context->settings.reference > 0 ? context->settings.reference : 1;
    const struct result_cell *base = &result->cells[reference - 1];

    if (!result_is_measured(result->energy_source) &&
        strcmp(result->energy_source, "absent") != 0)
        campaign_add_source(out, result);
    for (size_t i = 0; i < result->cell_count; i++)
        add_command(out, result, i, printed);
    if (strcmp(result->energy_source, "absent") == 0) {
        text_add(out, "  energy     n/a: ");
        text_add_wrapped(out, result->energy_reason, 18, 13, (size_t)screen_width());
        text_add(out, "\n");
    }
    if (result->cell_count > 1) {
        text_add(out, "\n");
        add_comparison(out, result, METRIC_ENERGY, "less energy than", "the energy of", base);
        add_comparison(out, result, METRIC_WALL, "faster than", "slower than", base);
    }
}

int measure_screen_print(const struct context *context, struct store *store,
                         const struct conduct *conduct, struct err *err)
{
    struct result *result = NULL;
    struct text out = {0}, omissions = {0};
    int r;

    if (strcmp(context->settings.format, "json") != 0 &&
        strcmp(context->settings.format, "text") != 0)
        return campaign_screen(context, store, conduct->campaign_id, NULL, false, err);
    if ((r = reader_load(&result, store, conduct->campaign_id, err)) < 0)
        return r;
    const struct store_argument by_id[] = {{.name = ":campaign", .integer = result->id}};
    struct printed *printed = mem_alloc(result->cell_count, sizeof(*printed));
    if (context->settings.keep_output &&
        (r = store_visit(store, "outputs", by_id, 1, take_output, printed, err)) < 0)
        goto out;
    bool failed = campaign_add_omissions(&omissions, result, store);
    if (strcmp(context->settings.format, "json") == 0)
        add_json(&out, result, printed);
    else
        add_text(&out, context, result, printed);
    if (omissions.length > 0 && strcmp(context->settings.format, "text") == 0)
        text_printf(&out, "\nLeft out:\n%s", text_string(&omissions));
    r = say(&out);
    if (r == EXIT_YES && failed)
        r = EXIT_PARTIAL;
out:
    free(printed);
    text_free(&out);
    text_free(&omissions);
    result_free(result);
    return r;
}
