/* SPDX-License-Identifier: MIT
 * The table of a comparison, and what its marks mean. */
#include "report/comparison_table.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "report/comparison_suites.h"

static const char *value_title(const struct comparison *c, const char *value)
{
    return projection_title(value, c->column);
}

/* ------------------------------------------------------------------ values */

static void effect_data(struct table *table, const struct effect *e)
{
    table_real(table, e->ratio);
    table_real(table, e->ci.low);
    table_real(table, e->ci.high);
}

static void add_percent(struct text *text, double share)
{
    text_printf(text, share < 1 ? "%.2g %%" : "%.0f %%", 100 * share);
}

static const struct {
    enum metric metric;
    const char *keys[3];
} shown[] = {
    {METRIC_ENERGY, {"energy", "energy_ci_low", "energy_ci_high"}},
    {METRIC_WALL, {"time", "time_ci_low", "time_ci_high"}},
    {METRIC_POWER, {"power", "power_ci_low", "power_ci_high"}},
    {METRIC_NET_ENERGY, {"net_energy", "net_energy_ci_low", "net_energy_ci_high"}},
    {METRIC_CPU, {"cpu", "cpu_ci_low", "cpu_ci_high"}},
    {METRIC_MEMORY, {"memory", "memory_ci_low", "memory_ci_high"}},
};

/* ------------------------------------------------------------------- table */

static size_t judgement_columns(struct table_column *c)
{
    static const struct table_column columns[] = {
        {"energy source", "energy_source", UNIT_NONE, false, TABLE_FOR_DATA},
        {"p", "p", UNIT_NONE, true, TABLE_FOR_DATA},
        {"p (Holm)", "p_holm", UNIT_NONE, true, TABLE_FOR_DATA},
        {"detectable", "mde", UNIT_NONE, true, TABLE_FOR_DATA},
        {"p of unequal (Holm)", "equal_p_holm", UNIT_NONE, true, TABLE_FOR_DATA},
        {"equivalent", "equivalent", UNIT_NONE, false, TABLE_FOR_DATA},
        {"low", "bootstrap_ci_low", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"high", "bootstrap_ci_high", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"", "note", UNIT_NONE, false, TABLE_FOR_SHOW},
    };

    memcpy(c, columns, sizeof(columns));
    return ARRAY_SIZE(columns);
}

enum { COLUMNS_MAX = 40 };

/* People see three factors; programs everything. */
static size_t make_columns(const struct comparison_view *v, struct table_column *c)
{
    enum metric metric = v->comparison->terms.metric;
    bool factors = metric == METRIC_ENERGY;
    size_t n = 0;

    /* On a screen it is the title of each row's table. */
    c[n++] =
        (struct table_column){"", "row", UNIT_NONE, false, v->rows_titled ? TABLE_FOR_DATA : 0};
    c[n++] =
        (struct table_column){"", "value", UNIT_NONE, false, v->rows_titled ? TABLE_WRAP : 0};
    for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
        for (size_t k = 0; k < 3; k++)
            c[n++] = (struct table_column){shown[i].keys[k], shown[i].keys[k], UNIT_RATIO, true,
                                           TABLE_FOR_DATA};
    c[n++] = (struct table_column){metric_facts(metric)->name, "_0", UNIT_NONE, false,
                                   TABLE_FOR_SHOW};
    const char *one = metric_facts(comparison_beside(metric, 0))->name,
               *two = metric_facts(comparison_beside(metric, 1))->name;
    c[n++] =
        (struct table_column){factors ? "= time" : one, "_1", UNIT_NONE, false, TABLE_FOR_SHOW};
    c[n++] = (struct table_column){factors ? "x power" : two, "_2", UNIT_NONE, false,
                                   TABLE_FOR_SHOW};
    unsigned spare = v->crowded ? TABLE_FOR_DATA : 0;
    c[n++] = (struct table_column){"cores", "cores", UNIT_NONE, true, spare};
    c[n++] = (struct table_column){"idle", "idle_share", UNIT_NONE, true,
                                   v->energy ? spare : TABLE_FOR_DATA};
    return n + judgement_columns(c + n);
}

static void add_marks(struct table *table, const struct comparison_entry *entry)
{
    char letters[COMPARISON_DOUBTS + 3];
    size_t used = 0;

    if (!comparison_is_different(entry))
        letters[used++] = '~';
    if (comparison_is_equal(entry))
        letters[used++] = '=';
    for (size_t i = 0; i < COMPARISON_DOUBTS; i++)
        if (entry->doubts & comparison_doubts[i].doubt)
            letters[used++] = comparison_doubts[i].letter;
    letters[used] = '\0';
    table_text(table, letters);
}

static void add_entry(struct table *table, const struct comparison_view *v,
                      const struct comparison_row *row, const struct comparison_entry *entry)
{
    enum metric metric = v->comparison->terms.metric;

    table_row(table);
    table_text(table, row->name);
    table_text(table, entry->name);
    for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
        effect_data(table, &entry->effect[shown[i].metric]);
    comparison_effect_text(table, &entry->effect[metric]);
    comparison_effect_text(table, &entry->effect[comparison_beside(metric, 0)]);
    comparison_effect_text(table, &entry->effect[comparison_beside(metric, 1)]);
    table_real(table, entry->cores);
    table_real(table, entry->idle_share);
    table_text(table, v->energy ? v->sources[0].result->energy_source : "absent");
    table_real(table, entry->p);
    table_real(table, entry->p_holm);
    table_real(table, entry->detectable);
    table_real(table, entry->equal_holm);
    table_text(table, comparison_is_equal(entry) ? "yes" : "no");
    table_real(table, entry->bootstrap.low);
    table_real(table, entry->bootstrap.high);
    add_marks(table, entry);
}

