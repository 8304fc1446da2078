/* SPDX-License-Identifier: MIT
 * Two cells, compared. */
#include "judge/comparison_entry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/bootstrap.h"
#include "stats/detectable.h"
#include "stats/serial.h"
#include "stats/significance.h"
#include "stats/summary.h"

/* Above it a program has kept a second CPU busy; below the other one it has waited. */
static const double cores_most = 1.05, cores_least = 0.9;

const struct comparison_doubt_facts comparison_doubts[COMPARISON_DOUBTS] = {
    {COMPARISON_MORE_CORES, 'c',
     "one of the two keeps more CPUs busy: its threads, or a collector's, are in the ratio"},
    {COMPARISON_WAITED, 'w', "one of the two waited for a CPU or a device: look at CPU time"},
    {COMPARISON_LIBRARY, 'l', "a library or native code does the work"},
    {COMPARISON_QUANTISED, 'q',
     "so short that a tick of the counter is over 1 % of the joules"},
    {COMPARISON_FEW, 'f', "fewer than six pairs: Student's interval, not the exact one"},
    {COMPARISON_BATCHED, 'm',
     "blocks resemble their neighbours: an interval is of means of several, merged until they "
     "no longer do"},
    {COMPARISON_SERIAL, 's',
     "blocks resemble their neighbours, and there are too few to merge: an interval may be "
     "too narrow"},
    {COMPARISON_BOOTSTRAP, 'b',
     "the mean's interval by resampling (bootstrap-t) is off by over a fifth of the width: a "
     "few runs stand out"},
    {COMPARISON_UNPAIRED, 'u',
     "not run in turns: what changed between the runs is in the ratio"},
};

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool comparison_is_variant(const char *variant, const char *base)
{
    size_t length = base != NULL ? strlen(base) : 0;

    return base == NULL || variant == NULL ||
           (strncmp(variant, base, length) == 0 &&
            (variant[length] == '\0' || variant[length] == '/'));
}

bool comparison_is_different(const struct comparison_entry *entry)
{
    return entry->p_holm < 1 - RESULT_LEVEL;
}

bool comparison_is_equal(const struct comparison_entry *entry)
{
    return entry->equal_holm < 1 - RESULT_LEVEL;
}

enum metric comparison_beside(enum metric metric, size_t index)
{
    static const enum metric always[] = {METRIC_WALL, METRIC_CPU, METRIC_MEMORY};

    if (metric == METRIC_ENERGY)
        return index == 0 ? METRIC_WALL : METRIC_POWER;
    for (size_t i = 0; i < ARRAY_SIZE(always); i++)
        if (always[i] != metric && index-- == 0)
            return always[i];
    return metric;
}

/* ------------------------------------------------------------------ samples */

/* Logarithms: of the ratios in blocks, or of either side's runs. */
struct logs {
    double *x;
    size_t count;
};

/* In the order of blocks, merged where these resemble their neighbours; the caller's. */
static struct logs differences(const struct result_cell *a, const struct result_cell *b,
                               enum metric metric)
{
    struct result_pairs pairs = result_pairs(a, b, metric);
    struct logs out = {.x = mem_alloc(pairs.count + 1, sizeof(*out.x))};

    for (size_t i = 0; i < pairs.count; i++)
        pairs.b[i] = log(pairs.b[i]) - log(pairs.a[i]);
    out.count = stats_batch_means(out.x, pairs.b, pairs.count).count;
    free(pairs.a);
    free(pairs.b);
    return out;
}

/* The caller's. */
static struct logs logs_of(const struct result_series *series)
{
    struct logs out;

    out.x = result_process_logs(series, &out.count);
    return out;
}

