/* SPDX-License-Identifier: MIT
 * Values, summaries, aggregates. */
#include "judge/claim_pair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "stats/summary.h"

enum { TEN = 10 };

/* ----------------------------------------------------------------- values */

double claim_value(const struct claim_question *q, const struct result_trial *trial)
{
    double sum = 0;

    switch (q->claim->metric) {
    case CLAIM_TIME:
        return trial->wall_ns;
    case CLAIM_MEMORY:
        return trial->max_rss_bytes;
    case CLAIM_ENERGY:
    case CLAIM_POWER:
        break;
    }
    for (int d = 0; d < RESULT_DOMAINS; d++)
        if (q->domains & 1u << d)
            sum += trial->nj[d];
    if (q->claim->metric == CLAIM_POWER)
        return trial->wall_ns > 0 ? sum / trial->wall_ns : NAN;
    return sum;
}

static bool in_list(const char *const *list, const char *name)
{
    for (; name != NULL && *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

const struct result_cell *claim_cell(const struct claim_question *q, const char *workload,
                                     const char *language)
{
    for (size_t i = 0; i < q->result->cell_count; i++) {
        const struct result_cell *cell = &q->result->cells[i];
        if (cell->workload != NULL && strcmp(cell->workload, workload) == 0 &&
            strcmp(cell->language, language) == 0 &&
            strcmp(cell->variant, cell->imported ? "published" : "plain") == 0 &&
            in_list(q->claim->sizes, cell->size) &&
            (!cell->imported || q->claim->configuration == NULL ||
             strcmp(cell->flags, q->claim->configuration) == 0))
            return cell;
    }
    return NULL;
}

struct sample {
    double value, package;
    int64_t block;
};

/* Pereira's aggregation has the rows whose counter wrapped, repaired. */
static bool is_counted(const struct claim_question *q, const struct result_trial *trial)
{
    if (trial->status == RESULT_OK)
        return !trial->aside;
    return q->result->imported && q->claim->within == CLAIM_TRIMMED_TEN &&
           trial->status == RESULT_DISTURBED;
}

/* The runs of CELL in their order; the caller's, for free(). */
static struct sample *samples_of(const struct claim_question *q, const struct result_cell *cell,
                                 double (*value)(const struct claim_question *,
                                                 const struct result_trial *),
                                 size_t *count)
{
    struct sample *out = NULL;

    *count = 0;
    for (size_t i = 0; i < cell->trial_count; i++) {
        const struct result_trial *trial = &cell->trials[i];
        if (!is_counted(q, trial))
            continue;
        const struct sample one = {value(q, trial), trial->nj[RESULT_PACKAGE], trial->block};
        if (isnan(one.value))
            continue;
        out = mem_grow(out, *count, sizeof(*out));
        out[(*count)++] = one;
    }
    return out;
}

/* Take the runs of least and greatest package energy out of the first ten. */
static void trim(struct sample *samples, size_t *count)
{
    size_t low = 0, high = 0;

    if (*count < TEN)
        return;
    *count = TEN;
    for (size_t i = 1; i < *count; i++) {
        low = samples[i].package < samples[low].package ? i : low;
        high = samples[i].package > samples[high].package ? i : high;
    }
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (i != low && i != high)
            samples[kept++] = samples[i];
    *count = kept;
}

struct claim_summary
claim_summarise(const struct claim_question *q, const struct result_cell *cell,
                double (*value)(const struct claim_question *, const struct result_trial *))
{
    struct claim_summary out = {NAN, NAN, NAN};
    size_t count = 0;

    if (cell == NULL)
        return out;
    struct sample *samples = samples_of(q, cell, value, &count);
    /* Without package energy there is nothing to trim by. */
    if (q->claim->within == CLAIM_TRIMMED_TEN && count > 0 && !isnan(samples[0].package))
        trim(samples, &count);
    double *x = mem_alloc(count + 1, sizeof(*x));
    bool on_logs = q->claim->within == CLAIM_GEOMETRIC;
    for (size_t i = 0; i < count; i++)
        x[i] = on_logs ? log(samples[i].value) : samples[i].value;
    out.value =
        q->claim->within == CLAIM_MEDIAN ? stats_median(x, count) : stats_mean(x, count);
    if (count > 1) {
        out.se = stats_sd(x, count) / sqrt((double)count);
        out.df = (double)count - 1;
    }
    if (on_logs) { /* by the delta method */
        out.value = exp(out.value);
        out.se *= out.value;
    }
    free(x);
    free(samples);
    return out;
}

/* ------------------------------------------------------------- aggregation */

struct claim_pair claim_pair_make(const struct claim_question *q, const char *language,
                                  const char *reference)
{
    struct claim_pair pair = {.workloads = q->claim->workloads};

    while (pair.workloads[pair.count] != NULL)
        pair.count++;
    pair.a = arena_alloc(q->arena, pair.count + 1, sizeof(*pair.a));
    pair.b = arena_alloc(q->arena, pair.count + 1, sizeof(*pair.b));
    for (size_t w = 0; w < pair.count; w++) {
        pair.a[w] = claim_summarise(q, claim_cell(q, pair.workloads[w], language), claim_value);
        pair.b[w] =
            claim_summarise(q, claim_cell(q, pair.workloads[w], reference), claim_value);
    }
    return pair;
}

bool claim_pair_both(const struct claim_pair *p, size_t w)
{
    return !isnan(p->a[w].value) && !isnan(p->b[w].value);
}

/* Mean of the summaries that are there, without workload LEFT_OUT. */
static struct claim_summary mean_of(const struct claim_pair *p,
                                    const struct claim_summary *side,
                                    enum claim_missing missing, size_t left_out)
{
    double sum = 0, variance = 0, spread = 0;
    size_t count = 0;

    for (size_t w = 0; w < p->count; w++) {
        if (w == left_out || isnan(side[w].value) ||
            (missing == CLAIM_COMMON && !claim_pair_both(p, w)))
            continue;
        double v = side[w].se * side[w].se;
        sum += side[w].value;
        variance += v;
        spread += v > 0 ? v * v / side[w].df : 0;
        count++;
    }
    if (count == 0)
        return (struct claim_summary){NAN, NAN, NAN};
    /* Satterthwaite 1946, of a sum. */
    return (struct claim_summary){sum / (double)count, sqrt(variance) / (double)count,
                                  spread > 0 ? variance * variance / spread : INFINITY};
}

/* One over the other, on logs by the delta method. */
static struct claim_summary quotient(struct claim_summary a, struct claim_summary b)
{
    double va = pow(a.se / a.value, 2), vb = pow(b.se / b.value, 2);

    return (struct claim_summary){
        log(a.value / b.value), sqrt(va + vb),
        va + vb > 0 ? pow(va + vb, 2) / (va * va / a.df + vb * vb / b.df) : INFINITY};
}

/* The ratios of the workloads that both have; how many. */
static size_t ratios_of(const struct claim_pair *p, size_t left_out, struct claim_summary *out)
{
    size_t count = 0;

    for (size_t w = 0; w < p->count; w++)
        if (w != left_out && claim_pair_both(p, w))
            out[count++] = quotient(p->a[w], p->b[w]);
    return count;
}

static struct claim_summary geometric_mean(const struct claim_summary *logs, size_t count)
{
    double sum = 0, variance = 0, spread = 0;

    for (size_t i = 0; i < count; i++) {
        double v = logs[i].se * logs[i].se;
        sum += logs[i].value;
        variance += v;
        spread += v > 0 ? v * v / logs[i].df : 0;
    }
    return (struct claim_summary){sum / (double)count, sqrt(variance) / (double)count,
                                  spread > 0 ? variance * variance / spread : INFINITY};
}

struct claim_summary claim_pair_aggregate(const struct claim_pair *p, enum claim_across across,
                                          enum claim_missing missing, size_t left_out)
{
    struct claim_summary *logs, out = {NAN, NAN, NAN};

    if (across == CLAIM_RATIO_OF_MEANS)
        return quotient(mean_of(p, p->a, missing, left_out),
                        mean_of(p, p->b, missing, left_out));
    logs = mem_alloc(p->count + 1, sizeof(*logs));
    size_t count = ratios_of(p, left_out, logs);
    double *ratios = mem_alloc(count + 1, sizeof(*ratios));
    for (size_t i = 0; i < count; i++)
        ratios[i] = exp(logs[i].value);
    if (count > 0 && across == CLAIM_GEOMETRIC_MEAN)
        out = geometric_mean(logs, count);
    else if (count > 0)
        out.value = log(across == CLAIM_MEAN_OF_RATIOS ? stats_mean(ratios, count)
                                                       : stats_median(ratios, count));
    free(ratios);
    free(logs);
    return out;
}

struct interval claim_interval(struct claim_summary log_ratio)
{
    double half = log_ratio.se * stats_t_quantile((1 + RESULT_LEVEL) / 2, log_ratio.df);

    if (isinf(log_ratio.df))
        half = log_ratio.se * stats_normal_quantile((1 + RESULT_LEVEL) / 2);
    return (struct interval){exp(log_ratio.value - half), exp(log_ratio.value + half)};
}

/* ----------------------------------------------------------------- blocks */

/* One program's runs, gone through block by block. */
struct walk {
    struct sample *samples;
    size_t count, at;
};

/* The run of BLOCK, which is never less than the one asked for before; NULL: there is none. */
static const struct sample *walk_to(struct walk *walk, int64_t block)
{
    while (walk->at < walk->count && walk->samples[walk->at].block < block)
        walk->at++;
    return walk->at < walk->count && walk->samples[walk->at].block == block
               ? &walk->samples[walk->at]
               : NULL;
}

/* A language's programs in the workloads that both have. */
struct party {
    struct walk *walks;
    size_t count;
};

static struct party gather(const struct claim_question *q, const struct claim_pair *p,
                           const char *language)
{
    struct party party = {mem_alloc(p->count + 1, sizeof(*party.walks)), 0};

    for (size_t w = 0; w < p->count; w++) {
        struct walk *walk = &party.walks[party.count];
        if (!claim_pair_both(p, w))
            continue;
        walk->samples =
            samples_of(q, claim_cell(q, p->workloads[w], language), claim_value, &walk->count);
        party.count++;
    }
    return party;
}

static void disband(struct party *party)
{
    for (size_t i = 0; i < party->count; i++)
        free(party->walks[i].samples);
    free(party->walks);
}

/* The mean of its programs in BLOCK, as the claim takes means; false where one is missing. */
static bool mean_in_block(const struct claim_question *q, struct party *party, int64_t block,
                          double *out)
{
    bool geometric = q->claim->across == CLAIM_GEOMETRIC_MEAN, complete = party->count > 0;
    double sum = 0;

    for (size_t i = 0; i < party->count; i++) {
        const struct sample *sample = walk_to(&party->walks[i], block);
        complete = complete && sample != NULL;
        if (sample != NULL)
            sum += geometric ? log(sample->value) : sample->value;
    }
    double mean = sum / (double)party->count;
    *out = geometric ? exp(mean) : mean;
    return complete;
}

struct interval claim_interval_by_blocks(const struct claim_question *q,
                                         const struct claim_pair *p, const char *language,
                                         const char *reference)
{
    struct party one = gather(q, p, language), other = gather(q, p, reference);
    size_t most = one.count > 0 ? one.walks[0].count : 0, count = 0;
    double *a = mem_alloc(most + 1, sizeof(*a)), *b = mem_alloc(most + 1, sizeof(*b));

    for (size_t i = 0; i < most; i++) {
        int64_t block = one.walks[0].samples[i].block;
        bool whole = mean_in_block(q, &one, block, &a[count]);
        whole = mean_in_block(q, &other, block, &b[count]) && whole;
        count += whole;
    }
    struct interval ci = stats_batched_ratio(b, a, count, RESULT_LEVEL, NULL).ci;
    free(a);
    free(b);
    disband(&one);
    disband(&other);
    return ci;
}
