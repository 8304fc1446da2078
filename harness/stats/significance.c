/* SPDX-License-Identifier: MIT
 * p-values of two arms. */
#include "stats/significance.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/distribution.h"
#include "stats/summary.h"

enum { EXACT_DIFFERENCES = 200, EXACT_POOLED = 60 };

/* ------------------------------------------------------------------ t tests */

static struct t_test t_test(double estimate, double se, double df)
{
    double t = se > 0 ? estimate / se : NAN;

    return (struct t_test){estimate, se, t, df, 2 * stats_t_cdf(-fabs(t), df)};
}

struct t_test stats_t_test(const double *d, size_t n)
{
    return t_test(stats_mean(d, n), stats_sd(d, n) / sqrt((double)n),
                  n < 2 ? NAN : (double)(n - 1));
}

struct t_test stats_welch_test(const double *a, size_t na, const double *b, size_t nb)
{
    double va = pow(stats_sd(a, na), 2) / (double)na, vb = pow(stats_sd(b, nb), 2) / (double)nb;
    double df = pow(va + vb, 2) / (va * va / ((double)na - 1) + vb * vb / ((double)nb - 1));

    return t_test(stats_mean(b, nb) - stats_mean(a, na), sqrt(va + vb), df);
}

double stats_equivalence_p(const struct t_test *test, double low, double high)
{
    if (!(test->se > 0))
        return NAN;
    double below = stats_t_cdf(-(test->estimate - low) / test->se, test->df);
    double above = stats_t_cdf((test->estimate - high) / test->se, test->df);
    return below > above ? below : above;
}

/* --------------------------------------------------------------- rank tests */

/* Mean ranks of X, doubled so that they are whole. Returns the ties' sum of t^3 - t. */
static double doubled_ranks(size_t *rank, const double *x, size_t n)
{
    size_t *order = mem_alloc(n, sizeof(*order));
    double ties = 0;

    stats_order(order, x, n);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && x[order[end]] == x[order[i]]; end++)
            ;
        for (size_t k = i; k < end; k++)
            rank[order[k]] = i + 1 + end;
        double t = (double)(end - i);
        ties += t * t * t - t;
    }
    free(order);
    return ties;
}

static struct rank_test rank_test(double statistic, double less, double greater, bool exact)
{
    double p = 2 * (less < greater ? less : greater);

    return (struct rank_test){statistic, less, greater, p < 1 ? p : 1, exact};
}

static struct rank_test no_rank_test(void)
{
    return (struct rank_test){NAN, NAN, NAN, NAN, false};
}

static struct rank_test normal_test(double statistic, double mean, double variance,
                                    enum rank_method method)
{
    double step = method == RANK_NORMAL ? 0 : 0.5, sd = sqrt(variance);

    if (!(sd > 0))
        return rank_test(statistic, 1, 1, false);
    return rank_test(statistic, stats_normal_cdf((statistic - mean + step) / sd),
                     stats_normal_cdf(-(statistic - mean - step) / sd), false);
}

/* The test of a statistic that is AT / 2 less OFFSET, from the masses of AT. */
static struct rank_test exact_test(const double *mass, size_t top, size_t at, double offset)
{
    double less = 0, greater = 0;

    for (size_t v = 0; v <= top; v++) {
        less += v <= at ? mass[v] : 0;
        greater += v >= at ? mass[v] : 0;
    }
    return rank_test((double)at / 2 - offset, less, greater, true);
}

/* Every rank is in the sum or not, each with probability 1/2. */
static struct rank_test exact_signed_rank(const size_t *rank, size_t n, size_t sum)
{
    size_t top = n * (n + 1), reached = 0;
    double *mass = mem_alloc(top + 1, sizeof(*mass));

    mass[0] = 1;
    for (size_t i = 0; i < n; i++) {
        reached += rank[i];
        for (size_t v = reached + 1; v-- > 0;)
            mass[v] = (mass[v] + (v >= rank[i] ? mass[v - rank[i]] : 0)) / 2;
    }
    struct rank_test test = exact_test(mass, top, sum, 0);
    free(mass);
    return test;
}

static struct rank_test signed_rank(const double *size, const bool *positive, size_t n,
                                    enum rank_method method)
{
    size_t *rank = mem_alloc(n, sizeof(*rank)), sum = 0;
    double ties = doubled_ranks(rank, size, n), m = (double)n;
    struct rank_test test;

    for (size_t i = 0; i < n; i++)
        sum += positive[i] ? rank[i] : 0;
    if (method == RANK_EXACT || (method == RANK_BEST && n <= EXACT_DIFFERENCES))
        test = exact_signed_rank(rank, n, sum);
    else
        test = normal_test((double)sum / 2, m * (m + 1) / 4,
                           m * (m + 1) * (2 * m + 1) / 24 - ties / 48, method);
    free(rank);
    return test;
}

struct rank_test stats_signed_rank_test(const double *d, size_t n, enum rank_method method)
{
    double *size = mem_alloc(n, sizeof(*size));
    bool *positive = mem_alloc(n, sizeof(*positive));
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        size[kept] = fabs(d[i]);
        positive[kept] = d[i] > 0;
        kept += d[i] != 0;
    }
    struct rank_test test = n > 0 ? signed_rank(size, positive, kept, method) : no_rank_test();
    free(size);
    free(positive);
    return test;
}

/* How many of the ways to choose COUNT of the N ranks have which sum: one row for each number
 * chosen so far. Returns the last row, the caller's. */
static double *subset_sums(const size_t *rank, size_t n, size_t count, size_t top)
{
    size_t row = top + 1;
    double *ways = mem_alloc((count + 1) * row, sizeof(*ways));

    ways[0] = 1;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i < count ? i + 1 : count; k > 0; k--)
            for (size_t v = rank[i]; v <= top; v++)
                ways[k * row + v] += ways[(k - 1) * row + v - rank[i]];
    double *last = mem_alloc(row, sizeof(*last)), all = 0;
    for (size_t v = 0; v <= top; v++)
        all += ways[count * row + v];
    for (size_t v = 0; v <= top; v++)
        last[v] = ways[count * row + v] / all;
    free(ways);
    return last;
}

struct rank_test stats_rank_sum_test(const double *a, size_t na, const double *b, size_t nb,
                                     enum rank_method method)
{
    size_t n = na + nb, sum = 0;
    double m = (double)n, pairs = (double)na * (double)nb;
    double least = (double)na * ((double)na + 1) / 2;
    struct rank_test test;

    if (na == 0 || nb == 0)
        return no_rank_test();
    double *pooled = mem_alloc(n, sizeof(*pooled));
    size_t *rank = mem_alloc(n, sizeof(*rank));
    for (size_t i = 0; i < n; i++)
        pooled[i] = i < na ? a[i] : b[i - na];
    double ties = doubled_ranks(rank, pooled, n);
    for (size_t i = 0; i < na; i++)
        sum += rank[i];
    if (method == RANK_EXACT || (method == RANK_BEST && n <= EXACT_POOLED)) {
        double *mass = subset_sums(rank, n, na, n * (n + 1));
        test = exact_test(mass, n * (n + 1), sum, least);
        free(mass);
    } else {
        test = normal_test((double)sum / 2 - least, pairs / 2,
                           pairs / 12 * (m + 1 - ties / (m * (m - 1))), method);
    }
    free(pooled);
    free(rank);
    return test;
}
