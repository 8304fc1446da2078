/* SPDX-License-Identifier: MIT
 * Series over campaigns. */
#include "judge/history.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "judge/projection.h"
#include "judge/reader.h"
#include "stats/cusum.h"
#include "stats/detectable.h"

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static int order_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* --------------------------------------------------------------- campaigns */

struct entry {
    size_t source;
    int64_t id, created_unix_ns;
    const char *uuid, *fingerprint;
};

struct maker {
    struct history *out;
    const struct history_source *sources;
    size_t source; /* that is being asked */
    struct entry *entries;
    size_t count;
};

static int add_entry(void *context, const struct store_row *row, struct err *err)
{
    struct maker *m = context;
    struct history *h = m->out;
    bool imported = row_integer_of(row, "study_id") != STORE_ABSENT,
         moved = row_integer_of(row, "machines") > 1;

    (void)err;
    h->imported += imported;
    h->moved += !imported && moved;
    if (imported || moved)
        return 0;
    m->entries = mem_grow(m->entries, m->count, sizeof(*m->entries));
    m->entries[m->count++] = (struct entry){
        .source = m->source,
        .id = row_integer_of(row, "id"),
        .created_unix_ns = row_integer_of(row, "created_unix_ns"),
        .uuid = arena_dup(&h->arena, row_text_of(row, "uuid")),
        .fingerprint = arena_dup(&h->arena, row_text_of(row, "fingerprint")),
    };
    return 0;
}

static int by_time(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = order_of(x->created_unix_ns, y->created_unix_ns);

    if (order == 0)
        order = order_of((int64_t)x->source, (int64_t)y->source);
    return order != 0 ? order : order_of(x->id, y->id);
}

static int list_campaigns(struct maker *m, size_t source_count, struct err *err)
{
    const struct store_argument since = {.name = ":since",
                                         .integer = m->out->request.since_unix_ns};
    int r = 0;

    for (m->source = 0; m->source < source_count && r == 0; m->source++) {
        const struct history_source *source = &m->sources[m->source];
        r = store_visit(source->store, "history", &since, 1, add_entry, m, err);
        if (r < 0)
            err_prefix(err, r, "%s", source->name);
    }
    if (m->count > 0)
        qsort(m->entries, m->count, sizeof(*m->entries), by_time);
    return r;
}

/* A campaign that two databases have was created at the same time in both. */
static bool is_repeated(const struct maker *m, size_t i)
{
    const struct entry *entry = &m->entries[i];

    for (size_t j = i; j-- > 0 && m->entries[j].created_unix_ns == entry->created_unix_ns;)
        if (same(m->entries[j].uuid, entry->uuid))
            return true;
    return false;
}

static size_t machine_of(struct history *h, const char *fingerprint,
                         const struct result *result)
{
    for (size_t i = 0; i < h->machine_count; i++)
        if (same(h->machines[i].fingerprint, fingerprint))
            return i;
    h->machines = mem_grow(h->machines, h->machine_count, sizeof(*h->machines));
    h->machines[h->machine_count] = (struct history_machine){fingerprint, &result->sessions[0]};
    return h->machine_count++;
}

static int load_campaigns(struct maker *m, struct err *err)
{
    struct history *h = m->out;
    int r;

    h->campaigns = arena_alloc(&h->arena, m->count + 1, sizeof(*h->campaigns));
    for (size_t i = 0; i < m->count; i++) {
        const struct entry *entry = &m->entries[i];
        const struct history_source *source = &m->sources[entry->source];
        struct history_campaign *campaign = &h->campaigns[h->campaign_count];
        if (is_repeated(m, i)) {
            h->repeated++;
            continue;
        }
        if ((r = reader_load(&campaign->result, source->store, entry->id, err)) < 0)
            return err_prefix(err, r, "%s", source->name);
        h->campaign_count++;
        campaign->database = source->name;
        campaign->machine = machine_of(h, entry->fingerprint, campaign->result);
    }
    return 0;
}

/* ------------------------------------------------------------------- series */

static bool is_same_program(const struct history_point *a, const struct history_point *b)
{
    return (a->cell->workload == NULL) == (b->cell->workload == NULL) &&
           same(a->campaign->result->mode, b->campaign->result->mode) &&
           projection_alike(a->cell, b->cell, PROJECTION_CAMPAIGN);
}

static const struct history_point *newest(const struct history_series *series)
{
    return &series->points[series->count - 1];
}

/* Where one campaign has two cells that a series does not tell apart, the second one has a
 * series of its own. */
static struct history_series *series_of(struct history *h, const struct history_point *point,
                                        enum metric metric)
{
    const struct history_campaign *campaign = point->campaign;
    const char *source = metric >= METRIC_ENERGY ? campaign->result->energy_source : NULL;

