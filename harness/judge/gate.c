/* SPDX-License-Identifier: MIT
 * Pairs until they decide. */
#include "judge/gate.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "stats/detectable.h"
#include "stats/eprocess.h"
#include "stats/summary.h"

const char *gate_verdict_name(enum gate_verdict verdict)
{
    static const char *const names[GATE_VERDICTS] = {"pass", "fail", "undecided"};

    return names[verdict];
}

/* Against "slower by the tolerance at most". */
static struct symmetric_test against_sound(const struct gate_terms *terms, double least_spread)
{
    return (struct symmetric_test){.centre = log1p(terms->tolerance),
                                   .least_spread = least_spread};
}

/* Against "slower by the maximum at least". */
static struct symmetric_test against_slow(const struct gate_terms *terms, double least_spread)
{
    return (struct symmetric_test){
        .centre = log1p(terms->most), .below = true, .least_spread = least_spread};
}

/* For the margin that is to be told apart, a fixed number would do, and about twice that is
 * what a test takes that may be looked at (STATISTICS.md 4, measured pairs against 15.8
 * (sd/d)^2). */
static size_t pairs_more(const double *d, size_t n, const struct gate_terms *terms)
{
    const struct detection wanted = {terms->alpha, 0.95};
    double margin = log1p(terms->most) - log1p(terms->tolerance);
    double spread = stats_mad(d, n);

    if (!(spread > 0))
        return 0;
    size_t needed = 2 * stats_pairs_needed(spread, margin, &wanted);
    return needed > n ? needed - n : n;
}

/* Which hypothesis is refuted first, and after how many pairs. */
static void decide(struct gate_answer *out, const double *d, size_t count,
                   const struct symmetric_test *sound, const struct symmetric_test *slow,
                   const struct gate_terms *terms)
{
    size_t fail =
               stats_symmetric_stop(d, count, sound, log((double)terms->tests / terms->alpha)),
           pass = stats_symmetric_stop(d, count, slow, log(1 / terms->alpha));

    if (fail > 0 && (pass == 0 || fail <= pass)) {
        out->verdict = GATE_FAIL;
        out->pairs = fail;
    } else if (pass > 0) {
        out->verdict = GATE_PASS;
        out->pairs = pass;
    }
}

void gate_judge(struct gate_answer *out, const double *a, const double *b, size_t count,
                double step, const struct gate_terms *terms)
{
    static const struct gate_terms none = {.most = 0.01, .alpha = 0.01, .tests = 1};
    const struct gate_terms *t = terms != NULL ? terms : &none;
    const struct detection usual = {t->alpha, 0.8};
    double *d = mem_alloc(count + 1, sizeof(*d));

    *out = (struct gate_answer){.verdict = GATE_UNDECIDED,
                                .pairs = count,
                                .ratio = NAN,
                                .ci = {0, INFINITY},
                                .detectable = NAN};
    for (size_t i = 0; i < count; i++)
        d[i] = log(b[i]) - log(a[i]);
    double least = count > 0 ? log1p(step / stats_median(a, count)) : 0;
    const struct symmetric_test sound = against_sound(t, least), slow = against_slow(t, least);
    if (terms != NULL)
        decide(out, d, count, &sound, &slow, terms);
    if (count > 0) {
        out->ratio = exp(stats_hodges_lehmann(d, out->pairs));
        struct interval ci = stats_symmetric_interval(d, out->pairs, &sound, RESULT_LEVEL);
        out->ci = (struct interval){exp(ci.low), exp(ci.high)};
    }
    out->log_e_fail = stats_symmetric_log_e(d, out->pairs, &sound);
    out->log_e_pass = stats_symmetric_log_e(d, out->pairs, &slow);
    out->detectable = expm1(stats_detectable(stats_mad(d, out->pairs), out->pairs, &usual));
    if (out->verdict == GATE_UNDECIDED && terms != NULL)
        out->more = pairs_more(d, count, terms);
    free(d);
}

/* What the kernel counts by. */
static double step_of(enum metric metric)
{
    switch (metric) {
    case METRIC_WALL:
        return 1; /* ns */
    case METRIC_CPU:
        return 1000;
    case METRIC_INSTRUCTIONS:
        return 1;
    case METRIC_MEMORY:
        return (double)sysconf(_SC_PAGESIZE);
    default:
        return 0;
    }
}

static int by_block(const void *a, const void *b)
{
    const struct result_value *x = a, *y = b;

    return (x->block > y->block) - (x->block < y->block);
}

/* All there are, whatever else went on in the machine: what is set aside can change with what
 * comes later, and evidence must not. For free(). */
static struct result_value *values_of(const struct result_cell *cell, enum metric metric,
                                      size_t *count)
{
    const struct result_series *parts[] = {&cell->metric[metric], &cell->set_aside[metric]};
    struct result_value *values =
        mem_alloc(parts[0]->count + parts[1]->count + 1, sizeof(*values));

    *count = 0;
    for (size_t p = 0; p < ARRAY_SIZE(parts); p++)
        for (size_t i = 0; i < parts[p]->count; i++)
            values[(*count)++] = parts[p]->values[i];
    qsort(values, *count, sizeof(*values), by_block);
    return values;
}

void gate_judge_cells(struct gate_answer *out, const struct result_cell *a,
                      const struct result_cell *b, enum metric metric,
                      const struct gate_terms *terms)
{
    size_t na, nb, count = 0;
    struct result_value *x = values_of(a, metric, &na), *y = values_of(b, metric, &nb);
    double *p = mem_alloc(na + 1, sizeof(*p)), *q = mem_alloc(na + 1, sizeof(*q));

    for (size_t i = 0, j = 0; i < na && j < nb;) {
        if (x[i].block == y[j].block && x[i].value > 0 && y[j].value > 0) {
            p[count] = x[i].value;
            q[count++] = y[j].value;
        }
        int64_t at = x[i].block;
        i += at <= y[j].block;
        j += at >= y[j].block;
    }
    gate_judge(out, p, q, count, step_of(metric), terms);
    free(p);
    free(q);
    free(x);
    free(y);
}
