/* SPDX-License-Identifier: MIT
 * Tables of a comparison. */
#include "cli/compare_screen.h"

#include <stdlib.h>
#include <string.h>

#include "cli/campaign_screen.h"
#include "cli/voice.h"
#include "report/comparison_suites.h"

/* On 80 columns three ratios with their intervals leave room for a short name or for more. */
enum { ROOMY = 100, SHORT_NAME = 10 };

/* Whether what is only useful has to give way. */
static bool is_crowded(const struct comparison *c)
{
    bool crowded = c->terms.metric == METRIC_ENERGY;

    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++)
            crowded = crowded || strlen(c->rows[r].entries[e].name) > SHORT_NAME;
    return crowded && screen_width() < ROOMY;
}

static void line(void *to, char mark, const char *sentence)
{
    text_printf(to, "  %c ", mark);
    text_add_wrapped(to, sentence, 4, 4, (size_t)screen_width());
    text_add(to, "\n");
}

static int add_table(struct text *out, const struct context *context, struct table *table,
                     struct err *err)
{
    const struct table_style style = campaign_style(context, "polyjoule.compare/1");
    int r = table_render(table, &style, out, err);

    table_free(table);
    return r;
}

/* A table a row. */
static int add_rows(struct text *out, const struct context *context, struct comparison_view *v,
                    struct err *err)
{
    int r = 0;

    for (v->row = 0; r == 0 && v->row < v->comparison->row_count; v->row++) {
        if (v->row > 0)
            text_add(out, "\n");
        r = add_table(out, context, comparison_table(v), err);
    }
    return r;
}

static int add_suites(struct text *out, const struct context *context,
                      const struct comparison *comparison, struct err *err)
{
    struct table *tables[COMPARISON_SUITE_TABLES];
    size_t count = comparison_suite_tables(tables, comparison);
    int r = 0;

    for (size_t i = 0; i < count; i++) {
        if (r < 0) {
            table_free(tables[i]);
            continue;
        }
        text_add(out, "\n");
        r = add_table(out, context, tables[i], err);
    }
    return r;
}

/* ------------------------------------------------------------------- screen */

static void add_sentence(struct text *out, const char *sentence)
{
    text_add(out, "  ");
    text_add_wrapped(out, sentence, 2, 2, (size_t)screen_width());
    text_add(out, "\n");
}

static void add_legend(struct text *out, const struct comparison_view *v)
{
    struct text unlike = {0};
    const char *warning;

    text_add(out, "\n");
    comparison_explain(v->comparison, line, out);
    comparison_unlike_text(&unlike, v->comparison);
    if (unlike.length > 0)
        add_sentence(out, text_string(&unlike));
    text_free(&unlike);
    for (size_t at = 0; (warning = comparison_next_warning(v, &at)) != NULL;) {
        text_printf(&unlike, "WARNING: %s.", warning);
        add_sentence(out, text_string(&unlike));
        text_free(&unlike);
    }
    if (v->crowded)
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
static void add_energy_source(struct text *out, const struct comparison_view *v)
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

static void add_head(struct text *out, const struct comparison_view *v)
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
        text_printf(&text, " relative to %s", projection_title(c->reference, c->column));
    }
    text_printf(&text, ", with %g %% intervals: ", 100 * RESULT_LEVEL);
    text_add(&text, first->paired ? "ratios within blocks (Hodges-Lehmann)."
                                  : "not paired (Welch, on logarithms).");
    text_add_wrapped(out, text_string(&text), 0, 0, (size_t)screen_width());
    text_add(out, "\n\n");
    text_free(&text);
}

static void add_json(struct text *out, const struct comparison_view *v)
{
    json_t *document = comparison_json(v->comparison, v->sources, v->source_count);
    char *text = json_dumps(document, JSON_INDENT(2));

    text_printf(out, "%s\n", text);
    free(text);
    json_decref(document);
}

int compare_screen(struct text *out, const struct context *context,
                   const struct comparison_view *view, struct err *err)
{
    const char *format = context->settings.format;
    struct comparison_view v = *view;
    int r;

    if (strcmp(format, "json") == 0) {
        add_json(out, &v);
        return 0;
    }
    if (strcmp(format, "text") != 0)
        return add_table(out, context, comparison_table(&v), err);
    v.rows_titled = true;
    v.crowded = is_crowded(v.comparison);
    add_head(out, &v);
    if ((r = add_rows(out, context, &v, err)) == 0)
        r = add_suites(out, context, v.comparison, err);
    add_legend(out, &v);
    return r;
}