/* Means of adjacent values, no more than a resampling should take; in place. */
static void cluster(struct logs *logs)
{
    size_t n = logs->count;

    if (n <= COMPARISON_CLUSTERS)
        return;
    for (size_t i = 0; i < COMPARISON_CLUSTERS; i++) {
        size_t begin = i * n / COMPARISON_CLUSTERS, end = (i + 1) * n / COMPARISON_CLUSTERS;
        logs->x[i] = stats_mean(logs->x + begin, end - begin);
    }
    logs->count = COMPARISON_CLUSTERS;
}

/* ------------------------------------------------------------------ judging */

/* What logarithms of equal ratios differ by. */
static const double rounding = 1e-13;

/* Values that do not vary leave Student nothing to divide by: the sign test's p-value of N of
 * them stands then, for a difference as for equality. */
static void judge(struct comparison_entry *e, const struct t_test *test, size_t n,
                  const struct comparison_terms *terms)
{
    double edge = log1p(terms->margin), signs = pow(2, -(double)n);

    e->log_se = test->se;
    e->df = test->df;
    e->p = test->p;
    e->equal_p = stats_equivalence_p(test, -edge, edge);
    if (n < 2 || test->se > rounding)
        return;
    e->df = (double)(n - 1);
    e->p = fabs(test->estimate) < rounding ? 1 : 2 * signs;
    e->equal_p = fabs(test->estimate) < edge ? signs : 1;
}

static void judge_pairs(struct comparison_entry *e, const struct comparison_terms *terms)
{
    struct logs d = differences(e->reference, e->cell, terms->metric);
    const struct bootstrap_plan plan = {
        .resamples = terms->resamples, .seed = COMPARISON_SEED, .level = terms->level};
    /* Ranks of eight pairs reach 2/256, which no correction for seven tests lets pass. */
    const struct t_test test = stats_t_test(d.x, d.count);

    judge(e, &test, d.count, terms);
    cluster(&d);
    e->bootstrap = stats_bootstrap(d.x, d.count, &plan);
    free(d.x);
}

static void judge_runs(struct comparison_entry *e, const struct comparison_terms *terms)
{
    struct logs a = logs_of(&e->reference->metric[terms->metric]),
                b = logs_of(&e->cell->metric[terms->metric]);
    const struct bootstrap_plan plan = {
        .resamples = terms->resamples, .seed = COMPARISON_SEED, .level = terms->level};
    const struct t_test test = stats_welch_test(a.x, a.count, b.x, b.count);

    judge(e, &test, a.count < b.count ? a.count : b.count, terms);
    cluster(&a);
    cluster(&b);
    e->bootstrap = stats_bootstrap_difference(a.x, a.count, b.x, b.count, &plan);
    free(a.x);
    free(b.x);
}

/* From logarithms to a ratio, and whether it is another one than what is shown. */
static void check(struct comparison_entry *e, const struct effect *shown)
{
    const struct interval ci = {log(shown->ci.low), log(shown->ci.high)};

    /* Fewer than six have Student's interval, and resamples that repeat one another. */
    if (shown->pairs >= BATCHES_LEAST && stats_intervals_disagree(ci, e->bootstrap))
        e->doubts |= COMPARISON_BOOTSTRAP;
    e->bootstrap = (struct interval){exp(e->bootstrap.low), exp(e->bootstrap.high)};
}

void comparison_entry_finish(struct comparison_entry *entry, size_t tests, double level)
{
    const struct detection wanted = {.alpha = (1 - level) / 2 / (double)(tests > 0 ? tests : 1),
                                     .power = 0.8};

    entry->detectable = NAN;
    if (!(entry->df >= 1) || isnan(entry->log_se))
        return;
    size_t n = (size_t)entry->df + 1;
    entry->detectable = expm1(stats_detectable(entry->log_se * sqrt((double)n), n, &wanted));
}

/* ------------------------------------------------------------------ domains */

static const struct {
    const char *name;
    enum result_domain domains[2];
    size_t count;
} domain_sets[COMPARISON_DOMAIN_SETS] = {
    {"package", {RESULT_PACKAGE}, 1},
    {"package+dram", {RESULT_PACKAGE, RESULT_DRAM}, 2},
    {"cores", {RESULT_CORES}, 1},
    {"cores+dram", {RESULT_CORES, RESULT_DRAM}, 2},
};

