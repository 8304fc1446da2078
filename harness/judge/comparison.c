/* SPDX-License-Identifier: MIT
 * Cells against those that differ in one thing. */
#include "judge/comparison.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "judge/ratios.h"
#include "stats/effect.h"
#include "stats/multiple.h"
#include "stats/serial.h"
#include "stats/significance.h"
#include "stats/summary.h"
#include "store/store.h"

/* Above it a program has kept a second CPU busy; below the other one it has waited. */
static const double cores_most = 1.05, cores_least = 0.9;

int comparison_by_parse(enum comparison_by *out, const char *name, struct err *err)
{
    static const char *const names[] = {"language", "variant", "toolchain", "flags"};

    for (size_t i = 0; i < ARRAY_SIZE(names); i++)
        if (strcmp(names[i], name) == 0) {
            *out = (enum comparison_by)i;
            return 0;
        }
    return err_set(err, -EINVAL, "--by %s: expected language, variant, toolchain or flags",
                   name);
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* ------------------------------------------------------------------ cells */

/* A cell and the campaign it is of. */
struct item {
    const struct result_cell *cell;
    const char *campaign;
    bool taken;
};

struct maker {
    struct comparison *out;
    const struct comparison_request *request;
    struct item *items;
    size_t count;
};

static bool is_base(const char *variant, const char *base)
{
    size_t length = base != NULL ? strlen(base) : 0;

    return base == NULL || variant == NULL ||
           (strncmp(variant, base, length) == 0 &&
            (variant[length] == '\0' || variant[length] == '/'));
}

static void add_items(struct maker *m, const struct result *result)
{
    const char *campaign = arena_printf(&m->out->arena, "%lld", (long long)result->id);

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        if (!is_base(cell->variant, m->request->variant) || cell->admissible == 0)
            continue;
        m->items = mem_grow(m->items, m->count, sizeof(*m->items));
        m->items[m->count++] = (struct item){.cell = cell, .campaign = campaign};
    }
}

static const char *value_of(const struct maker *m, const struct item *item)
{
    switch (m->request->by) {
    case COMPARISON_LANGUAGE:
        return item->cell->language;
    case COMPARISON_VARIANT:
        return item->cell->variant;
    case COMPARISON_TOOLCHAIN:
        return item->cell->toolchain;
    case COMPARISON_FLAGS:
        return item->cell->flags;
    case COMPARISON_CAMPAIGN:
        return item->campaign;
    case COMPARISON_COMMAND:
        break;
    }
    return item->cell->label;
}

/* The same in all but what is compared. */
static bool alike(const struct maker *m, const struct item *a, const struct item *b)
{
    const struct result_cell *x = a->cell, *y = b->cell;
    enum comparison_by by = m->request->by;

    if (by == COMPARISON_COMMAND)
        return true;
    if (by == COMPARISON_CAMPAIGN && x->workload == NULL)
        return same(x->label, y->label);
    return same(x->workload, y->workload) && same(x->size, y->size) && x->n == y->n &&
           x->seed == y->seed &&
           (by == COMPARISON_LANGUAGE || same(x->language, y->language)) &&
           (by == COMPARISON_VARIANT || same(x->variant, y->variant)) &&
           (by == COMPARISON_LANGUAGE || by == COMPARISON_TOOLCHAIN ||
            by == COMPARISON_CAMPAIGN || same(x->toolchain, y->toolchain)) &&
           (by == COMPARISON_FLAGS || same(x->flags, y->flags));
}

/* ---------------------------------------------------------------- entries */

/* Of the pairs, as differences of logarithms; the caller's. */
static double *differences(const struct result_cell *a, const struct result_cell *b,
                           enum metric metric, size_t *count)
{
    struct result_pairs pairs = result_pairs(a, b, metric);

    *count = pairs.count;
    for (size_t i = 0; i < pairs.count; i++)
        pairs.b[i] = log(pairs.b[i]) - log(pairs.a[i]);
    free(pairs.a);
    return pairs.b;
}

/* Logarithms of positive values; the caller's. */
static double *logs(const struct result_series *series, size_t *count)
{
    double *x = mem_alloc(series->count + 1, sizeof(*x));

    *count = 0;
    for (size_t i = 0; i < series->count; i++)
        if (series->values[i].value > 0)
            x[(*count)++] = log(series->values[i].value);
    return x;
}

static double p_unpaired(const struct result_cell *a, const struct result_cell *b,
                         enum metric metric)
{
    size_t na, nb;
    double *x = logs(&a->metric[metric], &na), *y = logs(&b->metric[metric], &nb);
    double p = stats_welch_test(x, na, y, nb).p;

    free(x);
    free(y);
    return p;
}

static double cores_of(const struct result_cell *cell)
{
    return result_figure(&cell->metric[METRIC_CPU]).median /
           result_figure(&cell->metric[METRIC_WALL]).median;
}

static double idle_share_of(const struct result_cell *cell)
{
    return 1 - result_figure(&cell->metric[METRIC_NET_ENERGY]).median /
                   result_figure(&cell->metric[METRIC_ENERGY]).median;
}

