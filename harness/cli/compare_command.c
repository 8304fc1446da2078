/* SPDX-License-Identifier: MIT
 * polyjoule compare: ratios that explain themselves, energy = time x power. */
#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "judge/comparison.h"
#include "judge/ratios.h"
#include "judge/reader.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "by", OPTION_TEXT, AT(by), "WHAT",
     "what differs: language, variant, toolchain or flags [language]"},
    {0, "ref", OPTION_TEXT, AT(ref_language), "X",
     "the one that ratios are to [c, plain, or the plan's first]"},
    {0, "variant", OPTION_TEXT, AT(variant), "V",
     "only this variant; all: every one [plain, with --by language]"},
    {0, "metric", OPTION_TEXT, AT(metric), "M",
     "wall, cpu, memory, energy, net-energy or power [energy where measured, else wall]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* One or two campaigns, compared. */
struct view {
    struct context *context;
    struct store *store;
    struct result *results[2];
    struct comparison *comparison;
    bool energy;
};

static int choose(struct comparison_request *out, struct view *v, struct err *err)
{
    const struct settings *s = &v->context->settings;
    bool measured = strcmp(v->results[0]->kind, "measure") == 0;
    int r;

    *out = (struct comparison_request){.reference = s->ref_language, .level = RESULT_LEVEL};
    out->by = v->results[1] != NULL ? COMPARISON_CAMPAIGN
              : measured            ? COMPARISON_COMMAND
                                    : COMPARISON_LANGUAGE;
    if (s->by != NULL && out->by != COMPARISON_LANGUAGE)
        return err_set(err, -EINVAL, "--by: two campaigns, and commands, differ in themselves");
    if (s->by != NULL && (r = comparison_by_parse(&out->by, s->by, err)) < 0)
        return r;
    out->variant = s->variant;
    if (s->variant == NULL && out->by == COMPARISON_LANGUAGE && !v->results[0]->imported)
        out->variant = "plain";
    if (s->variant != NULL && strcmp(s->variant, "all") == 0)
        out->variant = NULL;
    out->metric = v->energy ? METRIC_ENERGY : METRIC_WALL;
    return s->metric != NULL ? metric_parse(&out->metric, s->metric, err) : 0;
}

static int load(struct view *v, struct err *err)
{
    const struct option_list *words = &v->context->words;
    int64_t id;
    int r;

    if (words->count > 2)
        return err_set(err, -EINVAL, "compare takes one campaign, or two");
    for (size_t i = 0; i < 2 && (i == 0 || i < words->count); i++)
        if ((r = campaign_meant(&id, v->store, i < words->count ? words->items[i] : NULL,
                                err)) < 0 ||
            (r = reader_load(&v->results[i], v->store, id, err)) < 0)
            return r;
    v->energy = strcmp(v->results[0]->energy_source, "absent") != 0 &&
                (v->results[1] == NULL ||
                 strcmp(v->results[1]->energy_source, v->results[0]->energy_source) == 0);
    return 0;
}

/* ------------------------------------------------------------------ table */

static void effect_text(struct table *table, const struct effect *e)
{
    if (isnan(e->ratio))
        table_text(table, NULL);
    else if (isnan(e->ci.low))
        table_printf(table, "%.3g", e->ratio);
    else
        table_printf(table, "%.3g [%.3g, %.3g]", e->ratio, e->ci.low, e->ci.high);
}

static void effect_data(struct table *table, const struct effect *e)
{
    table_real(table, e->ratio);
    table_real(table, e->ci.low);
    table_real(table, e->ci.high);
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

/* Three factors with their intervals leave no room for more on 80 columns. */
enum { COLUMNS_MAX = 40, ROOMY = 100 };

static bool is_significant(const struct comparison_entry *entry)
{
    return entry->p_holm < 1 - RESULT_LEVEL;
}

/* What is shown beside METRIC: of energy its factors, else the others that are always there. */
static enum metric beside(enum metric metric, size_t index)
{
    static const enum metric always[] = {METRIC_WALL, METRIC_CPU, METRIC_MEMORY};

    if (metric == METRIC_ENERGY)
        return index == 0 ? METRIC_WALL : METRIC_POWER;
    for (size_t i = 0; i < ARRAY_SIZE(always); i++)
        if (always[i] != metric && index-- == 0)
            return always[i];
    return metric;
}

static bool is_text(const struct context *context)
{
    return strcmp(context->settings.format, "text") == 0;
}

/* People see three factors; programs everything. */
static size_t make_columns(const struct view *v, struct table_column *c)
{
    size_t n = 0;

    /* On a screen it is the title of each row's table. */
    c[n++] = (struct table_column){"", "row", UNIT_NONE, false,
                                   is_text(v->context) ? TABLE_FOR_DATA : 0};
    c[n++] = (struct table_column){"", "value", UNIT_NONE, false, 0};
    for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
        for (size_t k = 0; k < 3; k++)
            c[n++] = (struct table_column){shown[i].keys[k], shown[i].keys[k], UNIT_RATIO, true,
                                           TABLE_FOR_DATA};
    enum metric metric = v->comparison->metric;
    bool factors = metric == METRIC_ENERGY;
    c[n++] = (struct table_column){metric_facts(metric)->name, "_0", UNIT_NONE, false,
                                   TABLE_FOR_SHOW};
    c[n++] = (struct table_column){factors ? "= time" : metric_facts(beside(metric, 0))->name,
                                   "_1", UNIT_NONE, false, TABLE_FOR_SHOW};
    c[n++] = (struct table_column){factors ? "x power" : metric_facts(beside(metric, 1))->name,
                                   "_2", UNIT_NONE, false, TABLE_FOR_SHOW};
    unsigned spare =
        factors && is_text(v->context) && screen_width() < ROOMY ? TABLE_FOR_DATA : 0;
    c[n++] = (struct table_column){"cores", "cores", UNIT_NONE, true, spare};
    c[n++] = (struct table_column){"idle", "idle_share", UNIT_NONE, true,
                                   v->energy ? spare : TABLE_FOR_DATA};
    c[n++] = (struct table_column){"p", "p", UNIT_NONE, true, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"p (Holm)", "p_holm", UNIT_NONE, true, TABLE_FOR_DATA};
    c[n++] = (struct table_column){"", "note", UNIT_NONE, false, TABLE_FOR_SHOW};
    return n;
}

/* A letter a doubt; what it says stands below. */
static const struct {
    unsigned doubt;
    char letter;
    const char *text;
} doubts[] = {
    {COMPARISON_MORE_CORES, 'c',
     "one of the two keeps more CPUs busy: its threads, or a collector's, are in the ratio"},
    {COMPARISON_WAITED, 'w', "one of the two waited for a CPU or a device: look at CPU time"},
    {COMPARISON_LIBRARY, 'l', "a library or native code does the work"},
    {COMPARISON_QUANTISED, 'q',
     "so short that a tick of the counter is over 1 % of the joules"},
    {COMPARISON_FEW, 'f', "fewer than six pairs: Student's interval, not the exact one"},
    {COMPARISON_SERIAL, 's',
     "blocks resemble their neighbours: the interval may be too narrow"},
    {COMPARISON_UNPAIRED, 'u',
     "not run in turns: what changed between the runs is in the ratio"},
};

static const char *value_title(const struct comparison *c, const char *value)
{
    return c->by == COMPARISON_LANGUAGE ? ratios_language_title(value) : value;
}

static void add_entry(struct table *table, const struct view *v,
                      const struct comparison_row *row, const struct comparison_entry *entry)
{
    const struct comparison *c = v->comparison;
    char letters[ARRAY_SIZE(doubts) + 2];
    size_t used = 0;

    table_row(table);
    table_text(table, row->name);
    table_text(table, value_title(c, entry->value));
    for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
        effect_data(table, &entry->effect[shown[i].metric]);
    effect_text(table, &entry->effect[c->metric]);
    effect_text(table, &entry->effect[beside(c->metric, 0)]);
    effect_text(table, &entry->effect[beside(c->metric, 1)]);
    table_real(table, entry->cores);
    table_real(table, entry->idle_share);
    table_real(table, entry->p);
    table_real(table, entry->p_holm);
    if (!is_significant(entry))
        letters[used++] = '~';
    for (size_t i = 0; i < ARRAY_SIZE(doubts); i++)
        if (entry->doubts & doubts[i].doubt)
            letters[used++] = doubts[i].letter;
    letters[used] = '\0';
    table_text(table, letters);
}

/* What is marked anywhere. */
struct marks {
    unsigned doubts;
    bool open; /* some entry is not significant */
};

static struct marks marks_of(const struct comparison *c)
{
    struct marks seen = {0};

    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++) {
            seen.doubts |= c->rows[r].entries[e].doubts;
            seen.open = seen.open || !is_significant(&c->rows[r].entries[e]);
        }
    return seen;
}

/* Where all rows are in one table, its marks are explained below it. */
static void add_notes(struct table *table, const struct comparison *c)
{
    struct marks seen = marks_of(c);

    table_note(table, "%s relative to %s, with %g %% intervals.",
               metric_facts(c->metric)->title, value_title(c, c->reference),
               100 * RESULT_LEVEL);
    if (seen.open)
        table_note(table, "~: no difference shown, corrected for %zu comparisons (Holm).",
                   c->tests);
    for (size_t i = 0; i < ARRAY_SIZE(doubts); i++)
        if (seen.doubts & doubts[i].doubt)
            table_note(table, "%c: %s.", doubts[i].letter, doubts[i].text);
}

static int add_table(struct text *out, const struct view *v, const struct table_column *columns,
                     size_t count, const struct comparison_row *first, size_t row_count,
                     struct err *err)
{
    const struct table_style style = campaign_style(v->context, "polyjoule.compare/1");
    struct table *table = table_new(is_text(v->context) ? first->name : NULL, columns, count);

    for (size_t r = 0; r < row_count; r++)
        for (size_t e = 0; e < first[r].entry_count; e++)
            add_entry(table, v, &first[r], &first[r].entries[e]);
    if (!is_text(v->context))
        add_notes(table, v->comparison);
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

/* ----------------------------------------------------------------- suites */

static void range_text(struct table *table, double low, double high)
{
    if (isnan(low))
        table_text(table, NULL);
    else
        table_printf(table, "%.3g to %.3g", low, high);
}

static void add_mean(struct table *table, const struct comparison *c,
                     const struct comparison_suite *s)
{
    table_row(table);
    table_printf(table, "%s (%zu)", value_title(c, s->value), s->rows);
    effect_text(table, &s->suite);
    range_text(table, s->programs.ci.low, s->programs.ci.high);
}

static void add_others(struct table *table, const struct comparison *c,
                       const struct comparison_suite *s)
{
    table_row(table);
    table_text(table, value_title(c, s->value));
    range_text(table, s->low, s->high);
    table_real(table, s->mean);
    table_real(table, s->median);
    table_real(table, s->sums);
}

/* The mean over all rows, and beside it how far it moves by other ways to sum up. */
static int add_suites(struct text *out, const struct view *v, struct err *err)
{
    static const struct table_column means[] = {
        {"", "value", UNIT_NONE, false, 0},
        {"geometric mean", "geometric_mean", UNIT_NONE, false, 0},
        {"other workloads could give", "programs", UNIT_NONE, false, 0},
    };
    static const struct table_column others[] = {
        {"", "value", UNIT_NONE, false, 0},
        {"without any one", "leave_one_out", UNIT_NONE, false, 0},
        {"mean", "mean", UNIT_RATIO, true, 0},
        {"median", "median", UNIT_RATIO, true, 0},
        {"ratio of sums", "ratio_of_sums", UNIT_RATIO, true, 0},
    };
    static const struct {
        const char *title;
        const struct table_column *columns;
        size_t count;
        void (*add)(struct table *, const struct comparison *, const struct comparison_suite *);
    } tables[] = {{"\nOver all", means, ARRAY_SIZE(means), add_mean},
                  {"\nHow far that moves", others, ARRAY_SIZE(others), add_others}};
    const struct table_style style = campaign_style(v->context, NULL);
    int r = 0;

    for (size_t t = 0; t < ARRAY_SIZE(tables) && r == 0 && v->comparison->row_count > 1; t++) {
        struct table *table = table_new(tables[t].title, tables[t].columns, tables[t].count);
        for (size_t i = 0; i < v->comparison->suite_count; i++)
            tables[t].add(table, v->comparison, &v->comparison->suites[i]);
        r = table_render(table, &style, out, err);
        table_free(table);
    }
    return r;
}

static void add_legend(struct text *out, const struct comparison *c)
{
    bool narrow = c->metric == METRIC_ENERGY && screen_width() < ROOMY;

    struct marks seen = marks_of(c);

    text_add(out, "\n");
    if (seen.open)
        text_printf(out, "  ~ no difference shown, corrected for %zu comparisons (Holm)\n",
                    c->tests);
    for (size_t i = 0; i < ARRAY_SIZE(doubts); i++)
        if (seen.doubts & doubts[i].doubt) {
            text_printf(out, "  %c ", doubts[i].letter);
            text_add_wrapped(out, doubts[i].text, 4, 4, (size_t)screen_width());
            text_add(out, "\n");
        }
    if (narrow)
        text_printf(out,
                    "  CPUs kept busy and the idle machine's share: from %d columns on, or "
                    "--json.\n",
                    ROOMY);
}

static void add_head(struct text *out, const struct view *v)
{
    const struct comparison *c = v->comparison;
    const struct metric_facts *facts = metric_facts(c->metric);

    if (c->metric == METRIC_WALL && !v->energy)
        campaign_add_source(out, v->results[0]);
    bool paired = v->results[1] == NULL && !v->results[0]->imported;
    char *line = arena_printf(&v->context->arena, "%s relative to %s, with 95 %% intervals%s.",
                              facts->title, value_title(c, c->reference),
                              paired ? ": ratios within blocks (Hodges-Lehmann)" : "");
    text_add_wrapped(out, line, 0, 0, (size_t)screen_width());
    text_add(out, "\n\n");
}

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *effect_json(const struct effect *e)
{
    return json_pack("{s:o, s:o, s:o}", "ratio", number(e->ratio), "ci_low", number(e->ci.low),
                     "ci_high", number(e->ci.high));
}

static json_t *entry_json(const struct comparison_row *row, const struct comparison_entry *e)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "row", row->name, "value", e->value,
                               "cell", e->cell->label, "reference", e->reference->label);
    json_t *notes = json_array();

    for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
        json_object_set_new(object, shown[i].keys[0], effect_json(&e->effect[shown[i].metric]));
    json_object_set_new(object, "pairs", json_integer((json_int_t)e->effect[0].pairs));
    json_object_set_new(object, "cores", number(e->cores));
    json_object_set_new(object, "reference_cores", number(e->reference_cores));
    json_object_set_new(object, "idle_share", number(e->idle_share));
    json_object_set_new(object, "p", number(e->p));
    json_object_set_new(object, "p_holm", number(e->p_holm));
    for (size_t i = 0; i < ARRAY_SIZE(doubts); i++)
        if (e->doubts & doubts[i].doubt)
            json_array_append_new(notes, json_string(doubts[i].text));
    json_object_set_new(object, "notes", notes);
    return object;
}

