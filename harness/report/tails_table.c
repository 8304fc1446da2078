/* SPDX-License-Identifier: MIT
 * The tail of each cell's latencies. */
#include "report/tails_table.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "report/show.h"

static const enum tail_figure shown[] = {TAIL_P50, TAIL_P99, TAIL_P99_9, TAIL_P99_99, TAIL_MAX};

/* Two digits of an interval's ends are room enough for five of them on 80 columns. */
static void add_figure(struct table *table, const struct result_series *series, double unit,
                       bool interval)
{
    const struct result_figure figure = result_figure(series);

    if (series->count == 0)
        table_absent(table, series->reason);
    else if (!interval)
        table_printf(table, "%.3g", figure.median / unit);
    else if (isnan(figure.ci.low))
        table_text(table, "");
    else
        table_printf(table, "%.2g-%.2g", figure.ci.low / unit, figure.ci.high / unit);
}

/* Without the workload, which is the title's. */
static const char *name_of(const struct tail_cell *cell)
{
    const char *slash = strchr(cell->cell->label, '/');

    return slash != NULL ? slash + 1 : cell->cell->label;
}

struct table *tails_table(const struct tails *tails, const char *title)
{
    static const struct table_column columns[] = {
        {"ms since due", "cell", UNIT_NONE, false, TABLE_SHRINK},
        {"p50", "p50", UNIT_NONE, true, 0},
        {"p99", "p99", UNIT_NONE, true, 0},
        {"p99.9", "p99_9", UNIT_NONE, true, 0},
        {"p99.99", "p99_99", UNIT_NONE, true, 0},
        {"max", "max", UNIT_NONE, true, 0},
    };
    struct table *table = table_new(title, columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < tails->count; i++)
        for (int interval = 0; interval <= 1; interval++) {
            const struct tail_cell *cell = &tails->cells[i];
            if (interval && isnan(result_figure(&cell->figure[TAIL_MAX]).ci.low))
                continue;
            table_row(table);
            table_text(table, interval ? "" : name_of(cell));
            for (size_t f = 0; f < ARRAY_SIZE(shown); f++)
                add_figure(table, &cell->figure[shown[f]], NS_PER_MS, interval);
        }
    table_note(table, "Medians over processes and, from six processes on, their 95 %% "
                      "intervals below.");
    return table;
}

static void add_period(struct table *table, const struct tail_cell *cell)
{
    if (isnan(cell->period_ns)) {
        table_absent(table, "the maxima do not vary, or are too few");
        return;
    }
    if (cell->period_p > 1 - RESULT_LEVEL)
        table_text(table, "none seen");
    else
        table_printf(table, "%.3g s", cell->period_ns / NS_PER_S);
    table_printf(table, "%.2g", cell->period_p);
}

struct table *tails_pauses_table(const struct tails *tails)
{
    static const struct table_column columns[] = {
        {"Pauses", "cell", UNIT_NONE, false, TABLE_SHRINK},
        {"a minute", "pauses_per_min", UNIT_NONE, true, 0},
        {"95 %", "pauses_ci", UNIT_NONE, true, 0},
        {"period", "period", UNIT_NONE, true, 0},
        {"p", "period_p", UNIT_NONE, true, 0},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < tails->count; i++) {
        const struct tail_cell *cell = &tails->cells[i];
        table_row(table);
        table_text(table, name_of(cell));
        add_figure(table, &cell->figure[TAIL_PAUSES], 1, false);
        add_figure(table, &cell->figure[TAIL_PAUSES], 1, true);
        add_period(table, cell);
    }
    table_note(table, "A pause: ticks one after another with a latency over %d ms.",
               (int)(tail_pause_ns / NS_PER_MS));
    table_note(table,
               "Period: of the maxima of each %d ms; p: of as regular ones in a random order.",
               (int)(tail_window_ns / NS_PER_MS));
    return table;
}

json_t *tails_json(const struct tails *tails)
{
    json_t *list = json_array();

    for (size_t i = 0; i < tails->count; i++) {
        const struct tail_cell *cell = &tails->cells[i];
        json_t *object = json_pack("{s:s, s:I}", "cell", cell->cell->label, "trials",
                                   (json_int_t)cell->trials);
        for (int f = 0; f < TAIL_FIGURES; f++)
            show_put_series(object, tail_key(f), &cell->figure[f]);
        json_object_set_new(object, "period_ns",
                            isnan(cell->period_ns) ? json_null() : json_real(cell->period_ns));
        json_object_set_new(object, "period_p",
                            isnan(cell->period_p) ? json_null() : json_real(cell->period_p));
        json_array_append_new(list, object);
    }
    return list;
}