static unsigned doubts_of(const struct comparison_entry *e, const struct comparison *c,
                          bool paired, bool serial)
{
    const struct effect *effect = &e->effect[c->metric];
    double most = fmax(e->cores, e->reference_cores);
    unsigned doubts = 0;

    if (most > cores_most && most > cores_most * fmin(e->cores, e->reference_cores))
        doubts |= COMPARISON_MORE_CORES;
    if (e->cores < cores_least || e->reference_cores < cores_least)
        doubts |= COMPARISON_WAITED;
    if (c->metric == METRIC_ENERGY && (e->cell->quantised || e->reference->quantised))
        doubts |= COMPARISON_QUANTISED;
    if (paired && effect->method != EFFECT_SIGNED_RANK)
        doubts |= COMPARISON_FEW;
    if (serial)
        doubts |= COMPARISON_SERIAL;
    if (!paired)
        doubts |= COMPARISON_UNPAIRED;
    if (e->cell->variant != NULL && !is_base(e->cell->variant, "plain") &&
        !is_base(e->cell->variant, "parallel") && !is_base(e->cell->variant, "published"))
        doubts |= COMPARISON_LIBRARY;
    return doubts;
}

static void fill_entry(const struct maker *m, const struct item *reference,
                       const struct item *item, struct comparison_entry *out)
{
    const struct result_cell *a = reference->cell, *b = item->cell;
    enum metric metric = m->request->metric;
    bool paired = !a->imported && !b->imported && same(reference->campaign, item->campaign);
    bool serial = false;

    *out = (struct comparison_entry){.value = value_of(m, item),
                                     .cell = b,
                                     .reference = a,
                                     .p = NAN,
                                     .p_holm = NAN,
                                     .cores = cores_of(b),
                                     .reference_cores = cores_of(a),
                                     .idle_share = idle_share_of(b)};
    for (int i = 0; i < METRIC_COUNT; i++)
        out->effect[i] = paired
                             ? result_ratio(a, b, (enum metric)i, m->request->level)
                             : result_ratio_unpaired(a, b, (enum metric)i, m->request->level);
    if (paired) {
        size_t n;
        double *d = differences(a, b, metric, &n);
        /* Ranks of eight pairs reach 2/256, which no correction for seven tests lets pass. */
        out->p = stats_t_test(d, n).p;
        serial = stats_is_serial(d, n);
        free(d);
    } else {
        out->p = p_unpaired(a, b, metric);
    }
    out->doubts = doubts_of(out, m->out, paired, serial);
}

/* ------------------------------------------------------------------- rows */

/* Whether cells differ in a column of names. */
static bool varies(const struct maker *m, const char *(*name)(const struct result_cell *))
{
    for (size_t i = 1; i < m->count; i++)
        if (!same(name(m->items[i].cell), name(m->items[0].cell)))
            return true;
    return false;
}

static const char *workload_name(const struct result_cell *c)
{
    return c->workload;
}
static const char *size_name(const struct result_cell *c)
{
    return c->size;
}
static const char *language_name(const struct result_cell *c)
{
    return ratios_language_title(c->language);
}
static const char *variant_name(const struct result_cell *c)
{
    return c->variant;
}
static const char *toolchain_name(const struct result_cell *c)
{
    return c->toolchain;
}
static const char *flags_name(const struct result_cell *c)
{
    return c->flags;
}

/* The workload, and what else tells rows apart. */
static const char *name_of_row(const struct maker *m, const struct item *item)
{
    static const struct {
        const char *(*name)(const struct result_cell *);
        int by; /* not a row's where this is compared; -1: always may be */
    } parts[] = {{size_name, -1},
                 {language_name, COMPARISON_LANGUAGE},
                 {variant_name, COMPARISON_VARIANT},
                 {toolchain_name, COMPARISON_TOOLCHAIN},
                 {flags_name, COMPARISON_FLAGS}};
    enum comparison_by by = m->request->by;
    struct text text = {0};

    if (by == COMPARISON_COMMAND)
        return "commands";
    if (item->cell->workload == NULL)
        return item->cell->label;
    text_add(&text, workload_name(item->cell));
    for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
        bool own = parts[i].by == (int)by ||
                   (by == COMPARISON_LANGUAGE && parts[i].by == COMPARISON_TOOLCHAIN);
        const char *name = parts[i].name(item->cell);
        if (!own && name != NULL && varies(m, parts[i].name))
            text_printf(&text, " %s", name);
    }
    const char *out = arena_dup(&m->out->arena, text_string(&text));
    text_free(&text);
    return out;
}

static bool is_there(const struct comparison_row *row, const char *value)
{
    for (size_t i = 0; i < row->entry_count; i++)
        if (same(row->entries[i].value, value))
            return true;
    return false;
}

