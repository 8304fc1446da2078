/* SPDX-License-Identifier: MIT
 * Coverage of intervals, by simulation. */
#include "stats/coverage.h"

#include <assert.h>
#include <math.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/distribution.h"
#include "stats/effect.h"

enum { BLOCKS_MOST = 30, REPLICATIONS = 4000 };

static const size_t blocks[] = {6, 10, 20, BLOCKS_MOST};
static const double true_ratio = 1.1, rho = 0.5;

/* -------------------------------------------------------------------- noise */

static double normal(struct rng *rng)
{
    return stats_normal_quantile(rng_uniform(rng) + 0x1p-54); /* never 0 */
}

/* Stationary: each value has the standard deviation SD, neighbours the correlation rho. */
static void autoregress(double *x, size_t n, double sd, struct rng *rng)
{
    for (size_t i = 0; i < n; i++)
        x[i] =
            i == 0 ? sd * normal(rng) : rho * x[i - 1] + sqrt(1 - rho * rho) * sd * normal(rng);
}

static double log_normal(struct rng *rng)
{
    return exp(0.05 * normal(rng));
}

/* One run in ten takes longer, by 20 % on average. */
static double spiked(struct rng *rng)
{
    double value = log_normal(rng);

    return rng_uniform(rng) < 0.1 ? value * (1 - 0.2 * log(1 - rng_uniform(rng))) : value;
}

/* Two speeds, as of two layouts in memory. */
static double bimodal(struct rng *rng)
{
    double mode = rng_below(rng, 2) == 0 ? 1 : 1.04;

    return mode * exp(0.004 * normal(rng));
}

/* A machine that drifts under both arms of a block. */
static void drift_together(double *a, double *b, size_t n, struct rng *rng)
{
    double drift[BLOCKS_MOST];

    autoregress(drift, n, 0.05, rng);
    for (size_t i = 0; i < n; i++) {
        a[i] = exp(drift[i] + 0.01 * normal(rng));
        b[i] = exp(drift[i] + 0.01 * normal(rng));
    }
}

/* The worst there is: what differs between the arms drifts. */
static void drift_apart(double *a, double *b, size_t n, struct rng *rng)
{
    double drift[BLOCKS_MOST];

    autoregress(drift, n, 0.05, rng);
    for (size_t i = 0; i < n; i++) {
        a[i] = 1;
        b[i] = exp(drift[i]);
    }
}

static const struct noise {
    const char *name;
    double (*value)(struct rng *rng); /* of one run; or */
    void (*arms)(double *a, double *b, size_t n, struct rng *rng);
    bool independent;
} noises[] = {
    {"log-normal", log_normal, NULL, true},
    {"spikes", spiked, NULL, true},
    {"two modes", bimodal, NULL, true},
    {"drift of both arms", NULL, drift_together, true},
    {"drift of the ratio", NULL, drift_apart, false},
};

static void invent(const struct noise *noise, double *a, double *b, size_t n, struct rng *rng)
{
    for (size_t i = 0; i < n && noise->value != NULL; i++) {
        a[i] = noise->value(rng);
        b[i] = noise->value(rng);
    }
    if (noise->arms != NULL)
        noise->arms(a, b, n, rng);
    for (size_t i = 0; i < n; i++)
        b[i] *= true_ratio;
}

/* ----------------------------------------------------------------- coverage */

static bool holds(struct interval ci, double value)
{
    return ci.low <= value && value <= ci.high;
}

static void count(struct coverage_cell *out, const double *a, const double *b, double level)
{
    size_t n = out->blocks;
    struct batches batches;

    out->covered[COVERAGE_SIGNED_RANK] +=
        holds(stats_paired_ratio(a, b, n, level).ci, true_ratio);
    out->covered[COVERAGE_T] += holds(stats_paired_ratio_t(a, b, n, level).ci, true_ratio);
    out->covered[COVERAGE_WELCH] +=
        holds(stats_unpaired_ratio(a, n, b, n, level).ci, true_ratio);
    out->covered[COVERAGE_BATCHES] +=
        holds(stats_batched_ratio(a, b, n, level, &batches).ci, true_ratio);
    out->flagged += batches.flagged;
}

/* 93 to 97 %, at 6 blocks up to 98: the exact interval's level there is 96.9 %. Fewer than 4000
 * replications are allowed what three of their standard errors exceed those of 4000 by. */
static void ask(struct coverage_cell *out, bool independent)
{
    double few = fmax(1 / sqrt((double)out->replications) - 1 / sqrt(REPLICATIONS), 0);
    double allowed = 3 * sqrt(0.95 * 0.05) * few;

    out->least = out->most = out->least_flagged = NAN;
    if (independent) {
        out->least = 0.93 - allowed;
        out->most = fmin((out->blocks > 6 ? 0.97 : 0.98) + allowed, 1);
    } else if (out->blocks >= BLOCKS_MOST) {
        out->least_flagged = 0.5 - 3 * 0.5 * few;
    }
}

static bool is_good(const struct coverage_cell *cell)
{
    double covered = cell->covered[COVERAGE_SIGNED_RANK];

    if (covered < cell->least || covered > cell->most) /* NAN asks nothing */
        return false;
    return !(cell->flagged < cell->least_flagged);
}

size_t coverage_cells(void)
{
    return ARRAY_SIZE(noises) * ARRAY_SIZE(blocks);
}

void coverage_simulate(struct coverage_cell *out, size_t index,
                       const struct coverage_request *request)
{
    assert(index < coverage_cells());
    const struct noise *noise = &noises[index / ARRAY_SIZE(blocks)];
    size_t replications = request->replications > 0 ? request->replications : REPLICATIONS;
    double a[BLOCKS_MOST], b[BLOCKS_MOST];
    struct rng rng;

    *out = (struct coverage_cell){.noise = noise->name,
                                  .blocks = blocks[index % ARRAY_SIZE(blocks)],
                                  .replications = replications};
    rng_seed(&rng, request->seed + index);
    for (size_t i = 0; i < replications; i++) {
        invent(noise, a, b, out->blocks, &rng);
        count(out, a, b, request->level);
    }
    out->flagged /= (double)replications;
    for (size_t i = 0; i < COVERAGE_INTERVALS; i++)
        out->covered[i] /= (double)replications;
    ask(out, noise->independent);
    out->good = is_good(out);
}
