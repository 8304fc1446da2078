/* SPDX-License-Identifier: MIT
 * A ratio of arithmetic means. */
#include "stats/fieller.h"

#include <math.h>

#include "stats/distribution.h"

/* h^2 of the formula; NAN for n < 2. */
static double reach(const double *x, size_t n, double level)
{
    if (n < 2)
        return NAN;
    double t = stats_t_quantile(0.5 + level / 2, (double)(n - 1));
    return t * t * pow(stats_sd(x, n), 2) / (double)n;
}

/* The same with the covariance of A and B for the variance. */
static double shared_reach(const double *a, const double *b, size_t n, double level)
{
    long double sum = 0, ma = stats_mean(a, n), mb = stats_mean(b, n);

    if (n < 2)
        return NAN;
    double t = stats_t_quantile(0.5 + level / 2, (double)(n - 1));
    for (size_t i = 0; i < n; i++)
        sum += (a[i] - ma) * (b[i] - mb);
    return t * t * (double)(sum / (long double)(n - 1)) / (double)n;
}

/* Means A and B, each with its h^2, and the covariance's. */
static struct mean_ratio solve(double a, double haa, double b, double hbb, double hab)
{
    struct mean_ratio out = {b / a, {NAN, NAN}};
    double square = a * a - haa, middle = a * b - hab;

    if (square > 0) {
        double root = sqrt(fmax(middle * middle - square * (b * b - hbb), 0));
        out.ci = (struct interval){(middle - root) / square, (middle + root) / square};
    }
    return out;
}

struct mean_ratio stats_mean_ratio(const double *a, size_t na, const double *b, size_t nb,
                                   double level)
{
    double haa = reach(a, na, level), hbb = reach(b, nb, level);
    struct mean_ratio out = solve(stats_mean(a, na), haa, stats_mean(b, nb), hbb, 0);

    if (isnan(hbb))
        out.ci = (struct interval){NAN, NAN};
    return out;
}

struct mean_ratio stats_paired_mean_ratio(const double *a, const double *b, size_t n,
                                          double level)
{
    return solve(stats_mean(a, n), reach(a, n, level), stats_mean(b, n), reach(b, n, level),
                 shared_reach(a, b, n, level));
}
