/* SPDX-License-Identifier: MIT
 * The table of a campaign's results. */
#include "report/results_table.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "judge/ratios.h"

/* ------------------------------------------------------------------ values */

static double half_width(struct interval ci)
{
    return (ci.high - ci.low) / 2;
}

/* The ends of the interval, which tables for people have in "+-" already. */
static void add_interval(struct table *table, struct interval ci)
{
    table_real(table, ci.low);
    table_real(table, ci.high);
}

/* The median, with "+-" for people where there is room, and its interval's ends. */
static void add_figure(struct table *table, const struct result_series *series, bool pm)
{
    const struct result_figure figure = result_figure(series);

    if (figure.count == 0)
        table_absent(table, series->reason);
    else if (pm)
        table_real_pm(table, figure.median, half_width(figure.ci));
    else
        table_real(table, figure.median);
    add_interval(table, figure.ci);
}

static double cores_of(const struct result_cell *cell)
{
    return result_figure(&cell->metric[METRIC_CPU]).median /
           result_figure(&cell->metric[METRIC_WALL]).median;
}

/* ------------------------------------------------------------------- table */

enum { COLUMNS_MAX = 48 };

/* What there is room for. On 80 columns joules push CPU time and memory into --format csv and
 * json. */
struct layout {
    const char *ratio_heading, *unit_heading;
    bool energy, wide;
    bool titled; /* below a workload's name: rows are called by their language alone */
    struct results_alike *alike;
};

/* Columns that a narrow screen has no room for beside joules. */
static unsigned spare(const struct layout *layout)
{
    return layout->energy && !layout->wide ? TABLE_FOR_DATA : 0;
}

/* The columns of a value and its interval. */
static size_t value_columns(struct table_column *c, const char *heading, const char *key,
                            const char *low, const char *high, enum unit unit, unsigned flags)
{
    c[0] = (struct table_column){heading, key, unit, true, flags};
    c[1] = (struct table_column){low, low, unit, true, TABLE_FOR_DATA};
    c[2] = (struct table_column){high, high, unit, true, TABLE_FOR_DATA};
    return 3;
}

static size_t make_columns(struct table_column *c, const struct layout *layout)
{
    const char *heading = layout->ratio_heading;
    size_t n = 0;

    c[n++] = (struct table_column){"", "label", UNIT_NONE, false, 0};
    c[n++] = (struct table_column){"workload", "workload", UNIT_NONE, false, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"language", "language", UNIT_NONE, false, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"variant", "variant", UNIT_NONE, false, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"toolchain", "toolchain", UNIT_NONE, false, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"flags", "flags", UNIT_NONE, false, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"n", "n", UNIT_NONE, true, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"trials", "trials", UNIT_NONE, true, TABLE_FOR_DATA};
    if (layout->energy) {
        n += value_columns(c + n, "energy", "package_nj", "package_nj_ci_low",
                           "package_nj_ci_high", UNIT_NANOJOULES, 0);
        n += value_columns(c + n, "net", "package_net_nj", "package_net_nj_ci_low",
                           "package_net_nj_ci_high", UNIT_NANOJOULES, 0);
    }
    n += value_columns(c + n, "time", "wall_ns", "wall_ns_ci_low", "wall_ns_ci_high",
                       UNIT_NANOSECONDS, 0);
    n += value_columns(c + n, "CPU time", "cpu_ns", "cpu_ns_ci_low", "cpu_ns_ci_high",
                       UNIT_NANOSECONDS, spare(layout));
    if (layout->energy)
        c[n++] = (struct table_column){"power", "power_w", UNIT_WATTS, true, 0};
    c[n++] = (struct table_column){"cores", "cores", UNIT_NONE, true, 0};
    c[n++] = (struct table_column){"memory", "max_rss_bytes", UNIT_BYTES, true, spare(layout)};
    c[n++] = (struct table_column){"work", "work", UNIT_NONE, true, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"unit", "work_unit", UNIT_NONE, false, TABLE_FOR_DATA};
    c[n++] = (struct table_column){layout->unit_heading, "wall_ns_per_unit", UNIT_NANOSECONDS,
                                   true, layout->wide && !layout->energy ? 0 : TABLE_FOR_DATA};
    if (layout->energy)
        c[n++] =
            (struct table_column){layout->unit_heading, "package_nj_per_unit", UNIT_NANOJOULES,
                                  true, layout->wide ? 0 : TABLE_FOR_DATA};
    c[n++] = (struct table_column){heading, "ratio", UNIT_RATIO, true, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"low", "ratio_ci_low", UNIT_RATIO, true, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"high", "ratio_ci_high", UNIT_RATIO, true, TABLE_FOR_DATA};
    c[n++] = (struct table_column){heading, "ratio_text", UNIT_NONE, false, TABLE_FOR_SHOW};
    return n;
}

