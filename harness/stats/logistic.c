/* SPDX-License-Identifier: MIT
 * Logistic regression on one variable. */
#include "stats/logistic.h"

#include <math.h>

/* Slope and curvature of the log-likelihood. */
struct score {
    double a, b, aa, ab, bb;
};

static struct score score_at(const struct logistic *fit, const double *x, const size_t *hits,
                             const size_t *n, size_t count)
{
    struct score s = {0};

    for (size_t i = 0; i < count; i++) {
        double p = 1 / (1 + exp(-(fit->a + fit->b * x[i])));
        double off = (double)hits[i] - (double)n[i] * p, weight = (double)n[i] * p * (1 - p);
        s.a += off;
        s.b += off * x[i];
        s.aa += weight;
        s.ab += weight * x[i];
        s.bb += weight * x[i] * x[i];
    }
    return s;
}

/* Doses overlap where some no lies above some yes. */
static bool overlap(const double *x, const size_t *hits, const size_t *n, size_t count)
{
    double least_yes = INFINITY, most_no = -INFINITY;

    for (size_t i = 0; i < count; i++) {
        if (hits[i] > 0)
            least_yes = fmin(least_yes, x[i]);
        if (hits[i] < n[i])
            most_no = fmax(most_no, x[i]);
    }
    return least_yes < most_no;
}

bool stats_logistic_fit(struct logistic *out, const double *x, const size_t *hits,
                        const size_t *n, size_t count)
{
    double total = 0, yes = 0;

    for (size_t i = 0; i < count; i++) {
        total += (double)n[i];
        yes += (double)hits[i];
    }
    if (!(yes > 0 && yes < total) || !overlap(x, hits, n, count))
        return false;
    *out = (struct logistic){log(yes / (total - yes)), 0};
    for (int turn = 0; turn < 100; turn++) {
        struct score s = score_at(out, x, hits, n, count);
        double determinant = s.aa * s.bb - s.ab * s.ab;
        if (!(determinant > 0))
            return false;
        double da = (s.bb * s.a - s.ab * s.b) / determinant,
               db = (s.aa * s.b - s.ab * s.a) / determinant;
        out->a += da;
        out->b += db;
        if (fabs(da) + fabs(db) < 1e-10 * (1 + fabs(out->a) + fabs(out->b)))
            return out->b > 0;
    }
    return false;
}

double stats_logistic_dose(const struct logistic *fit, double p)
{
    return (log(p / (1 - p)) - fit->a) / fit->b;
}