static json_t *suite_json(const struct comparison_suite *s)
{
    return json_pack("{s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "value", s->value, "rows",
                     (json_int_t)s->rows, "these_programs", effect_json(&s->suite),
                     "other_programs", effect_json(&s->programs), "mean", number(s->mean),
                     "median", number(s->median), "ratio_of_sums", number(s->sums),
                     "leave_one_out_low", number(s->low), "leave_one_out_high",
                     number(s->high));
}

static void add_json(struct text *out, const struct comparison *c)
{
    json_t *entries = json_array(), *suites = json_array();

    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++)
            json_array_append_new(entries, entry_json(&c->rows[r], &c->rows[r].entries[e]));
    for (size_t s = 0; s < c->suite_count; s++)
        json_array_append_new(suites, suite_json(&c->suites[s]));
    json_t *document =
        json_pack("{s:s, s:s, s:s, s:I, s:o, s:o}", "schema", "polyjoule.compare/1",
                  "reference", c->reference, "metric", metric_facts(c->metric)->key, "tests",
                  (json_int_t)c->tests, "entries", entries, "suites", suites);
    char *text = json_dumps(document, JSON_INDENT(2));
    text_printf(out, "%s\n", text);
    free(text);
    json_decref(document);
}

/* --------------------------------------------------------------------- run */

