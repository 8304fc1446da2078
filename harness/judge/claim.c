/* SPDX-License-Identifier: MIT
 * Claims and what a campaign says of them. */
#include "judge/claim.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "judge/claim_correlation.h"
#include "judge/claim_pair.h"
#include "judge/claim_views.h"
#include "judge/ratios.h"

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

/* ------------------------------------------------------------------ ratio */

static void fill_rows(const struct claim_question *q, const struct claim_pair *p,
                      struct claim_ratio *out)
{
    out->rows = arena_alloc(q->arena, p->count + 1, sizeof(*out->rows));
    out->row_count = p->count;
    for (size_t w = 0; w < p->count; w++)
        out->rows[w] = (struct claim_row){p->workloads[w], p->a[w].value, p->b[w].value,
                                          p->a[w].value / p->b[w].value};
}

static struct claim_ratio ratio_of(const struct claim_question *q, const char *language,
                                   const char *reference)
{
    struct claim_pair p = claim_pair_make(q, language, reference);
    struct claim_summary log_ratio =
        claim_pair_aggregate(&p, q->claim->across, q->claim->missing, CLAIM_NOTHING_LEFT_OUT);
    struct claim_ratio out = {.value = exp(log_ratio.value), .ci = claim_interval(log_ratio)};

    /* Both over all workloads, or the blocks would compare unlike sets. */
    bool comparable = q->claim->across <= CLAIM_GEOMETRIC_MEAN;
    for (size_t w = 0; w < p.count; w++)
        comparable = comparable && claim_pair_both(&p, w);
    if (!q->result->imported && comparable)
        out.ci = claim_interval_by_blocks(q, &p, language, reference);
    fill_rows(q, &p, &out);
    return out;
}

static void leave_one_out(const struct claim_question *q, const struct claim_pair *p,
                          struct claim_answer *out)
{
    out->low = out->high = NAN;
    for (size_t w = 0; w < p->count; w++) {
        double r = exp(claim_pair_aggregate(p, q->claim->across, q->claim->missing, w).value);
        out->low = fmin(out->low, r);
        out->high = fmax(out->high, r);
    }
}

/* ---------------------------------------------------------------- verdicts */

static bool needs_energy(const struct claim_question *q)
{
    return q->claim->metric == CLAIM_ENERGY || q->claim->metric == CLAIM_POWER;
}

/* Why the campaign cannot answer at all; NULL: it can. */
static const char *no_energy(const struct claim_question *q)
{
    const struct result *r = q->result;

    if (!needs_energy(q))
        return NULL;
    if (strcmp(r->energy_source, "absent") == 0)
        return arena_printf(q->arena, "no joules were measured: %s", r->energy_reason);
    if (!result_is_measured(r->energy_source))
        return arena_printf(q->arena, "the joules are %s, not measured", r->energy_source);
    return NULL;
}

/* A domain that no trial has. */
static const char *missing_domain(const struct claim_question *q)
{
    for (int d = 0; d < RESULT_DOMAINS && needs_energy(q); d++) {
        bool found = !(q->domains & 1u << d);
        for (size_t i = 0; i < q->result->trial_count && !found; i++)
            found = !isnan(q->result->trials[i].nj[d]);
        if (!found)
            return arena_printf(q->arena, "the claim is of %s, and there is no %s counter here",
                                claim_domains_name(q->arena, q->domains),
                                result_domain_name((enum result_domain)d));
    }
    return NULL;
}

/* A study need not have recorded what the claim is of. */
static const char *missing_metric(const struct claim_question *q)
{
    for (size_t i = 0; i < q->result->trial_count; i++)
        if (!isnan(claim_value(q, &q->result->trials[i])))
            return NULL;
    return arena_printf(q->arena, "the campaign has no %s",
                        q->claim->metric == CLAIM_MEMORY ? "peak memory"
                                                         : claim_metric_name(q->claim->metric));
}

static void add_name(struct text *list, const char *name)
{
    text_printf(list, "%s%s", list->length > 0 ? ", " : "", name);
}

static const char *sizes_name(const struct claim_question *q)
{
    const char *names = q->claim->sizes[0];

    for (const char *const *size = q->claim->sizes + 1; *size != NULL; size++)
        names = arena_printf(q->arena, "%s or %s", names, *size);
    return names;
}

