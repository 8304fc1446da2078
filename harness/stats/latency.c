/* SPDX-License-Identifier: MIT
 * Tails, peaks, periods. */
#include "stats/latency.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/summary.h"

enum { LAG_LEAST = 2, CYCLES_LEAST = 3 };

double stats_nearest_rank(const double *x, size_t n, double share)
{
    /* Shares such as 0.999 are not exact: 1000 values have one beyond it. */
    const double slack = 1e-6;

    if (n == 0 || (double)n * (1 - share) < 1 - slack)
        return NAN;
    double rank = ceil((double)n * share - slack);
    return x[rank > 1 ? (size_t)rank - 1 : 0];
}

size_t stats_maxima(double *out, const double *x, size_t n, size_t per)
{
    size_t count = 0;

    for (size_t at = 0; at < n; at += per) {
        double most = x[at];
        for (size_t i = at + 1; i < n && i < at + per; i++)
            most = fmax(most, x[i]);
        out[count++] = most;
    }
    return count;
}

size_t stats_runs_above(const double *x, size_t n, double threshold)
{
    bool above = false;
    size_t runs = 0;

    for (size_t i = 0; i < n; i++) {
        runs += x[i] > threshold && !above;
        above = x[i] > threshold;
    }
    return runs;
}

/* The highest sum of products of X, whose mean is 0, with itself LAG later, over all lags. */
static double highest(const double *x, size_t n, size_t *lag)
{
    double best = -INFINITY;

    for (size_t k = LAG_LEAST; k <= n / CYCLES_LEAST; k++) {
        double sum = 0;
        for (size_t i = 0; i + k < n; i++)
            sum += x[i] * x[i + k];
        if (sum > best) {
            best = sum;
            *lag = k;
        }
    }
    return best;
}

/* As rng_shuffle(), of values. */
static void shuffle(struct rng *rng, double *x, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)rng_below(rng, i);
        double kept = x[i - 1];
        x[i - 1] = x[j];
        x[j] = kept;
    }
}

struct period stats_period(const double *x, size_t n, size_t permutations, uint64_t seed)
{
    struct period period = {.lag_correlation = NAN, .p = NAN};
    double *centred = mem_alloc(n + 1, sizeof(*centred)), mean = stats_mean(x, n), square = 0;
    size_t as_high = 0, ignored;
    struct rng rng;

    for (size_t i = 0; i < n; i++) {
        centred[i] = x[i] - mean;
        square += centred[i] * centred[i];
    }
    if (n / CYCLES_LEAST < LAG_LEAST || !(square > 0))
        goto out;
    double seen = highest(centred, n, &period.lag);
    period.lag_correlation = seen / square;
    rng_seed(&rng, seed);
    for (size_t i = 0; i < permutations; i++) {
        shuffle(&rng, centred, n);
        /* The same products in another order may differ by their rounding. */
        as_high += highest(centred, n, &ignored) >= seen - 1e-12 * square;
    }
    period.p = (double)(as_high + 1) / (double)(permutations + 1);
out:
    free(centred);
    return period;
}