static int show(struct text *out, const struct view *v, struct err *err)
{
    struct table_column columns[COLUMNS_MAX];
    const struct comparison *c = v->comparison;
    size_t count = make_columns(v, columns);
    int r = 0;

    if (strcmp(v->context->settings.format, "json") == 0) {
        add_json(out, c);
        return 0;
    }
    if (!is_text(v->context))
        return add_table(out, v, columns, count, c->rows, c->row_count, err);
    add_head(out, v);
    for (size_t i = 0; r == 0 && i < c->row_count; i++) {
        if (i > 0)
            text_add(out, "\n");
        r = add_table(out, v, columns, count, &c->rows[i], 1, err);
    }
    if (r == 0)
        r = add_suites(out, v, err);
    add_legend(out, c);
    return r;
}

static int compare(struct view *v, struct text *out, struct err *err)
{
    struct comparison_request request;
    struct paths paths;
    struct err no_catalogue;
    int r;

    paths_find(&paths, v->context->settings.database, NULL, &v->context->arena, &no_catalogue);
    if ((r = store_open(&v->store, paths.database, STORE_READ, err)) < 0 ||
        (r = load(v, err)) < 0 || (r = choose(&request, v, err)) < 0 ||
        (r = comparison_make(&v->comparison, v->results[0], v->results[1], &request, err)) < 0)
        return r;
    return show(out, v, err);
}

static int run(struct context *context)
{
    struct view view = {.context = context};
    struct text out = {0};
    struct err err;
    int r = compare(&view, &out, &err);

    if (r == 0)
        r = say(&out);
    comparison_free(view.comparison);
    result_free(view.results[0]);
    result_free(view.results[1]);
    store_close(view.store);
    text_free(&out);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_compare = {
    .name = "compare",
    .summary = "Compare languages, variants, flags or campaigns, and explain",
    .usage = "[CAMPAIGN [CAMPAIGN]] [options]",
    .rows = rows,
    .notes = "Without an argument: the newest campaign that has trials. Two campaigns: the\n"
             "second over the first, not paired.\n",
    .run = run,
};