/* Where a claim averages over what there is, one workload of a language is enough; the
 * reference needs them all. */
static const char *missing_cell(const struct claim_question *q, const char *language, bool all)
{
    struct text absent = {0};
    size_t found = 0;

    for (const char *const *w = q->claim->workloads; *w != NULL; w++) {
        const struct result_cell *cell = claim_cell(q, *w, language);
        if (cell != NULL && cell->admissible > cell->aside)
            found++;
        else
            add_name(&absent, *w);
    }
    const char *reason = NULL;
    if (found == 0)
        reason = arena_printf(
            q->arena, "no program of %s was run at size %s in its workloads%s%s",
            ratios_language_title(language), sizes_name(q),
            q->claim->configuration != NULL && q->result->imported ? " and configuration " : "",
            q->claim->configuration != NULL && q->result->imported ? q->claim->configuration
                                                                   : "");
    else if (all && absent.length > 0)
        reason = arena_printf(q->arena, "%s lacks %s", ratios_language_title(language),
                              text_string(&absent));
    text_free(&absent);
    return reason;
}

/* A study's own data may have gaps that its claims live with; a campaign of ours may not. */
static const char *not_comparable(const struct claim_question *q)
{
    bool gaps = q->result->imported;
    const char *reason = missing_domain(q);
    size_t count = 0;

    if (reason == NULL)
        reason = missing_metric(q);
    if (reason == NULL)
        reason = claim_correlation_lacks(q);
    while (q->claim->languages[count] != NULL)
        count++;
    for (size_t i = 0; i < count && reason == NULL; i++) {
        bool reference = (q->claim->kind == CLAIM_RATIO && i == 1) ||
                         (q->claim->kind == CLAIM_EQUIVALENCE && i == 0);
        reason = missing_cell(q, q->claim->languages[i], reference || !gaps);
    }
    return reason;
}

