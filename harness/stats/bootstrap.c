/* SPDX-License-Identifier: MIT
 * Intervals of a mean by resampling. */
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"

static const size_t usual_resamples = 9999;
static const double tolerated_share = 0.2; /* STATISTICS.md 3 */

/* A sample and room for a resample of it. */
struct pool {
    const double *x;
    size_t n;
    double mean, squared_se; /* of the sample's mean */
    double *drawn;
};

static double mean_of(const double *x, size_t n, double *squared_se)
{
    double mean, sd;

    stats_mean_sd(x, n, &mean, &sd);
    *squared_se = pow(sd, 2) / (double)n;
    return mean;
}

static struct pool pool_of(const double *x, size_t n)
{
    struct pool pool = {.x = x, .n = n, .drawn = mem_alloc(n, sizeof(*pool.drawn))};

    pool.mean = mean_of(x, n, &pool.squared_se);
    return pool;
}

static void draw(struct pool *pool, struct rng *rng)
{
    for (size_t i = 0; i < pool->n; i++)
        pool->drawn[i] = pool->x[rng_below(rng, pool->n)];
}

/* Order statistic (R + 1) P of the sorted X, between two where it is not whole. */
static double order_statistic(const double *x, size_t r, double p)
{
    double h = (double)(r + 1) * p - 1, whole = floor(h + 1e-9);

    if (h <= 0)
        return x[0];
    if (whole + 1 >= (double)r)
        return x[r - 1];
    size_t i = (size_t)whole;
    return h - whole > 1e-9 ? x[i] + (h - whole) * (x[i + 1] - x[i]) : x[i];
}

/* How far the mean of a resample is from the sample's, studentised or not. */
static double deviation(struct pool *a, struct pool *b, struct rng *rng, bool student)
{
    double square, square_a = 0;

    draw(b, rng);
    double moved = mean_of(b->drawn, b->n, &square) - b->mean;
    if (a != NULL) {
        draw(a, rng);
        moved -= mean_of(a->drawn, a->n, &square_a) - a->mean;
    }
    return moved == 0 || !student ? moved : moved / sqrt(square + square_a);
}

/* The interval around CENTRE of the mean of B, less that of A where there is one. */
static struct interval resample(struct pool *a, struct pool *b, double centre, double se,
                                const struct bootstrap_plan *plan)
{
    size_t r = plan->resamples > 0 ? plan->resamples : usual_resamples;
    double *moved = mem_alloc(r, sizeof(*moved)), p = (1 - plan->level) / 2;
    bool student = plan->kind == BOOTSTRAP_STUDENT;
    struct rng rng;

    rng_seed(&rng, plan->seed);
    for (size_t i = 0; i < r; i++)
        moved[i] = deviation(a, b, &rng, student);
    stats_sort(moved, r);
    double low = order_statistic(moved, r, p) * (student ? se : 1);
    double high = order_statistic(moved, r, 1 - p) * (student ? se : 1);
    free(moved);
    if (!isfinite(low) || !isfinite(high))
        return (struct interval){NAN, NAN};
    if (plan->kind == BOOTSTRAP_PERCENTILE)
        return (struct interval){centre + low, centre + high};
    return (struct interval){centre - high, centre - low};
}

struct interval stats_bootstrap(const double *x, size_t n, const struct bootstrap_plan *plan)
{
    if (n < 2)
        return (struct interval){NAN, NAN};
    struct pool pool = pool_of(x, n);
    struct interval ci = resample(NULL, &pool, pool.mean, sqrt(pool.squared_se), plan);
    free(pool.drawn);
    return ci;
}

struct interval stats_bootstrap_difference(const double *a, size_t na, const double *b,
                                           size_t nb, const struct bootstrap_plan *plan)
{
    struct bootstrap_plan student = *plan;

    if (na < 2 || nb < 2)
        return (struct interval){NAN, NAN};
    student.kind = BOOTSTRAP_STUDENT;
    struct pool pa = pool_of(a, na), pb = pool_of(b, nb);
    struct interval ci =
        resample(&pa, &pb, pb.mean - pa.mean, sqrt(pa.squared_se + pb.squared_se), &student);
    free(pa.drawn);
    free(pb.drawn);
    return ci;
}

bool stats_intervals_disagree(struct interval ci, struct interval check)
{
    double tolerated = tolerated_share * (ci.high - ci.low);

    return fabs(check.low - ci.low) > tolerated || fabs(check.high - ci.high) > tolerated;
}
