/* SPDX-License-Identifier: MIT
 * Tables of a history. */
#include "cli/history_screen.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/voice.h"
#include "report/history_json.h"

enum { COLUMNS_MAX = 16, ROOMY = 110, DATE_SIZE = 32, INDENT = 12 };

struct view {
    const struct context *context;
    const struct history *history;
};

static bool is_format(const struct view *v, const char *name)
{
    return strcmp(v->context->settings.format, name) == 0;
}

/* ------------------------------------------------------------------- words */

static const char *date_of(char buffer[static DATE_SIZE], const struct result *result)
{
    time_t created = result->created_unix_ns / NS_PER_S;
    struct tm local;

    strftime(buffer, DATE_SIZE, "%Y-%m-%d", localtime_r(&created, &local));
    return buffer;
}

static const struct result *result_at(const struct history_series *s, size_t i)
{
    return s->points[i].campaign->result;
}

static void add_percent(struct text *text, double ratio)
{
    double percent = 100 * (ratio - 1);
    int decimals = fabs(percent) < 1 ? 2 : fabs(percent) < 10 ? 1 : 0;

    text_printf(text, "%+.*f", decimals, percent);
}

/* "+4.0 % [+3.9, +4.2]" */
static void add_size(struct text *text, const struct effect *size)
{
    add_percent(text, size->ratio);
    text_add(text, " %");
    if (isnan(size->ci.low))
        return;
    text_add(text, " [");
    add_percent(text, size->ci.low);
    text_add(text, ", ");
    add_percent(text, size->ci.high);
    text_add(text, "]");
}

static bool is_of_several_databases(const struct history *h)
{
    for (size_t i = 1; i < h->campaign_count; i++)
        if (strcmp(h->campaigns[i].database, h->campaigns[0].database) != 0)
            return true;
    return false;
}

/* "campaign 90 (2026-03-31)", "old.db:90 (2026-03-31)" where there are several databases. */
static void add_campaign(struct text *text, const struct view *v,
                         const struct history_point *point)
{
    const struct result *result = point->campaign->result;
    char date[DATE_SIZE];

    if (is_of_several_databases(v->history))
        text_printf(text, "%s:%" PRId64, point->campaign->database, result->id);
    else
        text_printf(text, "campaign %" PRId64, result->id);
    text_printf(text, " (%s)", date_of(date, result));
}

static void add_place(struct text *text, const struct view *v, const struct history_alert *a)
{
    bool shift = a->change->kind == HISTORY_SHIFT;

    text_add(text, shift ? "between " : "little by little from about ");
    add_campaign(text, v, a->before);
    text_add(text, shift ? " and " : ", certain at ");
    add_campaign(text, v, a->after);
}

static void add_beside(struct text *text, const struct history_alert *a)
{
    for (size_t i = 0; i < a->beside_count; i++)
        text_printf(text, "%s%s %s, then %s", i > 0 ? "; " : "", a->beside[i].what,
                    a->beside[i].first, a->beside[i].second);
}

