/* SPDX-License-Identifier: MIT
 * Cells against those that differ in one thing. */
#include "judge/comparison.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "stats/multiple.h"

/* Resamples of an entry: those of STATISTICS.md 3, or as many as still place an end within a
 * few hundredths of the width. The first as long as all of them draw no more values than this.
 */
enum { RESAMPLES = 9999, RESAMPLES_LEAST = 999, DRAWS_MOST = 10000000 };

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* ------------------------------------------------------------------ cells */

struct item {
    struct comparison_side side;
    const char *campaign;
    bool taken;
};

struct maker {
    struct comparison *out;
    const struct comparison_request *request;
    struct item *items;
    size_t count;
    size_t unit_count; /* references that something is compared with */
};

static void add_items(struct maker *m, const struct result *result, const char *name)
{
    if (name == NULL)
        name = arena_printf(&m->out->arena, "%lld", (long long)result->id);
    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        if (!comparison_is_variant(cell->variant, m->request->variant) || cell->admissible == 0)
            continue;
        m->items = mem_grow(m->items, m->count, sizeof(*m->items));
        m->items[m->count++] = (struct item){.side = {result, cell}, .campaign = name};
    }
}

static const char *value_of(const struct maker *m, const struct item *item)
{
    return m->request->column == PROJECTION_CAMPAIGN
               ? item->campaign
               : projection_value(item->side.cell, m->request->column);
}

static bool alike(const struct maker *m, const struct item *a, const struct item *b)
{
    return projection_alike(a->side.cell, b->side.cell, m->request->column);
}

/* ------------------------------------------------------------------- names */

/* A toolchain goes with its language: it tells apart where one language has several. */
static bool varies(const struct maker *m, enum projection_key key)
{
    for (size_t i = 1; i < m->count; i++) {
        const struct result_cell *cell = m->items[i].side.cell;
        size_t first = 0;
        while (key == PROJECTION_TOOLCHAIN &&
               !same(m->items[first].side.cell->language, cell->language))
            first++;
        if (!same(projection_value(cell, key),
                  projection_value(m->items[first].side.cell, key)))
            return true;
    }
    return false;
}

static bool is_row_key(const struct maker *m, enum projection_key key)
{
    for (size_t i = 0; i < m->request->row_count; i++)
        if (m->request->rows[i] == key)
            return true;
    return false;
}

static void add_word(struct text *text, const struct item *item, enum projection_key key)
{
    const char *value = projection_value(item->side.cell, key);

    if (value != NULL)
        text_printf(text, "%s%s", text->length > 0 ? " " : "", projection_title(value, key));
}

/* In this order, what of it tells cells apart; ROWS: which of it names rows, not entries. */
static void add_words(struct text *text, const struct maker *m, const struct item *item,
                      bool rows)
{
    static const enum projection_key order[] = {PROJECTION_WORKLOAD,  PROJECTION_SIZE,
                                                PROJECTION_LANGUAGE,  PROJECTION_VARIANT,
                                                PROJECTION_TOOLCHAIN, PROJECTION_FLAGS};
    bool chosen = m->request->row_count > 0;

    for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
        bool named = chosen ? is_row_key(m, order[i]) : true;
        bool always = rows && (chosen || order[i] == PROJECTION_WORKLOAD);
        if (named == rows && !projection_follows(order[i], m->request->column) &&
            (always || varies(m, order[i])))
            add_word(text, item, order[i]);
    }
}

static const char *keep(struct maker *m, struct text *text)
{
    const char *out = arena_dup(&m->out->arena, text_string(text));

    text_free(text);
    return out;
}

static const char *name_of_row(struct maker *m, const struct item *item)
{
    struct text text = {0};

    if (m->request->column == PROJECTION_COMMAND)
        return "commands";
    if (item->side.cell->workload == NULL)
        return item->side.cell->label;
    add_words(&text, m, item, true);
    if (text.length == 0)
        text_add(&text, "all");
    return keep(m, &text);
}

static const char *name_of_entry(struct maker *m, const struct item *item)
{
    struct text text = {0};

    text_add(&text, projection_title(value_of(m, item), m->request->column));
    if (item->side.cell->workload != NULL)
        add_words(&text, m, item, false);
    return keep(m, &text);
}

/* ------------------------------------------------------------------- rows */

/* Rows that were asked for hold all that has their name. */
static struct comparison_row *row_of(struct maker *m, const struct item *reference)
{
    struct comparison *c = m->out;
    const char *name = name_of_row(m, reference);

    for (size_t r = 0; r < c->row_count && m->request->row_count > 0; r++)
        if (same(c->rows[r].name, name))
            return &c->rows[r];
    c->rows[c->row_count] = (struct comparison_row){.name = name};
    return &c->rows[c->row_count++];
}

