/* SPDX-License-Identifier: MIT
 * Tests of stats/breaks. */
#include <math.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "nile.h"
#include "stats/breaks.h"
#include "stats/distribution.h"
#include "stats/summary.h"
#include "suite.h"

/* After the year 1898, as R's strucchange finds it, for penalties from 4 ln n to 5 ln n. The
 * 15 ln n of iterations in a process (stats/steady.h) asks for more than 100 such values. The
 * two equal values of 1875 and 1876 are no segment. */
static void the_nile_has_one_break(void)
{
    size_t starts[ARRAY_SIZE(nile) / 2 + 1];

    CU_ASSERT_EQUAL(stats_breaks(starts, nile, 100, 4 * log(100)), 2);
    CU_ASSERT_EQUAL(starts[0], 0);
    CU_ASSERT_EQUAL(starts[1], 28);
    CU_ASSERT_EQUAL(stats_breaks(starts, nile, 100, 5 * log(100)), 2);
    CU_ASSERT_EQUAL(starts[1], 28);
    CU_ASSERT_EQUAL(stats_breaks(starts, nile, 100, 15 * log(100)), 1);
}

struct reference {
    const double *x;
    size_t n;
    double penalty, least; /* variance */
};

static double segment_cost(const struct reference *r, size_t begin, size_t end)
{
    double n = (double)(end - begin), sd = stats_sd(r->x + begin, end - begin);
    double variance = sd * sd * (n - 1) / n;

    return variance < r->least ? n * (log(r->least) + variance / r->least)
                               : n * (log(variance) + 1);
}

/* The best of all segmentations, by trying each start of the last segment for each end. */
static double least_cost(const struct reference *r)
{
    double *best = mem_alloc(r->n + 1, sizeof(*best)), least;

    best[0] = -r->penalty;
    best[1] = INFINITY;
    for (size_t end = 2; end <= r->n; end++) {
        best[end] = INFINITY;
        for (size_t start = 0; start + 2 <= end; start++)
            best[end] = fmin(best[end], best[start] + segment_cost(r, start, end) + r->penalty);
    }
    least = best[r->n];
    free(best);
    return least;
}

static double cost_of(const struct reference *r, const size_t *starts, size_t count)
{
    double sum = -r->penalty;

    for (size_t i = 0; i < count; i++)
        sum += segment_cost(r, starts[i], i + 1 < count ? starts[i + 1] : r->n) + r->penalty;
    return sum;
}

static double least_variance(const double *x, size_t n)
{
    double steps[60];

    for (size_t i = 1; i < n; i++)
        steps[i - 1] = fabs(x[i] - x[i - 1]);
    return 1e-4 * pow(1.4826 * stats_median(steps, n - 1), 2) / 2;
}

/* Steps, spreads and spikes at random. */
static void invent(double *x, size_t n, struct rng *rng)
{
    double level = 0, sd = 1;

    for (size_t i = 0; i < n; i++) {
        if (rng_below(rng, 9) == 0) {
            level = 6 * rng_uniform(rng);
            sd = 0.2 + rng_uniform(rng);
        }
        x[i] = level + sd * stats_normal_quantile(rng_uniform(rng) + 0x1p-54);
    }
}

static void pruning_loses_no_segmentation(void)
{
    struct rng rng;
    double x[60];
    size_t starts[31];

    rng_seed(&rng, 53);
    for (size_t round = 0; round < 300; round++) {
        size_t n = 4 + round % 57;
        invent(x, n, &rng);
        const struct reference r = {x, n, (double)(round % 7) * 2 + 4, least_variance(x, n)};
        size_t count = stats_breaks(starts, x, n, r.penalty);
        CU_ASSERT_DOUBLE_EQUAL(cost_of(&r, starts, count), least_cost(&r), 1e-9);
        for (size_t i = 1; i < count; i++)
            CU_ASSERT(starts[i] >= starts[i - 1] + BREAKS_SHORTEST);
        CU_ASSERT(starts[count - 1] + BREAKS_SHORTEST <= n);
    }
}

static void a_change_of_spread_alone_is_found(void)
{
    struct rng rng;
    double x[200];
    size_t starts[101];

    rng_seed(&rng, 59);
    for (size_t i = 0; i < 200; i++)
        x[i] = (i < 120 ? 1 : 6) * stats_normal_quantile(rng_uniform(&rng) + 0x1p-54);
    CU_ASSERT_EQUAL(stats_breaks(starts, x, 200, 15 * log(200)), 2);
    CU_ASSERT(starts[1] > 110 && starts[1] < 130);
}

static void scale_and_place_move_no_break(void)
{
    struct rng rng;
    double x[120], moved[120];
    size_t starts[61], again[61];

    rng_seed(&rng, 61);
    invent(x, 120, &rng);
    for (size_t i = 0; i < 120; i++)
        moved[i] = 1e9 + 1e6 * x[i];
    size_t count = stats_breaks(starts, x, 120, 10);
    CU_ASSERT(count > 2);
    CU_ASSERT_EQUAL(stats_breaks(again, moved, 120, 10), count);
    for (size_t i = 0; i < count; i++)
        CU_ASSERT_EQUAL(starts[i], again[i]);
}

static void what_does_not_vary_has_no_break(void)
{
    static const double same[] = {5, 5, 5, 5, 5, 5}, few[] = {1, 9, 1};
    size_t starts[4];

    CU_ASSERT_EQUAL(stats_breaks(starts, same, 6, 1), 1);
    CU_ASSERT_EQUAL(starts[0], 0);
    CU_ASSERT_EQUAL(stats_breaks(starts, few, 3, 1), 1);
    CU_ASSERT_EQUAL(stats_breaks(starts, NULL, 0, 1), 1);
}

static const struct suite_test tests[] = {
    TEST(the_nile_has_one_break),
    TEST(pruning_loses_no_segmentation),
    TEST(a_change_of_spread_alone_is_found),
    TEST(scale_and_place_move_no_break),
    TEST(what_does_not_vary_has_no_break),
    {NULL, NULL},
};
const struct suite suite_breaks = {"breaks", tests};
