/* SPDX-License-Identifier: MIT
 * The tail of each cell's latencies. */
#include "report/tails_table.h"

#include <math.h>

#include "base/clock.h"
#include "base/mem.h"
#include "judge/ratios.h"
#include "report/program_name.h"
#include "report/show.h"

static const enum tail_figure shown[] = {TAIL_P50, TAIL_P99, TAIL_P99_9, TAIL_P99_99, TAIL_MAX};

/* A number, its interval, and why there is none where it is NAN. */
struct value {
    double value;
    struct interval ci;
    const char *reason;
};

static struct value value_of(const struct result_series *series, double unit)
{
    const struct result_figure f = result_figure(series);

    return (struct value){f.median / unit, {f.ci.low / unit, f.ci.high / unit}, series->reason};
}

static void add_value(struct table *table, const struct value *v)
{
    if (isnan(v->value))
        table_absent(table, v->reason);
    else
        table_printf(table, "%.3g", v->value);
}

/* As many decimals as the value needs, so that five fit on 80 columns. */
static void add_interval(struct table *table, const struct value *v)
{
    int decimals = v->value >= 100 ? 0 : v->value >= 10 ? 1 : v->value >= 0.1 ? 2 : 3;

    if (isnan(v->ci.low))
        table_text(table, "");
    else
        table_printf(table, "%.*f-%.*f", decimals, v->ci.low, decimals, v->ci.high);
}

static void add_value_with_interval(struct table *table, const struct value *v)
{
    if (isnan(v->ci.low))
        add_value(table, v);
    else
        table_printf(table, "%.3g (%.3g-%.3g)", v->value, v->ci.low, v->ci.high);
}

static void begin_row(struct table *table, const struct tail_cell *cell)
{
    struct text name = {0};

    program_name(&name, cell->cell);
    table_row(table);
    table_text(table, text_string(&name));
    text_free(&name);
}

/* A row of values, one for each of those shown; and one of their intervals unless WIDE. */
static void add_rows(struct table *table, const struct tail_cell *cell,
                     const struct value *values, bool wide)
{
    bool below = false;

    begin_row(table, cell);
    for (size_t f = 0; f < ARRAY_SIZE(shown); f++) {
        (wide ? add_value_with_interval : add_value)(table, &values[f]);
        below = below || (!wide && !isnan(values[f].ci.low));
    }
    if (!below)
        return;
    table_row(table);
    table_text(table, "");
    for (size_t f = 0; f < ARRAY_SIZE(shown); f++)
        add_interval(table, &values[f]);
}

static struct table *table_of(const char *title, const char *first)
{
    const struct table_column columns[] = {
        {first, "cell", UNIT_NONE, false, TABLE_SHRINK},
        {"p50", "p50", UNIT_NONE, true, 0},
        {"p99", "p99", UNIT_NONE, true, 0},
        {"p99.9", "p99_9", UNIT_NONE, true, 0},
        {"p99.99", "p99_99", UNIT_NONE, true, 0},
        {"max", "max", UNIT_NONE, true, 0},
    };

    return table_new(title, columns, ARRAY_SIZE(columns));
}

struct table *tails_table(const struct tails *tails, const char *title, bool wide)
{
    struct table *table = table_of(title, "ms since due");

    for (size_t i = 0; i < tails->count; i++) {
        struct value values[ARRAY_SIZE(shown)];
        for (size_t f = 0; f < ARRAY_SIZE(shown); f++)
            values[f] = value_of(&tails->cells[i].figure[shown[f]], NS_PER_MS);
        add_rows(table, &tails->cells[i], values, wide);
    }
    table_note(table,
               "Medians over processes and, from six processes on, their 95 %% intervals.");
    return table;
}

struct table *tails_ratio_table(const struct tails *tails, const char *language, bool wide)
{
    struct text first = {0};
    bool any = false;

    text_printf(&first, "times %s's", ratios_language_title(language));
    struct table *table = table_of(NULL, text_string(&first));
    text_free(&first);
    for (size_t i = 0; i < tails->count; i++) {
        struct value values[ARRAY_SIZE(shown)];
        for (size_t f = 0; f < ARRAY_SIZE(shown); f++) {
            struct effect e = tails_ratio(tails, &tails->cells[i], shown[f], language);
            values[f] = (struct value){e.pairs > 0 ? e.ratio : NAN, e.ci, "no pairs"};
        }
        if (isnan(values[0].value))
            continue;
        add_rows(table, &tails->cells[i], values, wide);
        any = true;
    }
    table_note(
        table,
        "Ratios within blocks, one process a block; Student's interval of fewer than six.");
    if (any)
        return table;
    table_free(table);
    return NULL;
}

static void add_period(struct table *table, const struct tail_cell *cell)
{
    if (isnan(cell->period_ns)) {
        table_text(table, "under 4 peaks");
        table_absent(table, "most processes have fewer than four peaks");
        return;
    }
    if (tail_is_periodic(cell))
        table_printf(table, "%.3g s", cell->period_ns / NS_PER_S);
    else
        table_text(table, "none seen");
    table_printf(table, "%.2g", cell->period_p);
}

struct table *tails_pauses_table(const struct tails *tails)
{
    static const struct table_column columns[] = {
        {"Pauses", "cell", UNIT_NONE, false, TABLE_SHRINK},
        {"a minute (95 %)", "pauses_per_min", UNIT_NONE, true, 0},
        {"period", "period", UNIT_NONE, true, 0},
        {"p", "period_p", UNIT_NONE, true, 0},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < tails->count; i++) {
        const struct tail_cell *cell = &tails->cells[i];
        const struct value pauses = value_of(&cell->figure[TAIL_PAUSES], 1);
        begin_row(table, cell);
        add_value_with_interval(table, &pauses);
        add_period(table, cell);
    }
    table_note(table, "A pause: ticks one after another with a latency over %d ms.",
               (int)(tail_pause_ns / NS_PER_MS));
    table_note(table, "Period: mean distance of peaks; p: of distances as even by chance.");
    return table;
}

static json_t *number(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

/* {"reference": "c", "p50": {"ratio": .., "ci_low": .., "ci_high": .., "pairs": 6}, ..} */
static json_t *ratios_json(const struct tails *tails, const struct tail_cell *cell,
                           const char *language)
{
    json_t *ratios = json_pack("{s:s}", "reference", language);

    for (int f = 0; f <= TAIL_MAX; f++) {
        struct effect e = tails_ratio(tails, cell, (enum tail_figure)f, language);
        if (e.pairs > 0)
            json_object_set_new(ratios, tail_name((enum tail_figure)f),
                                json_pack("{s:f, s:o, s:o, s:I}", "ratio", e.ratio, "ci_low",
                                          number(e.ci.low), "ci_high", number(e.ci.high),
                                          "pairs", (json_int_t)e.pairs));
    }
    return ratios;
}

json_t *tails_json(const struct tails *tails, const char *language)
{
    json_t *list = json_array();

    for (size_t i = 0; i < tails->count; i++) {
        const struct tail_cell *cell = &tails->cells[i];
        json_t *object = json_pack("{s:s, s:I}", "cell", cell->cell->label, "trials",
                                   (json_int_t)cell->trials);
        for (int f = 0; f < TAIL_FIGURES; f++)
            show_put_series(object, tail_key((enum tail_figure)f), &cell->figure[f]);
        json_object_set_new(object, "period_ns", number(cell->period_ns));
        json_object_set_new(object, "period_p", number(cell->period_p));
        if (language != NULL)
            json_object_set_new(object, "ratios", ratios_json(tails, cell, language));
        json_array_append_new(list, object);
    }
    return list;
}
