/* SPDX-License-Identifier: MIT
 * Claims and what a campaign says of them. */
#include "judge/claim.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "judge/ratios.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "stats/summary.h"
#include "store/store.h"

enum { TEN = 10 };

static_assert(CLAIM_PACKAGE == 1 << RESULT_PACKAGE && CLAIM_CORES == 1 << RESULT_CORES &&
                  CLAIM_UNCORE == 1 << RESULT_UNCORE && CLAIM_DRAM == 1 << RESULT_DRAM &&
                  CLAIM_PSYS == 1 << RESULT_PSYS,
              "a claim's domains are bits in the order of a result's");

static const char *const verdicts[CLAIM_VERDICTS] = {
    [CLAIM_REPRODUCED] = "reproduced",         [CLAIM_DIRECTION_ONLY] = "direction-only",
    [CLAIM_CONTRADICTED] = "contradicted",     [CLAIM_INCONCLUSIVE] = "inconclusive",
    [CLAIM_NOT_COMPARABLE] = "not-comparable", [CLAIM_NO_ENERGY] = "no-energy"};

const char *claim_verdict_name(enum claim_verdict verdict)
{
    return verdicts[verdict];
}

/* What is asked, and of what. */
struct question {
    const struct claim *claim;
    const struct result *result;
    unsigned domains; /* of energy: the claim's, or another view's */
    struct arena *arena;
};

/* ----------------------------------------------------------------- values */

/* One run's value in base units; NAN where a domain is missing. */
static double value_of(const struct question *q, const struct result_trial *trial)
{
    double sum = 0;

    switch (q->claim->metric) {
    case CLAIM_TIME:
        return trial->wall_ns;
    case CLAIM_MEMORY:
        return trial->max_rss_bytes;
    case CLAIM_ENERGY:
        break;
    }
    for (int d = 0; d < RESULT_DOMAINS; d++)
        if (q->domains & 1u << d)
            sum += trial->nj[d];
    return sum;
}

