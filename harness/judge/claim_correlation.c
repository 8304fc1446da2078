/* SPDX-License-Identifier: MIT
 * R^2 over programs. */
#include "judge/claim_correlation.h"

#include <math.h>

#include "stats/regression.h"

const char *claim_correlation_lacks(const struct claim_question *q)
{
    bool found = q->claim->kind != CLAIM_CORRELATION || q->claim->by != CLAIM_BY_CACHE_MISSES;

    for (size_t i = 0; i < q->result->trial_count && !found; i++)
        found = !isnan(q->result->trials[i].cache_misses);
    return found ? NULL
                 : "the claim is by cache-misses, and there is no cache-misses counter here";
}

static double wall_of(const struct claim_question *q, const struct result_trial *trial)
{
    (void)q;
    return trial->wall_ns;
}

static double cores_of(const struct claim_question *q, const struct result_trial *trial)
{
    (void)q;
    return trial->wall_ns > 0 ? trial->cpu_ns / trial->wall_ns : NAN;
}

static double misses_per_ns_of(const struct claim_question *q, const struct result_trial *trial)
{
    (void)q;
    return trial->wall_ns > 0 ? trial->cache_misses / trial->wall_ns : NAN;
}

enum { PREDICTORS_MOST = 2 };

/* One point a program: what is explained, and by what. */
struct points {
    double *y, *x[PREDICTORS_MOST];
    size_t predictors, count;
};

/* Left out are programs that lack a value, or the logarithm that is asked for. */
static struct points points_of(const struct claim_question *q)
{
    static double (*const value[][PREDICTORS_MOST])(const struct claim_question *,
                                                    const struct result_trial *) = {
        [CLAIM_BY_TIME] = {wall_of},
        [CLAIM_BY_TIME_AND_CORES] = {wall_of, cores_of},
        [CLAIM_BY_CACHE_MISSES] = {misses_per_ns_of}};
    const struct claim *c = q->claim;
    bool on_logs = c->by != CLAIM_BY_CACHE_MISSES;
    size_t most = q->result->cell_count + 1;
    struct points p = {arena_alloc(q->arena, most, sizeof(double)),
                       {arena_alloc(q->arena, most, sizeof(double)),
                        arena_alloc(q->arena, most, sizeof(double))},
                       c->by == CLAIM_BY_TIME_AND_CORES ? 2 : 1,
                       0};

    for (const char *const *w = c->workloads; *w != NULL; w++)
        for (const char *const *l = c->languages; *l != NULL; l++) {
            const struct result_cell *cell = claim_cell(q, *w, *l);
            double y = claim_summarise(q, cell, claim_value).value;
            bool whole = on_logs ? y > 0 : !isnan(y);
            for (size_t i = 0; i < p.predictors && p.count + 1 < most; i++) {
                double x = claim_summarise(q, cell, value[c->by][i]).value;
                whole = whole && (on_logs ? x > 0 : !isnan(x));
                p.x[i][p.count] = on_logs ? log(x) : x;
            }
            if (!whole || p.count + 1 == most)
                continue;
            p.y[p.count++] = on_logs ? log(y) : y;
        }
    return p;
}

/* What the claim is of besides R^2: the part that explains nothing, or the line. */
static const char *remark(const struct claim_question *q, const struct regression *fit)
{
    if (q->claim->by != CLAIM_BY_CACHE_MISSES)
        return "gross energy, of which the idle machine's is a part";
    /* The slope is in nJ a miss; a million misses a second are 0.001 a nanosecond. */
    return arena_printf(q->arena, "%.4g W and %.4g W for each million misses a second",
                        fit->constant, fit->slope[0] / 1e3);
}

/* Programs are the points, so the interval says how R^2 might move for others. */
void claim_correlation_judge(const struct claim_question *q, struct claim_answer *out)
{
    struct points p = points_of(q);
    const double *const x[] = {p.x[0], p.x[1]};
    double least = q->claim->published - q->claim->tolerance;
    struct regression fit = stats_regression(p.y, x, p.predictors, p.count);
    struct interval ci =
        stats_r_squared_interval(p.y, x, p.predictors, p.count, RESULT_LEVEL, 1999, 20261201);

    out->verdict = isnan(ci.low)     ? CLAIM_INCONCLUSIVE
                   : ci.low >= least ? CLAIM_REPRODUCED
                   : ci.high < least ? CLAIM_CONTRADICTED
                                     : CLAIM_INCONCLUSIVE;
    out->reason =
        isnan(fit.r_squared)
            ? arena_printf(q->arena, "%zu programs are too few", p.count)
            : arena_printf(q->arena,
                           "R^2 %.3f [%.3f, %.3f] over %zu programs, where "
                           "%.3g or more was asked for; %s",
                           fit.r_squared, ci.low, ci.high, p.count, least, remark(q, &fit));
}