static void add_ratio(struct table *table, const struct result_cell *base,
                      const struct result_cell *cell, const struct layout *layout)
{
    struct effect effect = {.ratio = NAN, .ci = {NAN, NAN}};

    if (base != NULL && base != cell)
        effect = result_ratio(base, cell, layout->energy ? METRIC_ENERGY : METRIC_WALL,
                              RESULT_LEVEL);
    else if (base == cell)
        effect.ratio = 1;
    layout->alike->merged += effect.per_batch > 1;
    layout->alike->serial += effect.serial;
    table_real(table, effect.ratio);
    add_interval(table, effect.ci);
    if (base == cell && base != NULL)
        table_text(table, "1");
    else if (isnan(effect.ratio))
        table_text(table, NULL);
    else if (isnan(effect.ci.low))
        table_printf(table, "%.3gx", effect.ratio);
    else
        table_printf(table, "%.3gx [%.3g, %.3g]", effect.ratio, effect.ci.low, effect.ci.high);
}

static void add_name(struct table *table, const struct result_cell *cell, bool titled)
{
    const char *rest = strchr(cell->label, ' '); /* what tells it from its language's others */

    if (titled && cell->language != NULL)
        table_printf(table, "%s%s%s", ratios_language_title(cell->language),
                     rest != NULL ? rest : "", cell->quantised ? " *" : "");
    else
        table_text(table, cell->label);
}

/* Of one unit of the problem's work. */
static void add_work(struct table *table, const struct result_cell *cell, bool energy)
{
    double work = cell->work_unit != NULL ? (double)cell->work : NAN;

    if (cell->work_unit != NULL)
        table_integer(table, cell->work);
    else
        table_absent(table, "the workload counts no work");
    table_text(table, cell->work_unit);
    table_real(table, result_figure(&cell->metric[METRIC_WALL]).median / work);
    if (energy)
        table_real(table, result_figure(&cell->metric[METRIC_ENERGY]).median / work);
}

static void add_row(struct table *table, const struct result *result,
                    const struct result_cell *cell, const char *reference,
                    const struct layout *layout)
{
    table_row(table);
    add_name(table, cell, layout->titled);
    table_text(table, cell->workload);
    table_text(table, cell->language);
    table_text(table, cell->variant);
    table_text(table, cell->toolchain);
    table_text(table, cell->flags);
    table_integer(table, cell->n);
    table_integer(table, (int64_t)(cell->admissible - cell->aside));
    if (layout->energy) {
        add_figure(table, &cell->metric[METRIC_ENERGY], true);
        add_figure(table, &cell->metric[METRIC_NET_ENERGY], layout->wide);
    }
    add_figure(table, &cell->metric[METRIC_WALL], !layout->energy || layout->wide);
    add_figure(table, &cell->metric[METRIC_CPU], true);
    if (layout->energy)
        table_real(table, result_figure(&cell->metric[METRIC_POWER]).median);
    table_real(table, cores_of(cell));
    if (cell->metric[METRIC_MEMORY].count > 0)
        table_real(table, result_figure(&cell->metric[METRIC_MEMORY]).median);
    else
        table_absent(table, cell->metric[METRIC_MEMORY].reason);
    add_work(table, cell, layout->energy);
    add_ratio(table, result_reference(result, cell, reference), cell, layout);
}

/* What WORKLOAD's cells count, "per node"; all are alike. */
static void add_unit(struct text *heading, const struct result *result, const char *workload)
{
    const char *unit = NULL;

    for (size_t i = 0; workload != NULL && unit == NULL && i < result->cell_count; i++)
        if (strcmp(result->cells[i].workload, workload) == 0)
            unit = result->cells[i].work_unit;
    text_printf(heading, "per %s", unit != NULL ? unit : "unit");
}

struct table *results_table(const struct result *result, const struct results_request *q,
                            struct results_alike *alike)
{
    struct table_column columns[COLUMNS_MAX];
    struct text heading = {0}, unit = {0};

    text_printf(&heading, "%s to %s", result_has_energy(result) ? "energy" : "time",
                q->reference != NULL ? ratios_language_title(q->reference) : "the first");
    add_unit(&unit, result, q->workload);
    const struct layout layout = {.ratio_heading = text_string(&heading),
                                  .unit_heading = text_string(&unit),
                                  .energy = result_has_energy(result),
                                  .wide = q->wide,
                                  .titled = q->workload != NULL,
                                  .alike = alike};
    struct table *table = table_new(q->title, columns, make_columns(columns, &layout));
    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        if (q->workload != NULL && strcmp(cell->workload, q->workload) != 0)
            continue;
        if (cell->admissible == 0)
            continue;
        add_row(table, result, cell, q->reference, &layout);
        if (q->each != NULL)
            q->each(q->context, table, cell);
    }
    text_free(&heading);
    text_free(&unit);
    return table;
}

void results_alike_text(struct text *text, const struct results_alike *alike)
{
    static const char *const sentences[] = {
        "so the interval is of means of several",
        "and are too few to merge: the interval may be too narrow"};
    const size_t counts[] = {alike->merged, alike->serial};

    for (size_t i = 0; i < ARRAY_SIZE(counts); i++)
        if (counts[i] > 0)
            text_printf(text, "%sIn %zu of the ratios blocks resemble their neighbours, %s.",
                        text->length > 0 ? " " : "", counts[i], sentences[i]);
}