    for (size_t i = 0; i < h->series_count; i++) {
        struct history_series *s = &h->series[i];
        if (s->metric == metric && s->machine == campaign->machine &&
            same(s->energy_source, source) && newest(s)->campaign != campaign &&
            is_same_program(newest(s), point))
            return s;
    }
    h->series = mem_grow(h->series, h->series_count, sizeof(*h->series));
    h->series[h->series_count] = (struct history_series){
        .metric = metric, .machine = campaign->machine, .energy_source = source};
    return &h->series[h->series_count++];
}

static void add_points(struct history *h, const struct history_campaign *campaign,
                       enum metric metric)
{
    for (size_t i = 0; i < campaign->result->cell_count; i++) {
        const struct result_cell *cell = &campaign->result->cells[i];
        struct history_point point = {campaign, cell, result_figure(&cell->metric[metric])};
        bool positive = point.figure.median > 0;
        h->not_positive += point.figure.count > 0 && !positive;
        if (point.figure.count == 0 || !positive)
            continue;
        struct history_series *s = series_of(h, &point, metric);
        s->points = mem_grow(s->points, s->count, sizeof(*s->points));
        s->points[s->count++] = point;
    }
}

static void choose_metric(struct history *h)
{
    size_t measured = 0;

    for (size_t i = 0; i < h->campaign_count; i++)
        measured += result_is_measured(h->campaigns[i].result->energy_source);
    h->request.metrics[0] = 2 * measured > h->campaign_count ? METRIC_ENERGY : METRIC_WALL;
    h->request.metric_count = 1;
}

/* -------------------------------------------------------------------- names */

/* What may tell series of one workload, language and variant apart. */
enum { WORD_TOOLCHAIN, WORD_FLAGS, WORD_SIZE, WORD_SEED, WORD_MODE, WORD_SOURCE, WORDS };

struct words {
    const char *word[WORDS];
};

static struct words words_of(struct history *h, const struct history_series *series)
{
    const struct history_point *point = newest(series);
    const struct result_cell *cell = point->cell;
    struct words out = {{[WORD_SOURCE] = series->energy_source}};

    if (cell->workload == NULL)
        return out;
    if (cell->toolchain != NULL) /* without its version */
        out.word[WORD_TOOLCHAIN] = arena_printf(
            &h->arena, "%.*s", (int)strcspn(cell->toolchain, " "), cell->toolchain);
    out.word[WORD_FLAGS] = cell->flags;
    out.word[WORD_SIZE] = cell->size != NULL
                              ? cell->size
                              : arena_printf(&h->arena, "N = %lld", (long long)cell->n);
    if (cell->seed != STORE_ABSENT)
        out.word[WORD_SEED] = arena_printf(&h->arena, "seed %lld", (long long)cell->seed);
    out.word[WORD_MODE] = point->campaign->result->mode;
    return out;
}

static bool is_same_implementation(const struct history_series *a,
                                   const struct history_series *b)
{
    const struct result_cell *x = newest(a)->cell, *y = newest(b)->cell;

    if (a->metric != b->metric || !same(x->workload, y->workload))
        return false;
    return x->workload == NULL ? same(x->label, y->label)
                               : same(x->language, y->language) && same(x->variant, y->variant);
}

/* What is no measurement is named in any case. */
static bool is_told_by(const struct history *h, const struct words *words, size_t i, int word)
{
    if (word == WORD_SOURCE && words[i].word[word] != NULL &&
        !result_is_measured(words[i].word[word]))
        return true;
    for (size_t j = 0; j < h->series_count; j++)
        if (is_same_implementation(&h->series[i], &h->series[j]) &&
            !same(words[i].word[word], words[j].word[word]))
            return true;
    return false;
}

static const char *name_of(struct history *h, const struct words *words, size_t i)
{
    const struct result_cell *cell = newest(&h->series[i])->cell;
    struct text text = {0};

    if (cell->workload == NULL)
        text_add(&text, cell->label);
    else
        text_printf(&text, "%s/%s", cell->workload, cell->language);
    if (cell->workload != NULL && !same(cell->variant, "plain"))
        text_printf(&text, "/%s", cell->variant);
    for (int w = 0; w < WORDS; w++)
        if (words[i].word[w] != NULL && is_told_by(h, words, i, w))
            text_printf(&text, " %s", words[i].word[w]);
    const char *name = arena_dup(&h->arena, text_string(&text));
    text_free(&text);
    return name;
}

static int by_name(const void *a, const void *b)
{
    const struct history_series *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    if (order == 0)
        order = order_of(x->metric, y->metric);
    if (order == 0)
        order = order_of((int64_t)x->machine, (int64_t)y->machine);
    return order != 0 ? order
                      : order_of(x->points[0].campaign->result->created_unix_ns,
                                 y->points[0].campaign->result->created_unix_ns);
}

static void name_series(struct history *h)
{
    struct words *words = mem_alloc(h->series_count, sizeof(*words));

    for (size_t i = 0; i < h->series_count; i++)
        words[i] = words_of(h, &h->series[i]);
    for (size_t i = 0; i < h->series_count; i++)
        h->series[i].name = name_of(h, words, i);
    free(words);
    if (h->series_count > 0)
        qsort(h->series, h->series_count, sizeof(*h->series), by_name);
}