const char *comparison_domains_name(enum comparison_domains domains)
{
    return domain_sets[domains].name;
}

/* A channel whose values are being added up, block by block. */
struct part {
    const struct result_series *series;
    size_t at;
};

/* The channels of DOMAIN from SOURCE, added to PARTS. */
static size_t add_parts(struct part *parts, size_t count, const struct result_cell *cell,
                        const char *domain, const char *source)
{
    for (size_t c = 0; c < cell->channel_count; c++) {
        const struct result_channel *channel = &cell->channels[c];
        if (same(channel->domain, domain) && same(channel->source, source))
            parts[count++] = (struct part){.series = &channel->nj};
    }
    return count;
}

/* Sum what the parts have of their next block. How many values that is; 0: there is none. */
static size_t next_block(struct part *parts, size_t count, struct result_value *sum)
{
    size_t values = 0;

    *sum = (struct result_value){.block = INT64_MAX};
    for (size_t p = 0; p < count; p++) {
        const struct result_series *series = parts[p].series;
        if (parts[p].at < series->count && series->values[parts[p].at].block < sum->block)
            sum->block = series->values[parts[p].at].block;
    }
    for (size_t p = 0; p < count; p++) {
        const struct result_series *series = parts[p].series;
        for (; parts[p].at < series->count && series->values[parts[p].at].block == sum->block;
             parts[p].at++, values++)
            sum->value += series->values[parts[p].at].value;
    }
    return values;
}

/* One value a block; a sum of fewer channels than another block has would be of less than the
 * machine. Its values are the caller's. */
static struct result_series sum_blocks(struct part *parts, size_t count)
{
    struct result_series out = {0};
    struct result_value sum;
    size_t most = 1, room = 0, values;

    for (size_t p = 0; p < count; p++)
        room += parts[p].series->count;
    out.values = mem_alloc(room, sizeof(*out.values));
    while ((values = next_block(parts, count, &sum)) > 0) {
        if (values > most)
            out.count = 0;
        most = values > most ? values : most;
        if (values == most)
            out.values[out.count++] = sum;
    }
    return out;
}

/* CELL with the joules of a set of domains for its energy; its values are the caller's. None
 * where one of them was not read. */
static struct result_cell with_domains(const struct comparison_side *side, size_t set)
{
    struct result_cell out = *side->cell;
    struct part *parts = mem_alloc(out.channel_count + 1, sizeof(*parts));
    size_t count = 0;

    for (size_t d = 0; d < domain_sets[set].count; d++) {
        size_t before = count;
        count =
            add_parts(parts, count, side->cell, result_domain_name(domain_sets[set].domains[d]),
                      side->result->energy_source);
        if (count == before) {
            count = 0;
            break;
        }
    }
    out.metric[METRIC_ENERGY] = sum_blocks(parts, count);
    free(parts);
    return out;
}

static struct effect ratio_of(const struct result_cell *a, const struct result_cell *b,
                              enum metric metric, bool paired, double level)
{
    return paired ? result_ratio(a, b, metric, level)
                  : result_ratio_unpaired(a, b, metric, level);
}

/* JOULES: whether both sides' are of one source. */
static void fill_domains(struct comparison_entry *e, const struct comparison_side *reference,
                         const struct comparison_side *side, bool joules, double level)
{
    e->domains[COMPARISON_PACKAGE] = e->effect[METRIC_ENERGY];
    for (size_t set = COMPARISON_PACKAGE + 1; set < COMPARISON_DOMAIN_SETS; set++) {
        struct result_cell a = with_domains(reference, set), b = with_domains(side, set);
        if (!joules)
            a.metric[METRIC_ENERGY].count = 0;
        e->domains[set] = ratio_of(&a, &b, METRIC_ENERGY, e->paired, level);
        free(a.metric[METRIC_ENERGY].values);
        free(b.metric[METRIC_ENERGY].values);
    }
}

