/* SPDX-License-Identifier: MIT
 * E-divisive. */
#include "stats/divisive.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"

enum { LEAST = 2 };

static double pairs_of(size_t n)
{
    return (double)n * (double)(n - 1) / 2;
}

/* Distances are summed as the second part grows by one point at a time: WITHIN[t] is the sum
 * over pairs of [t, kappa), of which [0, t) has its own in FIRST[t]. */
struct divisive_split stats_divisive_best(const double *x, size_t n)
{
    struct divisive_split best = {0, 0, NAN};
    double *within = mem_alloc(n + 1, sizeof(*within)),
           *first = mem_alloc(n + 1, sizeof(*first));

    for (size_t kappa = 1; kappa <= n; kappa++) {
        double to_last = 0; /* from all of [t, kappa - 1) to the last point */
        for (size_t t = kappa - 1; t-- > 0;) {
            to_last += fabs(x[t] - x[kappa - 1]);
            within[t] += to_last;
        }
        first[kappa] = within[0];
        for (size_t tau = LEAST; tau + LEAST <= kappa; tau++) {
            double m = (double)tau, k = (double)(kappa - tau);
            double across = within[0] - first[tau] - within[tau];
            double q = m * k / (m + k) *
                       (2 * across / (m * k) - first[tau] / pairs_of(tau) -
                        within[tau] / pairs_of(kappa - tau));
            if (isnan(best.q) || q > best.q)
                best = (struct divisive_split){tau, kappa, q};
        }
    }
    free(within);
    free(first);
    return best;
}

/* ------------------------------------------------------------------ division */

struct division {
    const struct divisive *terms;
    struct rng rng;
    size_t *out, count;
};

static bool is_change(struct division *d, const double *x, size_t n, double q)
{
    size_t as_extreme = 0, b = 0;
    double most = d->terms->alpha * (double)(d->terms->permutations + 1);
    double *shuffled = mem_alloc(n, sizeof(*shuffled));
    size_t *order = mem_alloc(n, sizeof(*order));

    for (; b < d->terms->permutations && (double)(as_extreme + 1) <= most; b++) {
        for (size_t i = 0; i < n; i++)
            order[i] = i;
        rng_shuffle(&d->rng, order, n);
        for (size_t i = 0; i < n; i++)
            shuffled[i] = x[order[i]];
        as_extreme += stats_divisive_best(shuffled, n).q >= q;
    }
    free(order);
    free(shuffled);
    return (double)(as_extreme + 1) <= most;
}

static void divide(struct division *d, const double *x, size_t from, size_t to)
{
    struct divisive_split best = stats_divisive_best(x + from, to - from);

    if (isnan(best.q) || !is_change(d, x + from, to - from, best.q))
        return;
    size_t at = from + best.tau;
    divide(d, x, from, at);
    d->out[d->count++] = at;
    divide(d, x, at, to);
}

size_t stats_divisive(size_t *out, const double *x, size_t n, const struct divisive *terms)
{
    struct division d = {.terms = terms, .out = out};

    rng_seed(&d.rng, terms->seed);
    divide(&d, x, 0, n);
    return d.count;
}