/* ------------------------------------------------------------------- alerts */

static void find_changes(struct history *h, struct history_series *s)
{
    const struct history_terms *terms = &h->request.terms;
    const struct detection wanted = {.alpha = terms->alpha / 2, .power = 0.8};
    double *values = mem_alloc(s->count, sizeof(*values));

    for (size_t i = 0; i < s->count; i++)
        values[i] = s->points[i].figure.median;
    s->changes = arena_alloc(&h->arena, 2 * s->count, sizeof(*s->changes));
    s->change_count = history_change_find(s->changes, values, s->count, terms);
    for (size_t i = 0; i < s->count; i++)
        values[i] = log(values[i]);
    /* The difference of two halves varies as the mean of all would with twice the spread. */
    s->detectable = s->count < history_change_needs(terms->alpha)
                        ? NAN
                        : expm1(stats_detectable(2 * stats_neighbour_sd(values, s->count),
                                                 s->count, &wanted));
    free(values);
}

static void add_toolchain(struct history_alert *alert)
{
    const struct result_cell *a = alert->before->cell, *b = alert->after->cell;

    if (a->toolchain == NULL || b->toolchain == NULL ||
        same(a->toolchain_version, b->toolchain_version))
        return;
    alert->beside[alert->beside_count++] = (struct unlike){
        "toolchain", a->toolchain,
        same(a->toolchain, b->toolchain) ? "another build of it" : b->toolchain};
}

static void add_alert(struct history *h, size_t i, const struct history_change *change)
{
    const struct history_series *s = &h->series[i];
    bool shift = change->kind == HISTORY_SHIFT;

    h->alerts = mem_grow(h->alerts, h->alert_count, sizeof(*h->alerts));
    struct history_alert *alert = &h->alerts[h->alert_count++];
    *alert = (struct history_alert){
        .series = i,
        .change = change,
        .before = &s->points[shift ? change->from - 1 : change->from],
        .after = &s->points[change->seen],
        .beside = arena_alloc(&h->arena, UNLIKE_HOST_MOST + 1, sizeof(*alert->beside)),
        .decides = s->energy_source == NULL || result_is_measured(s->energy_source),
    };
    add_toolchain(alert);
    alert->beside_count +=
        unlike_host(alert->beside + alert->beside_count, alert->before->campaign->result,
                    alert->after->campaign->result, &h->arena);
}

static int by_date(const void *a, const void *b)
{
    const struct history_alert *x = a, *y = b;
    int order = order_of(x->after->campaign->result->created_unix_ns,
                         y->after->campaign->result->created_unix_ns);

    return order != 0 ? order : order_of((int64_t)x->series, (int64_t)y->series);
}

static void add_alerts(struct history *h)
{
    for (size_t i = 0; i < h->series_count; i++) {
        find_changes(h, &h->series[i]);
        for (size_t c = 0; c < h->series[i].change_count; c++)
            add_alert(h, i, &h->series[i].changes[c]);
    }
    if (h->alert_count > 0)
        qsort(h->alerts, h->alert_count, sizeof(*h->alerts), by_date);
}

/* --------------------------------------------------------------------- make */

int history_make(struct history **out, const struct history_source *sources, size_t count,
                 const struct history_request *request, struct err *err)
{
    struct history *h = mem_alloc(1, sizeof(*h));
    struct maker m = {.out = h, .sources = sources};
    int r;

    h->request = *request;
    if ((r = list_campaigns(&m, count, err)) < 0 || (r = load_campaigns(&m, err)) < 0)
        goto out;
    if (h->request.metric_count == 0)
        choose_metric(h);
    for (size_t i = 0; i < h->request.metric_count; i++)
        for (size_t c = 0; c < h->campaign_count; c++)
            add_points(h, &h->campaigns[c], h->request.metrics[i]);
    if (h->series_count == 0) {
        r = err_set(err, -ENOENT, "none of %zu campaigns has a value", h->campaign_count);
        goto out;
    }
    name_series(h);
    add_alerts(h);
    *out = h;
    h = NULL;
out:
    free(m.entries);
    history_free(h);
    return r;
}

void history_free(struct history *history)
{
    if (history == NULL)
        return;
    for (size_t i = 0; i < history->campaign_count; i++)
        result_free(history->campaigns[i].result);
    for (size_t i = 0; i < history->series_count; i++)
        free(history->series[i].points);
    free(history->series);
    free(history->machines);
    free(history->alerts);
    arena_free(&history->arena);
    free(history);
}

size_t history_count(const struct history *history, size_t i, enum history_kind kind)
{
    size_t count = 0;

    for (size_t a = 0; a < history->alert_count; a++)
        count += (i == SIZE_MAX || history->alerts[a].series == i) &&
                 history->alerts[a].change->kind == kind;
    return count;
}

size_t history_short(const struct history *history)
{
    size_t needs = history_change_needs(history->request.terms.alpha), count = 0;

    for (size_t i = 0; i < history->series_count; i++)
        count += history->series[i].count < needs;
    return count;
}