static void add_count(struct text *text, size_t count, const char *noun)
{
    text_printf(text, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

static void add_line(struct text *out, const char *sentence, size_t column, size_t indent)
{
    text_add_wrapped(out, sentence, column, indent, (size_t)screen_width());
    text_add(out, "\n");
}

/* ------------------------------------------------------------------- series */

static size_t make_columns(const struct view *v, enum unit unit, struct table_column *c)
{
    unsigned machine = v->history->machine_count > 1 ? 0 : TABLE_FOR_DATA;
    unsigned roomy = is_format(v, "text") && screen_width() < ROOMY ? TABLE_FOR_DATA : 0;
    const struct table_column columns[] = {
        {"", "series", UNIT_NONE, false, TABLE_WRAP},
        {"metric", "metric", UNIT_NONE, false, TABLE_FOR_DATA},
        {"source", "energy_source", UNIT_NONE, false, TABLE_FOR_DATA},
        {"machine", "machine", UNIT_NONE, true, machine},
        {"fingerprint", "fingerprint", UNIT_NONE, false, TABLE_FOR_DATA},
        {"points", "points", UNIT_NONE, true, 0},
        {"from", "from", UNIT_NONE, false, roomy},
        {"until", "until", UNIT_NONE, false, roomy},
        {"latest", "latest", unit, true, 0},
        {"low", "latest_ci_low", unit, true, TABLE_FOR_DATA},
        {"high", "latest_ci_high", unit, true, TABLE_FOR_DATA},
        {"visible", "mde", UNIT_NONE, true, TABLE_FOR_DATA},
        {"visible", "_visible", UNIT_NONE, true, TABLE_FOR_SHOW},
        {"shifts", "shifts", UNIT_NONE, true, 0},
        {"drifts", "drifts", UNIT_NONE, true, 0},
    };

    memcpy(c, columns, sizeof(columns));
    return ARRAY_SIZE(columns);
}

static void add_series(struct table *table, const struct history *h, size_t i)
{
    const struct history_series *s = &h->series[i];
    const struct result_figure *latest = &s->points[s->count - 1].figure;
    char date[DATE_SIZE];

    table_row(table);
    table_text(table, s->name);
    table_text(table, metric_facts(s->metric)->key);
    table_text(table, s->energy_source);
    table_integer(table, (int64_t)s->machine + 1);
    table_text(table, h->machines[s->machine].fingerprint);
    table_integer(table, (int64_t)s->count);
    table_text(table, date_of(date, result_at(s, 0)));
    table_text(table, date_of(date, result_at(s, s->count - 1)));
    table_real_pm(table, latest->median, (latest->ci.high - latest->ci.low) / 2);
    table_real(table, latest->ci.low);
    table_real(table, latest->ci.high);
    table_real(table, s->detectable);
    if (isnan(s->detectable))
        table_absent(table, NULL);
    else
        table_printf(table, "%.2g %%", 100 * s->detectable);
    table_integer(table, (int64_t)history_count(h, i, HISTORY_SHIFT));
    table_integer(table, (int64_t)history_count(h, i, HISTORY_DRIFT));
}

/* Those of METRIC alone, or all where it is METRIC_COUNT. */
static int add_table(struct text *out, const struct view *v, enum metric metric,
                     struct err *err)
{
    const struct table_style style = campaign_style(v->context, "polyjoule.history/1");
    const struct history *h = v->history;
    bool all = metric == METRIC_COUNT;
    struct table_column columns[COLUMNS_MAX];
    size_t count = make_columns(v, all ? UNIT_NONE : metric_facts(metric)->unit, columns);
    struct table *table = table_new(all ? NULL : metric_facts(metric)->title, columns, count);

    for (size_t i = 0; i < h->series_count; i++)
        if (all || h->series[i].metric == metric)
            add_series(table, h, i);
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

static bool has_series(const struct history *h, enum metric metric)
{
    for (size_t i = 0; i < h->series_count; i++)
        if (h->series[i].metric == metric)
            return true;
    return false;
}

static int add_tables(struct text *out, const struct view *v, struct err *err)
{
    const struct history_request *request = &v->history->request;
    int r = 0;

    for (size_t i = 0; i < request->metric_count && r == 0; i++) {
        if (!has_series(v->history, request->metrics[i]))
            continue;
        r = add_table(out, v, request->metrics[i], err);
        text_add(out, "\n");
    }
    return r;
}

/* -------------------------------------------------------------------- notes */

static void add_machine(struct text *text, const struct history *h, size_t i)
{
    const struct result_session *s = h->machines[i].session;
    char memory[UNITS_TEXT_SIZE];

    text_printf(text, "Machine %zu: %s", i + 1,
                s->cpu_model != NULL ? s->cpu_model : "unknown processor");
    if (s->cores != STORE_ABSENT)
        text_printf(text, ", %" PRId64 " core%s", s->cores, s->cores == 1 ? "" : "s");
    if (s->memory_bytes != STORE_ABSENT)
        text_printf(text, ", %s", units_format(memory, (double)s->memory_bytes, UNIT_BYTES));
    text_printf(text, "%s%s; fingerprint %.8s.", s->hypervisor != NULL ? ", under " : "",
                s->hypervisor != NULL ? s->hypervisor : "", h->machines[i].fingerprint);
}

static void add_rule(struct text *text, const struct history *h)
{
    double alpha = h->request.terms.alpha;

    text_printf(
        text,
        "Shift: E-divisive on logarithms of campaigns' medians, p <= %g by %zu "
        "permutations, and no ramp; drift: CUSUM against the first %d points. Sizes with "
        "%g %% intervals (Welch).",
        alpha, history_change_permutations(alpha), HISTORY_BASELINE,
        100 * h->request.terms.level);
}

static void add_visible(struct text *text, const struct history *h)
{
    size_t too_short = history_short(h);

    text_add(text, "Visible: about the least shift in the middle that would be seen in four of "
                   "five such series.");
    if (too_short > 0)
        text_printf(text, " %zu of the series have fewer than %zu points, which can show none.",
                    too_short, history_change_needs(h->request.terms.alpha));
}

static void add_left_out(struct text *text, const struct history *h)
{
    const struct {
        size_t count;
        const char *what;
    } left[] = {
        {h->imported, "imported (when they ran is not known)"},
        {h->moved, "of several machines"},
        {h->repeated, "in two databases (once is in it)"},
    };

    for (size_t i = 0; i < ARRAY_SIZE(left); i++) {
        if (left[i].count == 0)
            continue;
        text_add(text, text->length == 0 ? "Left out: " : "; ");
        add_count(text, left[i].count, "campaign");
        text_printf(text, " %s", left[i].what);
    }
    if (h->not_positive > 0) {
        text_add(text, text->length == 0 ? "Left out: " : "; ");
        add_count(text, h->not_positive, "value");
        text_add(text, " of 0 or less");
    }
    if (text->length > 0)
        text_add(text, ".");
}

static void add_unmeasured(struct text *text, const struct history *h)
{
    size_t count = 0;

    for (size_t i = 0; i < h->alert_count; i++)
        count += !h->alerts[i].decides;
    if (count > 0)
        text_printf(text,
                    "%zu of the alerts %s of joules that were not measured: they do not count "
                    "for the exit status.",
                    count, count == 1 ? "is" : "are");
}

static void (*const notes[])(struct text *, const struct history *) = {
    add_unmeasured, add_rule, add_visible, add_left_out};

static void each_note(const struct history *h, void (*take)(void *, const char *), void *to)
{
    struct text text = {0};

    for (size_t i = 0; i < h->machine_count && h->machine_count > 1; i++) {
        add_machine(&text, h, i);
        take(to, text_string(&text));
        text_free(&text);
    }
    for (size_t i = 0; i < ARRAY_SIZE(notes); i++) {
        notes[i](&text, h);
        if (text.length > 0)
            take(to, text_string(&text));
        text_free(&text);
    }
}

static void take_note(void *to, const char *sentence)
{
    table_note(to, "%s", sentence);
}

static void take_line(void *to, const char *sentence)
{
    text_add(to, "  ");
    add_line(to, sentence, 2, 2);
}

static void add_notes(struct table *table, const struct history *h)
{
    each_note(h, take_note, table);
}

/* ------------------------------------------------------------------- alerts */

/* When it was there, what changed and by how much, and where. */
static void add_alert(struct text *out, const struct view *v, const struct history_alert *a)
{
    const struct history_series *s = &v->history->series[a->series];
    struct text text = {0};
    char date[DATE_SIZE];

    text_printf(out, "%-*s", INDENT, date_of(date, a->after->campaign->result));
    text_printf(&text, "%s: %s ", s->name, metric_facts(s->metric)->noun);
    add_size(&text, &a->change->size);
    text_add(&text, " ");
    add_place(&text, v, a);
    if (v->history->machine_count > 1)
        text_printf(&text, ", machine %zu", s->machine + 1);
    if (a->change->kind == HISTORY_SHIFT)
        text_add(&text,
                 a->change->confirmed ? "; confirmed by PELT" : "; not confirmed by PELT");
    add_line(out, text_string(&text), INDENT, INDENT);
    text_free(&text);
    if (a->beside_count == 0)
        return;
    text_printf(out, "%*s", INDENT, "");
    text_add(&text, "with it changed: ");
    add_beside(&text, a);
    add_line(out, text_string(&text), INDENT, INDENT);
    text_free(&text);
}

static void add_verdict(struct text *text, const struct history *h)
{
    if (h->alert_count == 0) {
        text_add(text, "No shift and no drift was found");
        return;
    }
    add_count(text, history_count(h, SIZE_MAX, HISTORY_SHIFT), "shift");
    text_add(text, ", ");
    add_count(text, history_count(h, SIZE_MAX, HISTORY_DRIFT), "drift");
}

static void add_alerts(struct text *out, const struct view *v)
{
    const struct history *h = v->history;

    add_verdict(out, h);
    text_add(out, h->alert_count > 0 ? "\n\n" : ".\n");
    for (size_t i = 0; i < h->alert_count; i++)
        add_alert(out, v, &h->alerts[i]);
}

/* For Markdown and LaTeX. */
static int add_alert_table(struct text *out, const struct view *v, struct err *err)
{
    static const struct table_column columns[] = {
        {"date", "date", UNIT_NONE, false, 0},      {"series", "series", UNIT_NONE, false, 0},
        {"metric", "metric", UNIT_NONE, false, 0},  {"change", "change", UNIT_NONE, false, 0},
        {"where", "where", UNIT_NONE, false, 0},    {"PELT", "pelt", UNIT_NONE, false, 0},
        {"with it", "beside", UNIT_NONE, false, 0},
    };
    const struct table_style style = campaign_style(v->context, NULL);
    const struct history *h = v->history;
    struct text text = {0};
    char date[DATE_SIZE];

    add_verdict(&text, h);
    struct table *table = table_new(text_string(&text), columns, ARRAY_SIZE(columns));
    text_free(&text);
    for (size_t i = 0; i < h->alert_count; i++) {
        const struct history_alert *a = &h->alerts[i];
        table_row(table);
        table_text(table, date_of(date, a->after->campaign->result));
        table_text(table, h->series[a->series].name);
        table_text(table, metric_facts(h->series[a->series].metric)->noun);
        add_size(&text, &a->change->size);
        table_text(table, text_string(&text));
        text_free(&text);
        add_place(&text, v, a);
        table_text(table, text_string(&text));
        text_free(&text);
        table_text(table, a->change->kind == HISTORY_DRIFT ? ""
                          : a->change->confirmed           ? "confirms"
                                                           : "does not confirm");
        add_beside(&text, a);
        table_text(table, text_string(&text));
        text_free(&text);
    }
    add_notes(table, h);
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

/* ------------------------------------------------------------------- screen */

static void add_head(struct text *out, const struct history *h)
{
    const struct result *first = h->campaigns[0].result,
                        *last = h->campaigns[h->campaign_count - 1].result;
    char from[DATE_SIZE], until[DATE_SIZE];

    add_count(out, h->campaign_count, "campaign");
    text_printf(out, ", %s to %s, on ", date_of(from, first), date_of(until, last));
    add_count(out, h->machine_count, "machine");
    text_add(out, "\n\n");
}

static void add_json(struct text *out, const struct history *h)
{
    json_t *document = history_json(h);
    char *text = json_dumps(document, JSON_INDENT(2));

    text_printf(out, "%s\n", text);
    free(text);
    json_decref(document);
}

int history_screen(struct text *out, const struct context *context,
                   const struct history *history, struct err *err)
{
    const struct view view = {context, history};
    int r;

    if (is_format(&view, "json")) {
        add_json(out, history);
        return 0;
    }
    if (is_format(&view, "csv"))
        return add_table(out, &view, METRIC_COUNT, err);
    if (is_format(&view, "text"))
        add_head(out, history);
    if ((r = add_tables(out, &view, err)) < 0)
        return r;
    if (!is_format(&view, "text"))
        return add_alert_table(out, &view, err);
    add_alerts(out, &view);
    text_add(out, "\n");
    each_note(history, take_line, out);
    return 0;
}
