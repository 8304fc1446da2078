/* SPDX-License-Identifier: MIT
 * Tables of a comparison. */
#include "cli/compare_screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/compare_suites.h"
#include "cli/voice.h"

/* On 80 columns three ratios with their intervals leave room for a short name or for more. */
enum { COLUMNS_MAX = 40, ROOMY = 100, SHORT_NAME = 10 };

static bool is_text(const struct compare_view *v)
{
    return strcmp(v->context->settings.format, "text") == 0;
}

/* Whether what is only useful has to give way. */
static bool is_crowded(const struct compare_view *v)
{
    const struct comparison *c = v->comparison;
    bool crowded = c->terms.metric == METRIC_ENERGY;

    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++)
            crowded = crowded || strlen(c->rows[r].entries[e].name) > SHORT_NAME;
    return crowded && is_text(v) && screen_width() < ROOMY;
}

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

/* People see three factors; programs everything. */
static size_t make_columns(const struct compare_view *v, struct table_column *c)
{
    enum metric metric = v->comparison->terms.metric;
    bool factors = metric == METRIC_ENERGY;
    size_t n = 0;

    /* On a screen it is the title of each row's table. */
    c[n++] =
        (struct table_column){"", "row", UNIT_NONE, false, is_text(v) ? TABLE_FOR_DATA : 0};
    c[n++] = (struct table_column){"", "value", UNIT_NONE, false, is_text(v) ? TABLE_WRAP : 0};
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
    unsigned spare = is_crowded(v) ? TABLE_FOR_DATA : 0;
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

static void add_entry(struct table *table, const struct compare_view *v,
                      const struct comparison_row *row, const struct comparison_entry *entry)
{
    enum metric metric = v->comparison->terms.metric;

    table_row(table);
    table_text(table, row->name);
    table_text(table, entry->name);
    for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
        effect_data(table, &entry->effect[shown[i].metric]);
    compare_effect_text(table, &entry->effect[metric]);
    compare_effect_text(table, &entry->effect[comparison_beside(metric, 0)]);
    compare_effect_text(table, &entry->effect[comparison_beside(metric, 1)]);
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

/* A sentence a mark, from the first to the last. */
static void explain(const struct comparison *c,
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

static void line(void *to, char mark, const char *sentence)
{
    text_printf(to, "  %c ", mark);
    text_add_wrapped(to, sentence, 4, 4, (size_t)screen_width());
    text_add(to, "\n");
}

/* In what two campaigns differ beside what is compared; nothing where they do not. */
static void unlike_text(struct text *text, const struct comparison *c)
{
    for (size_t i = 0; i < c->unlike_count; i++) {
        const struct unlike *u = &c->unlike[i];
        text_printf(text, "%s%s %s, then %s%s",
                    i == 0 ? "In the ratios too, since it changed between the two: " : "; ",
                    u->what, u->first, u->second, i + 1 == c->unlike_count ? "." : "");
    }
}

/* What imported files could not tell, once where both campaigns say it. */
static const char *next_warning(const struct compare_view *v, size_t *at)
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
static void add_notes(struct table *table, const struct compare_view *v)
{
    const struct comparison *c = v->comparison;
    const char *source = v->sources[0].result->energy_source, *warning;
    struct text unlike = {0};

    table_note(table, "%s relative to %s, with %g %% intervals.",
               metric_facts(c->terms.metric)->title, value_title(c, c->reference),
               100 * RESULT_LEVEL);
    if (v->energy && !result_is_measured(source))
        table_note(table, "The joules are %s, not measured.", source);
    explain(c, note, table);
    unlike_text(&unlike, c);
    if (unlike.length > 0)
        table_note(table, "%s", text_string(&unlike));
    text_free(&unlike);
    for (size_t at = 0; (warning = next_warning(v, &at)) != NULL;)
        table_note(table, "WARNING: %s.", warning);
}

static int add_table(struct text *out, const struct compare_view *v,
                     const struct comparison_row *first, size_t row_count, struct err *err)
{
    const struct table_style style = campaign_style(v->context, "polyjoule.compare/1");
    struct table_column columns[COLUMNS_MAX];
    struct table *table =
        table_new(is_text(v) ? first->name : NULL, columns, make_columns(v, columns));

    for (size_t r = 0; r < row_count; r++)
        for (size_t e = 0; e < first[r].entry_count; e++)
            add_entry(table, v, &first[r], &first[r].entries[e]);
    if (!is_text(v))
        add_notes(table, v);
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

/* ------------------------------------------------------------------- screen */

static void add_sentence(struct text *out, const char *sentence)
{
    text_add(out, "  ");
    text_add_wrapped(out, sentence, 2, 2, (size_t)screen_width());
    text_add(out, "\n");
}

static void add_legend(struct text *out, const struct compare_view *v)
{
    struct text unlike = {0};
    const char *warning;

    text_add(out, "\n");
    explain(v->comparison, line, out);
    unlike_text(&unlike, v->comparison);
    if (unlike.length > 0)
        add_sentence(out, text_string(&unlike));
    text_free(&unlike);
    for (size_t at = 0; (warning = next_warning(v, &at)) != NULL;) {
        text_printf(&unlike, "WARNING: %s.", warning);
        add_sentence(out, text_string(&unlike));
        text_free(&unlike);
    }
    if (is_crowded(v))
        add_sentence(out, v->energy ? "CPUs kept busy and the idle machine's share: from 100 "
                                      "columns on, or --json."
                                    : "CPUs kept busy: from 100 columns on, or --json.");
}

/* "campaign 7", or where a database was named "old.db:7", as it was named. */
static void add_source(struct text *text, const struct comparison_source *s, bool full)
{
    if (full && s->name != NULL)
        text_printf(text, "%s:%lld", s->database, (long long)s->result->id);
    else
        text_printf(text, "campaign %lld", (long long)s->result->id);
}

/* Where joules are from, or why there are none. */
static void add_energy_source(struct text *out, const struct compare_view *v)
{
    for (size_t i = 0; i < v->source_count; i++) {
        const struct result *result = v->sources[i].result;
        bool absent = strcmp(result->energy_source, "absent") == 0;
        if (v->energy || (absent && v->comparison->terms.metric == METRIC_WALL)) {
            campaign_add_source(out, result);
            return;
        }
    }
}

static void add_head(struct text *out, const struct compare_view *v)
{
    const struct comparison *c = v->comparison;
    const char *title = metric_facts(c->terms.metric)->title;
    const struct comparison_entry *first = &c->rows[0].entries[0];
    struct text text = {0};

    add_energy_source(out, v);
    text_add(&text, title);
    if (v->source_count == 2) {
        text_add(&text, " of ");
        add_source(&text, &v->sources[1], true);
        text_add(&text, " relative to ");
        add_source(&text, &v->sources[0], true);
    } else {
        text_printf(&text, " relative to %s", value_title(c, c->reference));
    }
    text_printf(&text, ", with %g %% intervals: ", 100 * RESULT_LEVEL);
    text_add(&text, first->paired ? "ratios within blocks (Hodges-Lehmann)."
                                  : "not paired (Welch, on logarithms).");
    text_add_wrapped(out, text_string(&text), 0, 0, (size_t)screen_width());
    text_add(out, "\n\n");
    text_free(&text);
}

static void add_json(struct text *out, const struct compare_view *v)
{
    json_t *document = comparison_json(v->comparison, v->sources, v->source_count);
    char *text = json_dumps(document, JSON_INDENT(2));

    text_printf(out, "%s\n", text);
    free(text);
    json_decref(document);
}

int compare_screen(struct text *out, const struct compare_view *view, struct err *err)
{
    const struct comparison *c = view->comparison;
    int r = 0;

    if (strcmp(view->context->settings.format, "json") == 0) {
        add_json(out, view);
        return 0;
    }
    if (!is_text(view))
        return add_table(out, view, c->rows, c->row_count, err);
    add_head(out, view);
    for (size_t i = 0; r == 0 && i < c->row_count; i++) {
        if (i > 0)
            text_add(out, "\n");
        r = add_table(out, view, &c->rows[i], 1, err);
    }
    if (r == 0)
        r = compare_suites(out, view->context, c, err);
    add_legend(out, view);
    return r;
}
