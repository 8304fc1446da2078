/* SPDX-License-Identifier: MIT
 * CUSUM. */
#include "stats/cusum.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/summary.h"

struct side {
    double sum;
    size_t since;
};

static void add(struct side *side, double excess, size_t at)
{
    if (side->sum <= 0)
        side->since = at;
    side->sum = fmax(0, side->sum + excess);
}

struct cusum_alarm stats_cusum(const double *x, size_t n, const struct cusum *terms)
{
    struct side high = {0}, low = {0};

    for (size_t i = 0; i < n; i++) {
        double z = (x[i] - terms->centre) / terms->sd;
        if (terms->most > 0)
            z = fmax(-terms->most, fmin(z, terms->most));
        add(&high, z - terms->slack, i);
        add(&low, -z - terms->slack, i);
        if (high.sum > terms->limit)
            return (struct cusum_alarm){i, high.since, high.sum};
        if (low.sum > terms->limit)
            return (struct cusum_alarm){i, low.since, -low.sum};
    }
    return (struct cusum_alarm){.at = n, .since = n};
}

double stats_cusum_run_length(double slack, double limit)
{
    double b = limit + 1.166, e = 2 * slack * b;

    return (exp(e) - e - 1) / (2 * slack * slack);
}

double stats_cusum_limit(double slack, double run_length)
{
    double low = 0, high = 1;

    if (stats_cusum_run_length(slack, low) >= run_length)
        return 0;
    while (stats_cusum_run_length(slack, high) < run_length)
        high *= 2;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (stats_cusum_run_length(slack, middle) < run_length)
            low = middle;
        else
            high = middle;
    }
    return high;
}

double stats_neighbour_sd(const double *x, size_t n)
{
    if (n < 2)
        return NAN;
    double *d = mem_alloc(n - 1, sizeof(*d)), squares = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        d[i] = fabs(x[i + 1] - x[i]);
        squares += d[i] * d[i];
    }
    double sd = 1.4826 * stats_median(d, n - 1) / sqrt(2);
    if (sd <= 0)
        sd = sqrt(squares / (double)(n - 1) / 2);
    free(d);
    return sd;
}
