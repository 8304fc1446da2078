/* SPDX-License-Identifier: MIT
 * E-values for pairs. */
#include "stats/eprocess.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const double stakes[] = {0.05, 0.1, 0.2, 0.4, 0.8};

/* ---------------------------------------------------------------- symmetry */

/* s before each pair; 0 where nothing is bet. */
static double *spreads(const double *d, size_t n, const struct symmetric_test *test)
{
    double *s = mem_alloc(n, sizeof(*s));

    for (size_t i = 0; i < n; i++) {
        size_t past = i < SYMMETRIC_PAST ? i : SYMMETRIC_PAST;
        if (test->spread > 0)
            s[i] = test->spread;
        else if (i >= SYMMETRIC_FIRST)
            s[i] = fmax(stats_mad(d + i - past, past), test->least_spread);
    }
    return s;
}

/* What each stake has won, on logs. */
struct wealth {
    double of[ARRAY_SIZE(stakes)];
};

static void bet_once(struct wealth *wealth, double distance, double s)
{
    if (!(s > 0))
        return;
    double x = fmax(-1, fmin(1, distance / (2 * s)));
    for (size_t k = 0; k < ARRAY_SIZE(stakes); k++)
        wealth->of[k] += log1p(stakes[k] * x);
}

static double mean_wealth(const struct wealth *wealth)
{
    double most = -INFINITY, sum = 0;

    for (size_t k = 0; k < ARRAY_SIZE(stakes); k++)
        most = fmax(most, wealth->of[k]);
    for (size_t k = 0; k < ARRAY_SIZE(stakes); k++)
        sum += exp(wealth->of[k] - most);
    return most + log(sum / ARRAY_SIZE(stakes));
}

static double bet(const double *d, const double *s, size_t n, double centre, bool below)
{
    struct wealth wealth = {0};

    for (size_t i = 0; i < n; i++)
        bet_once(&wealth, below ? centre - d[i] : d[i] - centre, s[i]);
    return mean_wealth(&wealth);
}

double stats_symmetric_log_e(const double *d, size_t n, const struct symmetric_test *test)
{
    double *s = spreads(d, n, test);
    double e = bet(d, s, n, test->centre, test->below);

    free(s);
    return e;
}

size_t stats_symmetric_stop(const double *d, size_t n, const struct symmetric_test *test,
                            double limit)
{
    double *s = spreads(d, n, test);
    struct wealth wealth = {0};
    size_t stop = 0;

    for (size_t i = 0; i < n && stop == 0; i++) {
        bet_once(&wealth, test->below ? test->centre - d[i] : d[i] - test->centre, s[i]);
        if (mean_wealth(&wealth) >= limit)
            stop = i + 1;
    }
    free(s);
    return stop;
}

/* The last centre on the way from FAR to NEAR that is rejected at LIMIT; infinite where FAR is
 * not. */
static double rejected_up_to(const double *d, const double *s, size_t n, double far,
                             double near, double limit)
{
    bool below = far > near;

    if (!(bet(d, s, n, far, below) >= limit))
        return below ? INFINITY : -INFINITY;
    for (;;) { /* halving a bracket of doubles ends */
        double middle = far + (near - far) / 2;
        if (middle == far || middle == near)
            return far;
        if (bet(d, s, n, middle, below) >= limit)
            far = middle;
        else
            near = middle;
    }
}

struct interval stats_symmetric_interval(const double *d, size_t n,
                                         const struct symmetric_test *test, double level)
{
    double least = INFINITY, most = -INFINITY, widest = 0, limit = log(2 / (1 - level));
    double *s = spreads(d, n, test);

    for (size_t i = 0; i < n; i++) {
        least = fmin(least, d[i]);
        most = fmax(most, d[i]);
        widest = fmax(widest, s[i]);
    }
    struct interval ci = {-INFINITY, INFINITY};
    if (widest > 0) /* beyond two spreads of all values every bet is won whole */
        ci = (struct interval){
            rejected_up_to(d, s, n, least - 2 * widest, most + 2 * widest, limit),
            rejected_up_to(d, s, n, most + 2 * widest, least - 2 * widest, limit)};
    free(s);
    return ci;
}

/* --------------------------------------------------------------- t mixture */

double stats_t_mixture_log_e(const double *d, size_t n, double centre, double c2)
{
    double sum = 0, squares = 0, m = (double)n;

    if (n < 2)
        return 0;
    for (size_t i = 0; i < n; i++) {
        sum += d[i] - centre;
        squares += (d[i] - centre) * (d[i] - centre);
    }
    if (!(squares > 0))
        return log(c2 / (m + c2)) / 2;
    return log(c2 / (m + c2)) / 2 - m / 2 * log1p(-sum * sum / ((m + c2) * squares));
}

struct interval stats_t_mixture_interval(const double *d, size_t n, double c2, double level)
{
    double m = (double)n, alpha = 1 - level;
    double k = pow((m + c2) / (alpha * alpha * c2), 1 / m), room = 1 - k * c2 / (m + c2);

    if (n < 2 || !(room > 0))
        return (struct interval){-INFINITY, INFINITY};
    double mean = stats_mean(d, n), variance = pow(stats_sd(d, n), 2) * (m - 1) / m;
    double half = sqrt(variance * (k - 1) / room);
    return (struct interval){mean - half, mean + half};
}