static bool in_list(const char *const *list, const char *name)
{
    for (; name != NULL && *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

/* A study's own program, or a plain one of ours: the first of either in the plan. */
static const struct result_cell *cell_of(const struct question *q, const char *workload,
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
static bool is_counted(const struct question *q, const struct result_trial *trial)
{
    if (trial->status == RESULT_OK)
        return !trial->aside;
    return q->result->imported && q->claim->within == CLAIM_TRIMMED_TEN &&
           trial->status == RESULT_DISTURBED;
}

/* The runs of CELL in their order; the caller's, for free(). */
static struct sample *samples_of(const struct question *q, const struct result_cell *cell,
                                 size_t *count)
{
    size_t index = (size_t)(cell - q->result->cells);
    struct sample *out = NULL;

    *count = 0;
    for (size_t i = 0; i < q->result->trial_count; i++) {
        const struct result_trial *trial = &q->result->trials[i];
        if (trial->cell != index || !is_counted(q, trial))
            continue;
        const struct sample one = {value_of(q, trial), trial->nj[RESULT_PACKAGE], trial->block};
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

/* What stands for a program's runs, and how sure it is. */
struct summary {
    double value, se, df; /* NAN: no program, no value, too few */
};

static struct summary summarise(const struct question *q, const struct result_cell *cell)
{
    struct summary out = {NAN, NAN, NAN};
    size_t count = 0;

    if (cell == NULL)
        return out;
    struct sample *samples = samples_of(q, cell, &count);
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

/* Two languages over the workloads of the claim. */
struct pair {
    size_t count;
    const char *const *workloads;
    struct summary *a, *b; /* the language, the reference */
};

static struct pair make_pair(const struct question *q, const char *language,
                             const char *reference)
{
    struct pair pair = {.workloads = q->claim->workloads};

    while (pair.workloads[pair.count] != NULL)
        pair.count++;
    pair.a = arena_alloc(q->arena, pair.count + 1, sizeof(*pair.a));
    pair.b = arena_alloc(q->arena, pair.count + 1, sizeof(*pair.b));
    for (size_t w = 0; w < pair.count; w++) {
        pair.a[w] = summarise(q, cell_of(q, pair.workloads[w], language));
        pair.b[w] = summarise(q, cell_of(q, pair.workloads[w], reference));
    }
    return pair;
}

static bool both(const struct pair *p, size_t w)
{
    return !isnan(p->a[w].value) && !isnan(p->b[w].value);
}

/* Mean of the summaries that are there, without workload LEFT_OUT. */
static struct summary mean_of(const struct pair *p, const struct summary *side,
                              enum claim_missing missing, size_t left_out)
{
    double sum = 0, variance = 0, spread = 0;
    size_t count = 0;

    for (size_t w = 0; w < p->count; w++) {
        if (w == left_out || isnan(side[w].value) || (missing == CLAIM_COMMON && !both(p, w)))
            continue;
        double v = side[w].se * side[w].se;
        sum += side[w].value;
        variance += v;
        spread += v > 0 ? v * v / side[w].df : 0;
        count++;
    }
    if (count == 0)
        return (struct summary){NAN, NAN, NAN};
    /* Satterthwaite 1946, of a sum. */
    return (struct summary){sum / (double)count, sqrt(variance) / (double)count,
                            spread > 0 ? variance * variance / spread : INFINITY};
}

/* One over the other, on logs by the delta method. */
static struct summary quotient(struct summary a, struct summary b)
{
    double va = pow(a.se / a.value, 2), vb = pow(b.se / b.value, 2);

    return (struct summary){log(a.value / b.value), sqrt(va + vb),
                            va + vb > 0 ? pow(va + vb, 2) / (va * va / a.df + vb * vb / b.df)
                                        : INFINITY};
}

/* The ratios of the workloads that both have; how many. */
static size_t ratios_of(const struct pair *p, size_t left_out, struct summary *out)
{
    size_t count = 0;

    for (size_t w = 0; w < p->count; w++)
        if (w != left_out && both(p, w))
            out[count++] = quotient(p->a[w], p->b[w]);
    return count;
}

static struct summary geometric_mean(const struct summary *logs, size_t count)
{
    double sum = 0, variance = 0, spread = 0;

    for (size_t i = 0; i < count; i++) {
        double v = logs[i].se * logs[i].se;
        sum += logs[i].value;
        variance += v;
        spread += v > 0 ? v * v / logs[i].df : 0;
    }
    return (struct summary){sum / (double)count, sqrt(variance) / (double)count,
                            spread > 0 ? variance * variance / spread : INFINITY};
}

/* The logarithm of the aggregate, with its error where the two aggregations have one. */
static struct summary aggregate(const struct pair *p, enum claim_across across,
                                enum claim_missing missing, size_t left_out)
{
    struct summary *logs, out = {NAN, NAN, NAN};

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

enum { NOTHING_LEFT_OUT = -1 };

static struct interval interval_of(struct summary log_ratio)
{
    double half = log_ratio.se * stats_t_quantile((1 + RESULT_LEVEL) / 2, log_ratio.df);

    if (isinf(log_ratio.df))
        half = log_ratio.se * stats_normal_quantile((1 + RESULT_LEVEL) / 2);
    return (struct interval){exp(log_ratio.value - half), exp(log_ratio.value + half)};
}

/* ----------------------------------------------------------------- blocks */

/* The sum, or the sum of logarithms, of one language's values in BLOCK over all workloads;
 * false where one lacks it. */
static bool block_value(const struct question *q, const struct pair *p, const char *language,
                        int64_t block, double *out)
{
    *out = 0;
    for (size_t w = 0; w < p->count; w++) {
        const struct result_cell *cell = cell_of(q, p->workloads[w], language);
        bool found = false;
        if (!both(p, w))
            continue;
        for (size_t i = 0; i < q->result->trial_count && !found; i++) {
            const struct result_trial *t = &q->result->trials[i];
            if (t->cell != (size_t)(cell - q->result->cells) || t->block != block ||
                !is_counted(q, t) || isnan(value_of(q, t)))
                continue;
            double value = value_of(q, t);
            *out += q->claim->across == CLAIM_GEOMETRIC_MEAN ? log(value) : value;
            found = true;
        }
        if (!found)
            return false;
    }
    return true;
}

/* Programs that ran in turns are compared block by block, so that what changes between blocks
 * cancels. NAN where fewer than two blocks are complete. */
static struct interval interval_by_blocks(const struct question *q, const struct pair *p,
                                          const char *language, const char *reference)
{
    double *a = mem_alloc(q->result->blocks + 2, sizeof(*a));
    double *b = mem_alloc(q->result->blocks + 2, sizeof(*b));
    int64_t last = -1;
    size_t count = 0, workloads = 0;

    for (size_t w = 0; w < p->count; w++)
        workloads += both(p, w);
    for (size_t i = 0; i < q->result->trial_count; i++)
        last = q->result->trials[i].block > last ? q->result->trials[i].block : last;
    for (int64_t block = 0; block <= last && count <= q->result->blocks; block++)
        if (block_value(q, p, language, block, &a[count]) &&
            block_value(q, p, reference, block, &b[count]))
            count++;
    if (q->claim->across == CLAIM_GEOMETRIC_MEAN)
        for (size_t i = 0; i < count; i++) {
            a[i] = exp(a[i] / (double)workloads);
            b[i] = exp(b[i] / (double)workloads);
        }
    struct interval ci = stats_paired_ratio(b, a, count, RESULT_LEVEL).ci;
    free(a);
    free(b);
    return ci;
}

/* ------------------------------------------------------------------ ratio */

static void fill_rows(const struct question *q, const struct pair *p, struct claim_ratio *out)
{
    out->rows = arena_alloc(q->arena, p->count + 1, sizeof(*out->rows));
    out->row_count = p->count;
    for (size_t w = 0; w < p->count; w++)
        out->rows[w] = (struct claim_row){p->workloads[w], p->a[w].value, p->b[w].value,
                                          p->a[w].value / p->b[w].value};
}

static struct claim_ratio ratio_of(const struct question *q, const char *language,
                                   const char *reference)
{
    struct pair p = make_pair(q, language, reference);
    struct summary log_ratio =
        aggregate(&p, q->claim->across, q->claim->missing, (size_t)NOTHING_LEFT_OUT);
    struct claim_ratio out = {.value = exp(log_ratio.value), .ci = interval_of(log_ratio)};

    /* Both over all workloads, or the blocks would compare unlike sets. */
    bool comparable = q->claim->across <= CLAIM_GEOMETRIC_MEAN;
    for (size_t w = 0; w < p.count; w++)
        comparable = comparable && both(&p, w);
    if (!q->result->imported && comparable)
        out.ci = interval_by_blocks(q, &p, language, reference);
    fill_rows(q, &p, &out);
    return out;
}

static void leave_one_out(const struct question *q, const struct pair *p,
                          struct claim_answer *out)
{
    out->low = out->high = NAN;
    for (size_t w = 0; w < p->count; w++) {
        double r = exp(aggregate(p, q->claim->across, q->claim->missing, w).value);
        out->low = fmin(out->low, r);
        out->high = fmax(out->high, r);
    }
}

static const char *domains_name(struct arena *arena, unsigned domains)
{
    struct text text = {0};

    for (int d = 0; d < RESULT_DOMAINS; d++)
        if (domains & 1u << d)
            text_printf(&text, "%s%s", text.length > 0 ? "+" : "",
                        result_domain_name((enum result_domain)d));
    const char *name = arena_dup(arena, text_string(&text));
    text_free(&text);
    return name;
}

static void add_view(const struct question *q, struct claim_answer *out, const struct pair *p,
                     enum claim_across across, enum claim_missing missing)
{
    bool energy = q->claim->metric == CLAIM_ENERGY;

    out->views[out->view_count++] = (struct claim_view){
        arena_printf(q->arena, "%s%s%s%s", claim_across_name(across), energy ? ", " : "",
                     energy ? domains_name(q->arena, q->domains) : "",
                     across == CLAIM_RATIO_OF_MEANS ? missing == CLAIM_COMMON
                                                          ? ", workloads of both"
                                                          : ", each over its own"
                                                    : ""),
        exp(aggregate(p, across, missing, (size_t)NOTHING_LEFT_OUT).value)};
}

/* The same data under every aggregation, and for energy under the domain sets that there are.
 */
static void fill_views(const struct question *asked, struct claim_answer *out)
{
    static const unsigned sets[] = {CLAIM_PACKAGE, CLAIM_PACKAGE | CLAIM_DRAM, CLAIM_CORES,
                                    CLAIM_CORES | CLAIM_DRAM};
    struct question q = *asked;
    size_t count = asked->claim->metric == CLAIM_ENERGY ? ARRAY_SIZE(sets) : 1;

    out->views = arena_alloc(q.arena, count * (CLAIM_ACROSS_COUNT + 1), sizeof(*out->views));
    for (size_t s = 0; s < count; s++) {
        q.domains = sets[s];
        struct pair p = make_pair(&q, q.claim->languages[0], q.claim->languages[1]);
        bool any = false;
        for (size_t w = 0; w < p.count; w++)
            any = any || both(&p, w);
        if (!any)
            continue;
        add_view(&q, out, &p, CLAIM_RATIO_OF_MEANS, CLAIM_AVAILABLE);
        add_view(&q, out, &p, CLAIM_RATIO_OF_MEANS, CLAIM_COMMON);
        for (int a = CLAIM_GEOMETRIC_MEAN; a < CLAIM_ACROSS_COUNT; a++)
            add_view(&q, out, &p, (enum claim_across)a, CLAIM_COMMON);
    }
}

/* ---------------------------------------------------------------- verdicts */

/* Why the campaign cannot answer at all; NULL: it can. */
static const char *no_energy(const struct question *q)
{
    const struct result *r = q->result;

    if (q->claim->metric != CLAIM_ENERGY)
        return NULL;
    if (strcmp(r->energy_source, "absent") == 0)
        return arena_printf(q->arena, "no joules were measured: %s", r->energy_reason);
    if (!result_is_measured(r->energy_source))
        return arena_printf(q->arena, "the joules are %s, not measured", r->energy_source);
    return NULL;
}

/* A domain that no trial has. */
static const char *missing_domain(const struct question *q)
{
    for (int d = 0; d < RESULT_DOMAINS && q->claim->metric == CLAIM_ENERGY; d++) {
        bool found = !(q->domains & 1u << d);
        for (size_t i = 0; i < q->result->trial_count && !found; i++)
            found = !isnan(q->result->trials[i].nj[d]);
        if (!found)
            return arena_printf(q->arena, "the claim is of %s, and there is no %s counter here",
                                domains_name(q->arena, q->domains),
                                result_domain_name((enum result_domain)d));
    }
    return NULL;
}

/* A study need not have recorded what the claim is of. */
static const char *missing_metric(const struct question *q)
{
    for (size_t i = 0; i < q->result->trial_count; i++)
        if (!isnan(value_of(q, &q->result->trials[i])))
            return NULL;
    return arena_printf(q->arena, "the campaign has no %s",
                        q->claim->metric == CLAIM_MEMORY ? "peak memory"
                                                         : claim_metric_name(q->claim->metric));
}

static void add_name(struct text *list, const char *name)
{
    text_printf(list, "%s%s", list->length > 0 ? ", " : "", name);
}

/* Where a claim averages over what there is, one workload of a language is enough; the
 * reference needs them all. */
static const char *missing_cell(const struct question *q, const char *language, bool all)
{
    struct text absent = {0};
    size_t found = 0;

    for (const char *const *w = q->claim->workloads; *w != NULL; w++) {
        const struct result_cell *cell = cell_of(q, *w, language);
        if (cell != NULL && cell->admissible > cell->aside)
            found++;
        else
            add_name(&absent, *w);
    }
    const char *reason = NULL;
    if (found == 0)
        reason = arena_printf(q->arena, "nothing of %s was run as the claim asks",
                              ratios_language_title(language));
    else if (all && absent.length > 0)
        reason = arena_printf(q->arena, "%s lacks %s", ratios_language_title(language),
                              text_string(&absent));
    text_free(&absent);
    return reason;
}

/* A study's own data may have gaps that its claims live with; a campaign of ours may not. */
static const char *not_comparable(const struct question *q)
{
    bool gaps = q->result->imported;
    const char *reason = missing_domain(q);
    size_t count = 0;

    if (reason == NULL)
        reason = missing_metric(q);
    while (q->claim->languages[count] != NULL)
        count++;
    for (size_t i = 0; i < count && reason == NULL; i++) {
        bool reference = q->claim->kind == CLAIM_RATIO && i == 1;
        reason = missing_cell(q, q->claim->languages[i], reference || !gaps);
    }
    return reason;
}

static void judge_ratio(const struct question *q, struct claim_answer *out)
{
    const struct claim *c = q->claim;
    double low = c->published * (1 - c->tolerance), high = c->published * (1 + c->tolerance);
    struct pair p = make_pair(q, c->languages[0], c->languages[1]);

    out->ratio = ratio_of(q, c->languages[0], c->languages[1]);
    leave_one_out(q, &p, out);
    fill_views(q, out);
    struct interval ci = out->ratio.ci;
    bool above = c->published > 1 ? ci.low > 1 : ci.high < 1;
    if (isnan(ci.low) || isnan(ci.high))
        out->verdict = CLAIM_INCONCLUSIVE;
    else if (ci.low >= low && ci.high <= high)
        out->verdict = CLAIM_REPRODUCED;
    else if (ci.high < low || ci.low > high)
        out->verdict = above ? CLAIM_DIRECTION_ONLY : CLAIM_CONTRADICTED;
    else
        out->verdict = CLAIM_INCONCLUSIVE;
    out->reason =
        isnan(ci.low)
            ? arena_printf(q->arena, "%.4gx, and too few trials for an interval",
                           out->ratio.value)
            : arena_printf(q->arena, "%.4gx [%.4g, %.4g], where %.4g to %.4g was asked for",
                           out->ratio.value, ci.low, ci.high, low, high);
}

/* Each language uses more than the one before it. */
static void judge_order(const struct question *q, struct claim_answer *out)
{
    const char *const *l = q->claim->languages;
    struct text wrong = {0}, open = {0};
    double closest = INFINITY;

    for (; l[1] != NULL; l++) {
        struct claim_ratio r = ratio_of(q, l[1], l[0]);
        char name[96];
        snprintf(name, sizeof(name), "%s to %s %.3gx [%.3g, %.3g]", ratios_language_title(l[1]),
                 ratios_language_title(l[0]), r.value, r.ci.low, r.ci.high);
        if (r.ci.high < 1)
            add_name(&wrong, name);
        else if (!(r.ci.low > 1))
            add_name(&open, name);
        if (fabs(log(r.value)) < closest) {
            closest = fabs(log(r.value));
            out->ratio = r;
        }
    }
    out->verdict = wrong.length > 0  ? CLAIM_CONTRADICTED
                   : open.length > 0 ? CLAIM_INCONCLUSIVE
                                     : CLAIM_REPRODUCED;
    out->reason = wrong.length > 0 ? arena_printf(q->arena, "reversed: %s", text_string(&wrong))
                  : open.length > 0
                      ? arena_printf(q->arena, "not apart: %s", text_string(&open))
                      : "each neighbour's interval is above 1";
    text_free(&wrong);
    text_free(&open);
}

void claim_ask(struct claim_answer *out, const struct claim *claim, const struct result *result)
{
    *out = (struct claim_answer){
        .ratio = {.value = NAN, .ci = {NAN, NAN}}, .low = NAN, .high = NAN};
    const struct question q = {claim, result, claim->domains, &out->arena};

    if ((out->reason = no_energy(&q)) != NULL)
        out->verdict = CLAIM_NO_ENERGY;
    else if ((out->reason = not_comparable(&q)) != NULL)
        out->verdict = CLAIM_NOT_COMPARABLE;
    else if (claim->kind == CLAIM_RATIO)
        judge_ratio(&q, out);
    else
        judge_order(&q, out);
}

void claim_answer_free(struct claim_answer *answer)
{
    arena_free(&answer->arena);
    *answer = (struct claim_answer){0};
}