/* --------------------------------------------------------------------- fill */

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

/* Of the ratios on a screen: the one that is judged and those beside it. */
static unsigned serial_doubts(const struct comparison_entry *e, enum metric metric)
{
    const enum metric on_screen[] = {metric, comparison_beside(metric, 0),
                                     comparison_beside(metric, 1)};
    unsigned doubts = 0;

    for (size_t i = 0; i < ARRAY_SIZE(on_screen); i++) {
        const struct effect *effect = &e->effect[on_screen[i]];
        doubts |= effect->per_batch > 1 ? COMPARISON_BATCHED : 0;
        doubts |= effect->serial ? COMPARISON_SERIAL : 0;
    }
    return doubts;
}

static unsigned doubts_of(const struct comparison_entry *e, enum metric metric)
{
    double most = fmax(e->cores, e->reference_cores);
    unsigned doubts = 0;

    if (most > cores_most && most > cores_most * fmin(e->cores, e->reference_cores))
        doubts |= COMPARISON_MORE_CORES;
    if (e->cores < cores_least || e->reference_cores < cores_least)
        doubts |= COMPARISON_WAITED;
    if (metric == METRIC_ENERGY && (e->cell->quantised || e->reference->quantised))
        doubts |= COMPARISON_QUANTISED;
    if (e->paired && e->effect[metric].method != EFFECT_SIGNED_RANK)
        doubts |= COMPARISON_FEW;
    if (!e->paired)
        doubts |= COMPARISON_UNPAIRED;
    if (e->cell->variant != NULL && !comparison_is_variant(e->cell->variant, "plain") &&
        !comparison_is_variant(e->cell->variant, "parallel") &&
        !comparison_is_variant(e->cell->variant, "published"))
        doubts |= COMPARISON_LIBRARY;
    return doubts | serial_doubts(e, metric);
}

static bool is_asked(const struct comparison_terms *terms, enum metric metric)
{
    return !terms->for_show || metric == terms->metric || metric == METRIC_ENERGY ||
           metric == comparison_beside(terms->metric, 0) ||
           metric == comparison_beside(terms->metric, 1);
}

void comparison_entry_fill(struct comparison_entry *out,
                           const struct comparison_side *reference,
                           const struct comparison_side *side,
                           const struct comparison_terms *terms)
{
    const struct result_cell *a = reference->cell, *b = side->cell;

    *out =
        (struct comparison_entry){.cell = b,
                                  .reference = a,
                                  .paired = !a->imported && !b->imported &&
                                            (reference->result == side->result ||
                                             same(reference->result->uuid, side->result->uuid)),
                                  .p = NAN,
                                  .p_holm = NAN,
                                  .equal_p = NAN,
                                  .equal_holm = NAN,
                                  .detectable = NAN,
                                  .cores = cores_of(b),
                                  .reference_cores = cores_of(a),
                                  .idle_share = idle_share_of(b)};
    /* A measured joule over an estimated one would be neither. */
    bool joules = same(reference->result->energy_source, side->result->energy_source);
    for (int i = 0; i < METRIC_COUNT; i++)
        out->effect[i] = is_asked(terms, (enum metric)i) && (i < METRIC_ENERGY || joules)
                             ? ratio_of(a, b, (enum metric)i, out->paired, terms->level)
                             : stats_paired_ratio(NULL, NULL, 0, terms->level);
    fill_domains(out, reference, side, joules, terms->level);
    out->doubts = doubts_of(out, terms->metric);
    if (terms->metric >= METRIC_ENERGY && !joules)
        return;
    if (out->paired)
        judge_pairs(out, terms);
    else
        judge_runs(out, terms);
    check(out, &out->effect[terms->metric]);
}