/* ------------------------------------------------------------------- notes */

/* What is marked anywhere. */
struct marks {
    unsigned doubts;
    bool open;  /* some entry is not shown to differ */
    bool equal; /* some is shown not to */
};

static struct marks marks_of(const struct comparison *c)
{
    struct marks seen = {0};

    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++) {
            const struct comparison_entry *entry = &c->rows[r].entries[e];
            seen.doubts |= entry->doubts;
            seen.open = seen.open || !comparison_is_different(entry);
            seen.equal = seen.equal || comparison_is_equal(entry);
        }
    return seen;
}

/* What each entry that shows no difference could have shown. */
static void add_detectable(struct text *text, const struct comparison *c)
{
    const char *before = "; with 80 % probability it would have shown ";

    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++) {
            const struct comparison_entry *entry = &c->rows[r].entries[e];
            if (comparison_is_different(entry) || !isfinite(entry->detectable))
                continue;
            text_add(text, before);
            add_percent(text, entry->detectable);
            text_printf(text, " in %s", c->rows[r].name);
            if (c->column != PROJECTION_CAMPAIGN)
                text_printf(text, " %s", entry->name);
            before = ", ";
        }
}

void comparison_explain(const struct comparison *c,
                        void (*say_it)(void *to, char mark, const char *sentence), void *to)
{
    struct marks seen = marks_of(c);
    struct text text = {0};

    if (seen.open) {
        text_printf(&text, "no difference shown, corrected for %zu comparison%s (Holm)",
                    c->tests, c->tests == 1 ? "" : "s");
        add_detectable(&text, c);
        say_it(to, '~', text_string(&text));
        text_free(&text);
    }
    if (seen.equal) {
        text_add(&text, "shown equal within ");
        add_percent(&text, c->terms.margin);
        text_add(&text, " (two one-sided tests, corrected likewise)");
        say_it(to, '=', text_string(&text));
        text_free(&text);
    }
    for (size_t i = 0; i < COMPARISON_DOUBTS; i++)
        if (seen.doubts & comparison_doubts[i].doubt)
            say_it(to, comparison_doubts[i].letter, comparison_doubts[i].text);
}

static void note(void *to, char mark, const char *sentence)
{
    table_note(to, "%c: %s.", mark, sentence);
}

void comparison_unlike_text(struct text *text, const struct comparison *c)
{
    for (size_t i = 0; i < c->unlike_count; i++) {
        const struct unlike *u = &c->unlike[i];
        text_printf(text, "%s%s %s, then %s%s",
                    i == 0 ? "In the ratios too, since it changed between the two: " : "; ",
                    u->what, u->first, u->second, i + 1 == c->unlike_count ? "." : "");
    }
}

const char *comparison_next_warning(const struct comparison_view *v, size_t *at)
{
    const struct result *one = v->sources[0].result;

    for (size_t i = (*at)++;; i = (*at)++) {
        if (i < one->note_count)
            return one->notes[i];
        if (v->source_count < 2 || i - one->note_count >= v->sources[1].result->note_count)
            return NULL;
        const char *note_text = v->sources[1].result->notes[i - one->note_count];
        bool said = false;
        for (size_t k = 0; k < one->note_count; k++)
            said = said || strcmp(one->notes[k], note_text) == 0;
        if (!said)
            return note_text;
    }
}

/* Where all rows are in one table, its marks are explained below it. */
static void add_notes(struct table *table, const struct comparison_view *v)
{
    const struct comparison *c = v->comparison;
    const char *source = v->sources[0].result->energy_source, *warning;
    struct text unlike = {0};

    table_note(table, "%s relative to %s, with %g %% intervals.",
               metric_facts(c->terms.metric)->title, value_title(c, c->reference),
               100 * RESULT_LEVEL);
    if (v->energy && !result_is_measured(source))
        table_note(table, "The joules are %s, not measured.", source);
    comparison_explain(c, note, table);
    comparison_unlike_text(&unlike, c);
    if (unlike.length > 0)
        table_note(table, "%s", text_string(&unlike));
    text_free(&unlike);
    for (size_t at = 0; (warning = comparison_next_warning(v, &at)) != NULL;)
        table_note(table, "WARNING: %s.", warning);
}

struct table *comparison_table(const struct comparison_view *v)
{
    const struct comparison *c = v->comparison;
    struct table_column columns[COLUMNS_MAX];
    size_t first = v->rows_titled ? v->row : 0,
           end = v->rows_titled ? v->row + 1 : c->row_count;
    struct table *table = table_new(v->rows_titled ? c->rows[first].name : NULL, columns,
                                    make_columns(v, columns));

    for (size_t r = first; r < end; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++)
            add_entry(table, v, &c->rows[r], &c->rows[r].entries[e]);
    if (!v->rows_titled)
        add_notes(table, v);
    return table;
}
