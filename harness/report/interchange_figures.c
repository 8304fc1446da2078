/* SPDX-License-Identifier: MIT
 * Formats without samples, for those who watch figures over time: Bencher's metric format
 * (bencher.dev/docs/reference/bencher-metric-format), github-action-benchmark's
 * customSmallerIsBetter (its README) and OpenMetrics 1.0 text. They carry medians with their
 * exact 95 % intervals, as show has them: no samples, and of joules those of the packages
 * alone.
 */
#include <math.h>
#include <string.h>

#include "report/interchange_view.h"
#include "report/table.h"

/* Of what a figure is made of, in the order in which it is written. */
static const enum interchange_quantity quantities[] = {QUANTITY_WALL, QUANTITY_CPU,
                                                       QUANTITY_MEMORY, QUANTITY_ENERGY};
enum { SHOWN = sizeof(quantities) / sizeof(*quantities) };

static json_t *real(double value)
{
    return isfinite(value) ? json_real(value) : NULL;
}

/* "latency" is Bencher's own and in nanoseconds. */
static json_t *measures(struct interchange_view *view, const struct interchange_cell *cell)
{
    static const char *const names[] = {"latency", "cpu-time-seconds", "max-rss-bytes"};
    json_t *object = json_object();

    for (int i = 0; i < SHOWN; i++) {
        enum interchange_quantity q = quantities[i];
        double unit = q == QUANTITY_WALL ? 1e9 : 1;
        struct result_figure figure;
        if (!interchange_figure(cell, q, &figure))
            continue;
        const char *name =
            q < QUANTITY_ENERGY
                ? names[q]
                : arena_printf(&view->arena, "%s-joules", interchange_quantity_name(view, q));
        json_t *value = json_pack("{s:f}", "value", figure.median * unit);
        if (isfinite(figure.ci.low)) {
            json_object_set_new(value, "lower_value", real(figure.ci.low * unit));
            json_object_set_new(value, "upper_value", real(figure.ci.high * unit));
        }
        json_object_set_new(object, name, value);
    }
    return object;
}

void interchange_bencher(struct text *out, struct interchange_view *view)
{
    json_t *document = json_object();

    for (size_t i = 0; i < view->cell_count; i++) {
        json_t *name = table_json_text(view->cells[i].name); /* in UTF-8 */
        json_object_set_new(document, json_string_value(name), measures(view, &view->cells[i]));
        json_decref(name);
    }
    interchange_add_json(out, document);
}

static json_t *bench(struct interchange_view *view, const struct interchange_cell *cell,
                     enum interchange_quantity q, const struct result_figure *figure)
{
    const struct result *r = view->result;
    const char *name =
        arena_printf(&view->arena, "%s %s", cell->name, interchange_quantity_name(view, q));
    json_t *object = json_pack("{s:o, s:s, s:f}", "name", table_json_text(name), "unit",
                               interchange_quantity_unit(q), "value", figure->median);

    if (isfinite(figure->ci.low))
        json_object_set_new(object, "range",
                            table_json_text(arena_printf(&view->arena, "%.6g to %.6g",
                                                         figure->ci.low, figure->ci.high)));
    json_object_set_new(
        object, "extra",
        table_json_text(arena_printf(
            &view->arena, "median and exact 95 %% interval of n=%zu%s%s%s%s", figure->count,
            q >= QUANTITY_ENERGY ? "\nenergy source: " : "",
            q >= QUANTITY_ENERGY ? r->energy_source : "",
            isfinite(figure->ci.low) ? "" : "\ntoo few for an interval",
            cell->cell->aside > 0 ? "\ntrials that something disturbed are set aside" : "")));
    return object;
}

void interchange_github(struct text *out, struct interchange_view *view)
{
    json_t *list = json_array();

    for (size_t i = 0; i < view->cell_count; i++)
        for (int k = 0; k < SHOWN; k++) {
            struct result_figure figure;
            if (interchange_figure(&view->cells[i], quantities[k], &figure))
                json_array_append_new(list,
                                      bench(view, &view->cells[i], quantities[k], &figure));
        }
    interchange_add_json(out, list);
}

/* ------------------------------------------------------------- OpenMetrics */

/* Its ABNF: backslash, quote and newline are escaped in a label's value. */
static void add_label(struct text *out, const char *key, const char *value)
{
    if (value == NULL)
        return;
    text_printf(out, "%s%s=\"", out->data[out->length - 1] == '{' ? "" : ",", key);
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == '\n')
            text_add(out, "\\n");
        else
            text_printf(out, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
    }
    text_add(out, "\"");
}

static void add_point(struct text *out, const struct interchange_view *view,
                      const struct interchange_cell *c, enum interchange_quantity q,
                      const char *metric, const char *stat, double value)
{
    const struct result_cell *cell = c->cell;
    char number[TABLE_NUMBER_SIZE];

    if (!isfinite(value))
        return;
    text_printf(out, "%s{", metric);
    add_label(out, "name", c->name);
    add_label(out, "workload", cell->workload);
    add_label(out, "language", cell->language);
    add_label(out, "variant", cell->variant);
    add_label(out, "toolchain", cell->toolchain);
    add_label(out, "flags", cell->flags);
    add_label(out, "size", cell->size);
    if (q >= QUANTITY_ENERGY) {
        add_label(out, "domain", "package");
        add_label(out, "source", view->result->energy_source);
    }
    add_label(out, "stat", stat);
    text_printf(out, "} %s\n", table_number(number, value));
}

void interchange_openmetrics(struct text *out, struct interchange_view *view)
{
    static const struct {
        const char *name, *unit, *help;
    } families[] = {
        {"wall_time", "seconds", "Wall time of a run."},
        {"cpu_time", "seconds", "User and system time of a run."},
        {"max_rss", "bytes", "Peak resident set of a run."},
        {"energy", "joules",
         "Energy of a run, of all packages; the label source says how known."},
    };
    static const char *const prefixes[ORIGINS] = {"", "estimated_", "simulated_"};

    for (int k = 0; k < SHOWN; k++) {
        enum interchange_quantity q = quantities[k];
        const char *metric = arena_printf(&view->arena, "polyjoule_%s%s_%s",
                                          q >= QUANTITY_ENERGY ? prefixes[view->origin] : "",
                                          families[k].name, families[k].unit);
        bool headed = false;
        for (size_t i = 0; i < view->cell_count; i++) {
            const struct interchange_cell *cell = &view->cells[i];
            struct result_figure f;
            if (!interchange_figure(cell, q, &f))
                continue;
            if (!headed)
                text_printf(out, "# TYPE %s gauge\n# UNIT %s %s\n# HELP %s %s\n", metric,
                            metric, families[k].unit, metric, families[k].help);
            headed = true;
            add_point(out, view, cell, q, metric, "median", f.median);
            add_point(out, view, cell, q, metric, "ci_low", f.ci.low);
            add_point(out, view, cell, q, metric, "ci_high", f.ci.high);
        }
    }
    text_add(out, "# EOF\n");
}