static void judge_ratio(const struct claim_question *q, struct claim_answer *out)
{
    const struct claim *c = q->claim;
    double low = c->published * (1 - c->tolerance), high = c->published * (1 + c->tolerance);
    struct claim_pair p = claim_pair_make(q, c->languages[0], c->languages[1]);

    out->ratio = ratio_of(q, c->languages[0], c->languages[1]);
    leave_one_out(q, &p, out);
    claim_fill_views(q, out);
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
static void judge_order(const struct claim_question *q, struct claim_answer *out)
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

/* All intervals inside the tolerance around 1; that at 95 % both ends are is stricter than two
 * one-sided tests at 5 % (Schuirmann 1987). */
static void judge_equivalence(const struct claim_question *q, struct claim_answer *out)
{
    const char *const *l = q->claim->languages;
    double low = 1 - q->claim->tolerance, high = 1 + q->claim->tolerance, farthest = -1;
    struct text wrong = {0}, open = {0};

    for (size_t i = 1; l[i] != NULL; i++) {
        struct claim_ratio r = ratio_of(q, l[i], l[0]);
        char name[96];
        snprintf(name, sizeof(name), "%s %.3gx [%.3g, %.3g]", ratios_language_title(l[i]),
                 r.value, r.ci.low, r.ci.high);
        if (r.ci.low > high || r.ci.high < low)
            add_name(&wrong, name);
        else if (!(r.ci.low >= low && r.ci.high <= high))
            add_name(&open, name);
        if (fabs(log(r.value)) > farthest) {
            farthest = fabs(log(r.value));
            out->ratio = r;
        }
    }
    out->verdict = wrong.length > 0  ? CLAIM_CONTRADICTED
                   : open.length > 0 ? CLAIM_INCONCLUSIVE
                                     : CLAIM_REPRODUCED;
    const char *names = text_string(wrong.length > 0 ? &wrong : &open);
    out->reason =
        out->verdict == CLAIM_REPRODUCED
            ? arena_printf(q->arena, "all are within %.3g and %.3g of %s%s", low, high,
                           ratios_language_title(l[0]),
                           q->claim->metric == CLAIM_POWER
                               ? "; gross power, of which the idle machine's is a part"
                               : "")
            : arena_printf(q->arena, "%s %.3g to %.3g: %s",
                           wrong.length > 0 ? "outside" : "not shown within", low, high, names);
    text_free(&wrong);
    text_free(&open);
}

/* Programs of two languages in one workload. */
struct duel {
    const char *workload, *a, *b;
    struct effect time, energy; /* B over A */
};

/* All pairs of the languages in all workloads that have an interval at LEVEL; the caller's. */
static struct duel *duels_of(const struct claim_question *q, double level, size_t *count)
{
    const char *const *l = q->claim->languages;
    struct duel *out = NULL;

    *count = 0;
    for (const char *const *w = q->claim->workloads; *w != NULL; w++)
        for (size_t i = 0; l[i] != NULL; i++)
            for (size_t j = i + 1; l[j] != NULL; j++) {
                const struct result_cell *x = claim_cell(q, *w, l[i]),
                                         *y = claim_cell(q, *w, l[j]);
                if (x == NULL || y == NULL)
                    continue;
                const struct duel duel = {*w, l[i], l[j],
                                          result_ratio(x, y, METRIC_WALL, level),
                                          result_ratio(x, y, METRIC_ENERGY, level)};
                if (isnan(duel.time.ci.low) || isnan(duel.energy.ci.low))
                    continue;
                out = mem_grow(out, *count, sizeof(*out));
                out[(*count)++] = duel;
            }
    return out;
}

/* -1: less, 1: more, 0: not apart. */
static int side_of(const struct effect *effect)
{
    return (effect->ci.low > 1) - (effect->ci.high < 1);
}

/* Some pair is apart in both, and in opposite directions, at a level that all intervals
 * together keep (Bonferroni). Package energy: what a machine is billed for. */
static void judge_reversal(const struct claim_question *q, struct claim_answer *out)
{
    size_t pairs, asked, apart = 0, reversed = 0;
    const struct duel *example = NULL;

    free(duels_of(q, RESULT_LEVEL, &asked));
    double level = 1 - (1 - RESULT_LEVEL) / (double)(2 * asked + (asked == 0));
    struct duel *duels = duels_of(q, level, &pairs);
    for (size_t i = 0; i < pairs; i++) {
        int product = side_of(&duels[i].time) * side_of(&duels[i].energy);
        apart += product != 0;
        reversed += product < 0;
        if (product < 0 && example == NULL)
            example = &duels[i];
    }
    out->verdict = reversed > 0 ? CLAIM_REPRODUCED
                   : apart > 0  ? CLAIM_CONTRADICTED
                                : CLAIM_INCONCLUSIVE;
    out->reason =
        example != NULL
            ? arena_printf(q->arena,
                           "%zu of %zu pairs, as %s in %s: time %.3gx, energy %.3gx "
                           "those of %s",
                           reversed, pairs, ratios_language_title(example->b),
                           example->workload, example->time.ratio, example->energy.ratio,
                           ratios_language_title(example->a))
            : arena_printf(q->arena, "none of %zu pairs; %zu are apart in both", pairs, apart);
    free(duels);
}

void claim_ask(struct claim_answer *out, const struct claim *claim, const struct result *result)
{
    *out = (struct claim_answer){
        .ratio = {.value = NAN, .ci = {NAN, NAN}}, .low = NAN, .high = NAN};
    const struct claim_question q = {
        .claim = claim, .result = result, .domains = claim->domains, .arena = &out->arena};

    if ((out->reason = no_energy(&q)) != NULL)
        out->verdict = CLAIM_NO_ENERGY;
    else if ((out->reason = not_comparable(&q)) != NULL)
        out->verdict = CLAIM_NOT_COMPARABLE;
    else if (claim->kind == CLAIM_RATIO)
        judge_ratio(&q, out);
    else if (claim->kind == CLAIM_ORDER)
        judge_order(&q, out);
    else if (claim->kind == CLAIM_EQUIVALENCE)
        judge_equivalence(&q, out);
    else if (claim->kind == CLAIM_REVERSAL)
        judge_reversal(&q, out);
    else
        claim_correlation_judge(&q, out);
}

void claim_answer_free(struct claim_answer *answer)
{
    arena_free(&answer->arena);
    *answer = (struct claim_answer){0};
}