/* All that compare with REFERENCE; of several of one value the first in the plan. */
static void add_row(struct maker *m, const struct item *reference)
{
    struct comparison *c = m->out;
    struct comparison_row row = {
        .name = name_of_row(m, reference),
        .entries = arena_alloc(&c->arena, m->count + 1, sizeof(*row.entries))};

    for (size_t i = 0; i < m->count; i++) {
        struct item *item = &m->items[i];
        const char *value = value_of(m, item);
        if (item->taken || !alike(m, reference, item) || same(value, c->reference) ||
            is_there(&row, value))
            continue;
        item->taken = true;
        fill_entry(m, reference, item, &row.entries[row.entry_count++]);
    }
    if (row.entry_count == 0)
        return;
    c->rows[c->row_count++] = row;
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
            add_row(m, item);
    }
}

static void correct(struct comparison *c)
{
    size_t count = 0, at = 0;

    for (size_t r = 0; r < c->row_count; r++)
        count += c->rows[r].entry_count;
    double *p = mem_alloc(count + 1, sizeof(*p));
    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++)
            if (!isnan(c->rows[r].entries[e].p))
                p[c->tests++] = c->rows[r].entries[e].p;
    stats_holm(p, p, c->tests);
    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++)
            if (!isnan(c->rows[r].entries[e].p))
                c->rows[r].entries[e].p_holm = p[at++];
    free(p);
}

/* ------------------------------------------------------------------ suites */

static double median_of(const struct result_cell *cell, enum metric metric)
{
    return result_figure(&cell->metric[metric]).median;
}

static void leave_one_out(struct comparison_suite *s, const double *ratios, double level)
{
    double *rest = mem_alloc(s->rows + 1, sizeof(*rest));

    s->low = s->high = NAN;
    for (size_t out = 0; out < s->rows && s->rows > 1; out++) {
        size_t kept = 0;
        for (size_t i = 0; i < s->rows; i++)
            if (i != out)
                rest[kept++] = ratios[i];
        double mean = stats_geometric_mean(rest, kept, level).ratio;
        s->low = fmin(s->low, mean);
        s->high = fmax(s->high, mean);
    }
    free(rest);
}

static void add_suite(struct comparison *c, const char *value, double level)
{
    struct comparison_suite *s = &c->suites[c->suite_count++];
    double *ratios = mem_alloc(c->row_count + 1, sizeof(*ratios)), sum = 0, reference = 0;
    struct effect *effects = mem_alloc(c->row_count + 1, sizeof(*effects));

    *s = (struct comparison_suite){.value = value};
    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++) {
            const struct comparison_entry *entry = &c->rows[r].entries[e];
            const struct effect *effect = &entry->effect[c->metric];
            if (!same(entry->value, value) || !(effect->ratio > 0))
                continue;
            effects[s->rows] = *effect;
            ratios[s->rows++] = effect->ratio;
            sum += median_of(entry->cell, c->metric);
            reference += median_of(entry->reference, c->metric);
        }
    s->programs = stats_geometric_mean(ratios, s->rows, level);
    s->suite = stats_geometric_mean_fixed(effects, s->rows, level);
    s->mean = stats_mean(ratios, s->rows);
    s->median = stats_median(ratios, s->rows);
    s->sums = s->rows > 0 ? sum / reference : NAN;
    leave_one_out(s, ratios, level);
    free(ratios);
    free(effects);
}

static void add_suites(struct comparison *c, double level)
{
    size_t most = 0;

    for (size_t r = 0; r < c->row_count; r++)
        most += c->rows[r].entry_count;
    c->suites = arena_alloc(&c->arena, most + 1, sizeof(*c->suites));
    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++) {
            const char *value = c->rows[r].entries[e].value;
            bool there = false;
            for (size_t s = 0; s < c->suite_count; s++)
                there = there || same(c->suites[s].value, value);
            if (!there)
                add_suite(c, value, level);
        }
}

/* -------------------------------------------------------------------- make */

/* What is asked for, or c where there is C, or the plan's first. */
static const char *reference_of(const struct maker *m)
{
    const struct comparison_request *r = m->request;

    if (r->reference != NULL || m->count == 0)
        return r->reference;
    for (size_t i = 0; i < m->count && r->by == COMPARISON_LANGUAGE; i++)
        if (same(m->items[i].cell->language, "c"))
            return "c";
    for (size_t i = 0; i < m->count && r->by == COMPARISON_VARIANT; i++)
        if (same(m->items[i].cell->variant, "plain"))
            return "plain";
    return value_of(m, &m->items[0]);
}

int comparison_make(struct comparison **out, const struct result *result,
                    const struct result *other, const struct comparison_request *request,
                    struct err *err)
{
    struct comparison *c = mem_alloc(1, sizeof(*c));
    struct maker m = {.out = c, .request = request};

    c->by = request->by;
    c->metric = request->metric;
    add_items(&m, result);
    if (other != NULL)
        add_items(&m, other);
    c->reference = arena_dup(&c->arena, reference_of(&m));
    add_rows(&m);
    free(m.items);
    if (c->row_count == 0) {
        int r = err_set(err, -ENOENT, "there is nothing to compare with %s",
                        c->reference != NULL ? c->reference : "");
        comparison_free(c);
        return r;
    }
    correct(c);
    add_suites(c, request->level);
    *out = c;
    return 0;
}

void comparison_free(struct comparison *comparison)
{
    if (comparison == NULL)
        return;
    arena_free(&comparison->arena);
    free(comparison);
}
