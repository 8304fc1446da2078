/* SPDX-License-Identifier: MIT
 * Tests of stats/coverage: a tenth of what `selftest --coverage` does. */
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "stats/coverage.h"
#include "suite.h"

enum { FEW = 400, CELLS_MOST = 32 };

static size_t simulate(struct coverage_cell *cells, double level)
{
    const struct coverage_request request = {FEW, 20261123, level};
    size_t good = 0;

    CU_ASSERT_FATAL(coverage_cells() <= CELLS_MOST);
    for (size_t i = 0; i < coverage_cells(); i++) {
        coverage_simulate(&cells[i], i, &request);
        good += cells[i].good;
    }
    return good;
}

static void intervals_of_95_percent_are_good_in_every_cell(void)
{
    struct coverage_cell cells[CELLS_MOST];
    size_t judged = 0;

    CU_ASSERT_EQUAL(simulate(cells, 0.95), coverage_cells());
    for (size_t i = 0; i < coverage_cells(); i++) {
        judged += isnan(cells[i].least) ? 0 : 1;
        CU_ASSERT_EQUAL(cells[i].replications, FEW);
    }
    CU_ASSERT_EQUAL(judged, 16); /* four kinds of noise, four numbers of blocks */
}

/* Only the drift of the ratio is left, of which no interval is asked; at 6 blocks the exact
 * interval of 80 % is one of 84.4. */
static void intervals_of_80_percent_are_found_out(void)
{
    struct coverage_cell cells[CELLS_MOST];

    CU_ASSERT_EQUAL(simulate(cells, 0.8), coverage_cells() - 16);
    for (size_t i = 0; i < coverage_cells(); i++)
        CU_ASSERT_EQUAL(cells[i].good, isnan(cells[i].least));
}

static void intervals_that_always_hold_are_found_out_too(void)
{
    struct coverage_cell cell;
    const struct coverage_request request = {FEW, 1, 0.999};

    coverage_simulate(&cell, 3, &request);
    CU_ASSERT(cell.covered[COVERAGE_SIGNED_RANK] > cell.most);
    CU_ASSERT(!cell.good);
}

static void a_drift_of_the_ratio_falls_short_and_is_flagged(void)
{
    struct coverage_cell cell;
    const struct coverage_request request = {FEW, 20261123, 0.95};

    coverage_simulate(&cell, coverage_cells() - 1, &request);
    CU_ASSERT_EQUAL(cell.blocks, 30);
    CU_ASSERT(isnan(cell.least) && isnan(cell.most));
    CU_ASSERT(cell.covered[COVERAGE_SIGNED_RANK] < 0.85);
    CU_ASSERT(cell.covered[COVERAGE_BATCHES] > cell.covered[COVERAGE_SIGNED_RANK]);
    CU_ASSERT(cell.least_flagged > 0.3 && cell.flagged > cell.least_flagged);
}

/* In blocks both arms drift alike: without them Welch's interval is many times too wide. */
static void blocks_take_a_common_drift_out(void)
{
    struct coverage_cell cell;
    const struct coverage_request request = {FEW, 20261123, 0.95};

    coverage_simulate(&cell, 14, &request);
    CU_ASSERT_STRING_EQUAL(cell.noise, "drift of both arms");
    CU_ASSERT(cell.good);
    CU_ASSERT(cell.covered[COVERAGE_WELCH] > 0.99);
}

static void one_seed_is_one_table(void)
{
    struct coverage_cell one, two;
    struct coverage_request request = {100, 5, 0.95};

    coverage_simulate(&one, 0, &request);
    coverage_simulate(&two, 1, &request);
    coverage_simulate(&two, 0, &request);
    CU_ASSERT_EQUAL(memcmp(one.covered, two.covered, sizeof(one.covered)), 0);
    CU_ASSERT_EQUAL(one.flagged, two.flagged);
    request.seed = 6;
    coverage_simulate(&two, 0, &request);
    CU_ASSERT_NOT_EQUAL(memcmp(one.covered, two.covered, sizeof(one.covered)), 0);
}

static const struct suite_test tests[] = {
    TEST(intervals_of_95_percent_are_good_in_every_cell),
    TEST(intervals_of_80_percent_are_found_out),
    TEST(intervals_that_always_hold_are_found_out_too),
    TEST(a_drift_of_the_ratio_falls_short_and_is_flagged),
    TEST(blocks_take_a_common_drift_out),
    TEST(one_seed_is_one_table),
    {NULL, NULL},
};
const struct suite suite_coverage = {"coverage", tests};