static void add_entry(struct maker *m, struct comparison_row *row, const struct item *reference,
                      struct item *item)
{
    item->taken = true;
    row->entries = mem_grow(row->entries, row->entry_count, sizeof(*row->entries));
    struct comparison_entry *entry = &row->entries[row->entry_count++];
    comparison_entry_fill(entry, &reference->side, &item->side, &m->out->terms);
    entry->value = value_of(m, item);
    entry->name = name_of_entry(m, item);
    entry->unit = m->unit_count;
}

/* All that compare with REFERENCE; of several of one value the first in the plan. */
static void add_unit(struct maker *m, const struct item *reference)
{
    struct comparison_row *row = NULL;
    size_t first = 0;

    for (size_t i = 0; i < m->count; i++) {
        struct item *item = &m->items[i];
        bool there = item->taken || !alike(m, reference, item) ||
                     same(value_of(m, item), m->out->reference);
        for (size_t e = first; row != NULL && e < row->entry_count && !there; e++)
            there = same(row->entries[e].value, value_of(m, item));
        if (there)
            continue;
        if (row == NULL) {
            row = row_of(m, reference);
            first = row->entry_count;
        }
        add_entry(m, row, reference, item);
    }
    m->unit_count += row != NULL;
}

static void add_rows(struct maker *m)
{
    struct comparison *c = m->out;

    c->rows = arena_alloc(&c->arena, m->count + 1, sizeof(*c->rows));
    for (size_t i = 0; i < m->count; i++) {
        const struct item *item = &m->items[i];
        bool first = same(value_of(m, item), c->reference);
        for (size_t j = 0; j < i && first; j++)
            first = !(same(value_of(m, &m->items[j]), c->reference) &&
                      alike(m, item, &m->items[j]));
        if (first)
            add_unit(m, item);
    }
}

/* --------------------------------------------------------------- all of them */

/* Every entry, row by row; the caller's, for free(). */
static struct comparison_entry **all_entries(const struct comparison *c, size_t *count)
{
    struct comparison_entry **out = NULL;

    *count = 0;
    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++) {
            out = mem_grow(out, *count, sizeof(*out));
            out[(*count)++] = &c->rows[r].entries[e];
        }
    return out;
}

static void correct(struct comparison *c)
{
    size_t count;
    struct comparison_entry **entries = all_entries(c, &count);
    double *p = mem_alloc(count + 1, sizeof(*p)), *equal = mem_alloc(count + 1, sizeof(*equal));

    for (size_t i = 0; i < count; i++) {
        p[i] = entries[i]->p;
        equal[i] = entries[i]->equal_p;
        c->tests += isnan(p[i]) ? 0 : 1;
    }
    stats_holm(p, p, count);
    stats_holm(equal, equal, count);
    for (size_t i = 0; i < count; i++) {
        entries[i]->p_holm = p[i];
        entries[i]->equal_holm = equal[i];
        comparison_entry_finish(entries[i], c->tests, c->terms.level);
    }
    free(p);
    free(equal);
    free(entries);
}

/* ------------------------------------------------------------------ suites */

/* The different values, in the order they come; the caller's. */
static const char **values_of(struct comparison_entry *const *entries, size_t count,
                              size_t *values)
{
    const char **out = mem_alloc(count + 1, sizeof(*out));

    *values = 0;
    for (size_t i = 0; i < count; i++) {
        bool there = false;
        for (size_t v = 0; v < *values; v++)
            there = there || same(out[v], entries[i]->value);
        if (!there)
            out[(*values)++] = entries[i]->value;
    }
    return out;
}

/* Whether all VALUES have a ratio against the same reference, for each such one. */
static bool *common_units(const struct maker *m, struct comparison_entry *const *entries,
                          size_t count, size_t values)
{
    bool *common = mem_alloc(m->unit_count + 1, sizeof(*common));
    size_t *have = mem_alloc(m->unit_count + 1, sizeof(*have));

    for (size_t i = 0; i < count; i++)
        have[entries[i]->unit] += entries[i]->effect[m->out->terms.metric].ratio > 0;
    for (size_t u = 0; u < m->unit_count; u++)
        common[u] = have[u] == values;
    free(have);
    return common;
}

/* VALUE over those of ENTRIES that have it. */
static void add_suite(struct comparison *c, const char *value, const char *row,
                      struct comparison_entry *const *entries, size_t count,
                      const bool *common_unit)
{
    const struct comparison_entry **own = mem_alloc(count + 1, sizeof(const void *));
    bool *common = mem_alloc(count + 1, sizeof(*common));
    size_t used = 0;

    for (size_t i = 0; i < count; i++)
        if (same(entries[i]->value, value)) {
            common[used] = common_unit[entries[i]->unit];
            own[used++] = entries[i];
        }
    struct comparison_suite *suite = &c->suites[c->suite_count];
    if (row == NULL || used > 1) {
        comparison_suite_fill(suite, own, common, used, c->terms.metric, c->terms.level);
        suite->value = value;
        suite->row = row;
        c->suite_count++;
    }
    free(own);
    free(common);
}

static void add_suites(struct maker *m)
{
    struct comparison *c = m->out;
    size_t count, values;
    struct comparison_entry **entries = all_entries(c, &count), **row = entries;
    const char **value = values_of(entries, count, &values);
    bool *common = common_units(m, entries, count, values);

    c->suites = arena_alloc(&c->arena, values * (c->row_count + 1) + 1, sizeof(*c->suites));
    for (size_t v = 0; v < values; v++)
        add_suite(c, value[v], NULL, entries, count, common);
    for (size_t r = 0; r < c->row_count && c->row_count > 1; row += c->rows[r++].entry_count)
        for (size_t v = 0; v < values; v++)
            add_suite(c, value[v], c->rows[r].name, row, c->rows[r].entry_count, common);
    free(common);
    free(value);
    free(entries);
}

/* --------------------------------------------------------- what else differs */

static void add_toolchain(struct comparison *c, const struct comparison_entry *e)
{
    const char *first = e->reference->toolchain, *second = e->cell->toolchain;

    if (first == NULL || second == NULL ||
        same(e->reference->toolchain_version, e->cell->toolchain_version))
        return;
    for (size_t i = 0; i < c->unlike_count; i++)
        if (same(c->unlike[i].first, first))
            return;
    if (same(first, second))
        second = "another build of it";
    c->unlike[c->unlike_count++] = (struct unlike){"toolchain", first, second};
}

static void add_unlike(struct comparison *c, const struct result *a, const struct result *b)
{
    size_t count;
    struct comparison_entry **entries = all_entries(c, &count);

    c->unlike = arena_alloc(&c->arena, UNLIKE_HOST_MOST + count, sizeof(*c->unlike));
    c->unlike_count = unlike_host(c->unlike, a, b, &c->arena);
    for (size_t i = 0; i < count; i++)
        add_toolchain(c, entries[i]);
    free(entries);
}

/* -------------------------------------------------------------------- make */

/* What is asked for, or c where there is C, or the plan's first. */
static const char *reference_of(const struct maker *m)
{
    const struct comparison_request *r = m->request;

    if (r->reference != NULL || m->count == 0)
        return r->reference;
    for (size_t i = 0; i < m->count && r->column == PROJECTION_LANGUAGE; i++)
        if (same(m->items[i].side.cell->language, "c"))
            return "c";
    for (size_t i = 0; i < m->count && r->column == PROJECTION_VARIANT; i++)
        if (same(m->items[i].side.cell->variant, "plain"))
            return "plain";
    return value_of(m, &m->items[0]);
}

static size_t resamples_for(const struct maker *m)
{
    size_t draws = 0;

    for (size_t i = 0; i < m->count; i++) {
        size_t trials = m->items[i].side.cell->admissible;
        draws += (trials < COMPARISON_CLUSTERS ? trials : COMPARISON_CLUSTERS) * RESAMPLES;
    }
    return draws <= DRAWS_MOST ? RESAMPLES : RESAMPLES_LEAST;
}

static bool has_plain(const struct result *result)
{
    for (size_t i = 0; i < result->cell_count; i++)
        if (comparison_is_variant(result->cells[i].variant, "plain"))
            return true;
    return false;
}

struct comparison_request comparison_usual(const struct result *result)
{
    bool commands = strcmp(result->kind, "measure") == 0;

    return (struct comparison_request){
        .column = commands ? PROJECTION_COMMAND : PROJECTION_LANGUAGE,
        .variant = commands || result->imported || !has_plain(result) ? NULL : "plain",
        .metric = result_has_energy(result) ? METRIC_ENERGY : METRIC_WALL,
        .level = RESULT_LEVEL,
    };
}

int comparison_make(struct comparison **out, const struct result *result,
                    const struct result *other, const struct comparison_request *request,
                    struct err *err)
{
    struct comparison *c = mem_alloc(1, sizeof(*c));
    struct maker m = {.out = c, .request = request};

    c->column = request->column;
    add_items(&m, result, request->campaigns[0]);
    if (other != NULL)
        add_items(&m, other, request->campaigns[1]);
    c->terms = (struct comparison_terms){.metric = request->metric,
                                         .level = request->level,
                                         .margin = request->margin > 0 ? request->margin
                                                                       : COMPARISON_MARGIN,
                                         .resamples = resamples_for(&m),
                                         .for_show = request->for_show};
    c->reference = arena_dup(&c->arena, reference_of(&m));
    add_rows(&m);
    free(m.items);
    if (c->row_count == 0) {
        int r = other != NULL
                    ? err_set(err, -ENOENT, "the two campaigns have no program in common")
                    : err_set(err, -ENOENT, "there is nothing to compare with %s",
                              c->reference != NULL ? c->reference : "");
        comparison_free(c);
        return r;
    }
    correct(c);
    add_suites(&m);
    if (other != NULL)
        add_unlike(c, result, other);
    *out = c;
    return 0;
}

void comparison_free(struct comparison *comparison)
{
    if (comparison == NULL)
        return;
    for (size_t r = 0; r < comparison->row_count; r++)
        free(comparison->rows[r].entries);
    arena_free(&comparison->arena);
    free(comparison);
}
