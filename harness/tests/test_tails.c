/* SPDX-License-Identifier: MIT
 * Tests of judge/tails. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "judge/tails.h"
#include "latency_fixture.h"
#include "suite.h"

enum { BLOCKS = 7 };

static struct tails *loaded(struct fixture *f)
{
    struct tails *tails = NULL;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(tails_load(&tails, f->store, f->campaign, &err), 0);
    return tails;
}

static double median(const struct result_series *series)
{
    return result_figure(series).median;
}

static void a_known_stall_is_in_each_figure(void)
{
    static const struct fixture_stall stall[] = {{500, 50}}, two[] = {{100, 50}, {700, 50}};
    struct fixture f;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= BLOCKS; block++)
        fixture_add_process(&f, 0, block, "ok", stall, 1);
    fixture_add_process(&f, 0, BLOCKS + 1, "wrong-answer", two, 2);
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 1);
    const struct tail_cell *cell = &tails->cells[0];
    CU_ASSERT_EQUAL(cell->trials, BLOCKS);
    CU_ASSERT_EQUAL(cell->least, 2000);
    CU_ASSERT_EQUAL(cell->most, 2000);
    /* 100 of 2000 latencies are 1 to 50 ms, two of each. */
    CU_ASSERT_EQUAL(median(&cell->figure[TAIL_P90]), NS_PER_MS / 10);
    CU_ASSERT_EQUAL(median(&cell->figure[TAIL_P99]), 40 * NS_PER_MS);
    CU_ASSERT_EQUAL(median(&cell->figure[TAIL_P99_9]), 49 * NS_PER_MS);
    CU_ASSERT_EQUAL(median(&cell->figure[TAIL_MAX]), 50 * NS_PER_MS);
    CU_ASSERT_DOUBLE_EQUAL(median(&cell->figure[TAIL_PAUSES]), 60, 1e-9); /* one, in a second */
    CU_ASSERT_EQUAL(result_figure(&cell->figure[TAIL_P99]).ci.low, 40 * NS_PER_MS);
    CU_ASSERT_EQUAL(cell->figure[TAIL_P99_99].count, 0);
    CU_ASSERT_PTR_NOT_NULL(cell->figure[TAIL_P99_99].reason);
    CU_ASSERT(isnan(cell->period_p)); /* one peak has no distance to another */
    CU_ASSERT_FALSE(tail_is_periodic(cell));
    tails_free(tails);
    fixture_close(&f);
}

static void the_curve_goes_through_the_percentiles_and_ends_with_them(void)
{
    static const struct fixture_stall stall[] = {{500, 50}};
    struct fixture f;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= BLOCKS; block++)
        fixture_add_process(&f, 0, block, "ok", stall, 1);
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 1);
    const struct tail_cell *cell = &tails->cells[0];
    CU_ASSERT_EQUAL(median(&cell->curve[0]), NS_PER_MS / 10);
    CU_ASSERT_EQUAL(median(&cell->curve[1 * TAIL_STEPS]), median(&cell->figure[TAIL_P90]));
    CU_ASSERT_EQUAL(median(&cell->curve[2 * TAIL_STEPS]), median(&cell->figure[TAIL_P99]));
    CU_ASSERT_EQUAL(median(&cell->curve[3 * TAIL_STEPS]), median(&cell->figure[TAIL_P99_9]));
    CU_ASSERT_DOUBLE_EQUAL(tail_level(3 * TAIL_STEPS), tail_beyond(TAIL_P99_9), 1e-12);
    for (size_t k = 0; k < TAIL_LEVELS; k++) /* one in 2000 is the last that has one beyond */
        CU_ASSERT_EQUAL(cell->curve[k].count,
                        2000 * tail_level(k) >= 1 - 1e-6 ? (size_t)BLOCKS : 0);
    tails_free(tails);
    fixture_close(&f);
}

static void intervals_are_over_processes(void)
{
    struct fixture f;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= BLOCKS; block++) {
        const struct fixture_stall stall = {500, 10 * (int)block};
        fixture_add_process(&f, 0, block, "ok", &stall, 1);
    }
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 1);
    const struct result_figure max = result_figure(&tails->cells[0].figure[TAIL_MAX]);
    CU_ASSERT_EQUAL(max.count, BLOCKS);
    CU_ASSERT_EQUAL(max.median, 40 * NS_PER_MS);
    CU_ASSERT_EQUAL(max.ci.low, 10 * NS_PER_MS); /* of seven, the first and the last */
    CU_ASSERT_EQUAL(max.ci.high, 70 * NS_PER_MS);
    tails_free(tails);
    fixture_close(&f);
}

static void ratios_are_within_blocks(void)
{
    struct fixture f;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= BLOCKS; block++)
        for (int cell = 0; cell < 2; cell++) {
            const struct fixture_stall stall = {500, 10 * (int)block * (cell + 1)};
            fixture_add_process(&f, cell, block, "ok", &stall, 1);
        }
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 2);
    const struct effect max = tails_ratio(tails, &tails->cells[1], TAIL_MAX, "c");
    CU_ASSERT_EQUAL(max.pairs, BLOCKS);
    CU_ASSERT_DOUBLE_EQUAL(max.ratio, 2, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(max.ci.low, 2, 1e-9);
    CU_ASSERT_EQUAL(tails_ratio(tails, &tails->cells[0], TAIL_MAX, "c").pairs, 0);
    CU_ASSERT_EQUAL(tails_ratio(tails, &tails->cells[0], TAIL_MAX, "go").pairs, 0);
    tails_free(tails);
    fixture_close(&f);
}

static void stalls_at_equal_distances_have_their_period(void)
{
    static const struct fixture_stall stalls[] = {
        {100, 50}, {300, 50}, {500, 50}, {700, 50}, {900, 50}};
    struct fixture f;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= BLOCKS; block++)
        fixture_add_process(&f, 0, block, "ok", stalls, ARRAY_SIZE(stalls));
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 1);
    CU_ASSERT_DOUBLE_EQUAL(tails->cells[0].period_ns, 200.0 * NS_PER_MS, 3.0 * NS_PER_MS);
    CU_ASSERT(tail_is_periodic(&tails->cells[0]));
    tails_free(tails);
    fixture_close(&f);
}

/* As Go's forced collections among what else the machine does. */
static void pauses_that_last_have_a_period_among_short_ones(void)
{
    static const struct fixture_stall stalls[] = {
        {99, 50}, {300, 50}, {501, 50}, {699, 50}, {900, 50}, {30, 3},  {171, 3},
        {261, 3}, {291, 3},  {456, 3},  {612, 3},  {831, 3},  {861, 3},
    };
    struct fixture f;

    fixture_open(&f, "");
    fixture_add_process(&f, 0, 1, "ok", stalls, ARRAY_SIZE(stalls));
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 1);
    CU_ASSERT_DOUBLE_EQUAL(tails->cells[0].period_ns, 200.0 * NS_PER_MS, 3.0 * NS_PER_MS);
    CU_ASSERT(tail_is_periodic(&tails->cells[0]));
    tails_free(tails);
    fixture_close(&f);
}

static void pauses_at_any_distance_have_none(void)
{
    static const struct fixture_stall stalls[] = {{60, 20},  {150, 20}, {180, 20},
                                                  {510, 20}, {570, 20}, {940, 20}};
    struct fixture f;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= BLOCKS; block++)
        fixture_add_process(&f, 0, block, "ok", stalls, ARRAY_SIZE(stalls));
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 1);
    CU_ASSERT(tails->cells[0].period_p > 0.5); /* there are peaks */
    CU_ASSERT_FALSE(tail_is_periodic(&tails->cells[0]));
    tails_free(tails);
    fixture_close(&f);
}

static void a_campaign_without_latencies_has_none(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 1));
    CU_ASSERT_EQUAL_FATAL(store_add_trial(f.store, &trial, &err), 0);
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL(tails->count, 0);
    tails_free(tails);
    fixture_close(&f);
}

static const struct suite_test tests[] = {
    TEST(a_known_stall_is_in_each_figure),
    TEST(the_curve_goes_through_the_percentiles_and_ends_with_them),
    TEST(intervals_are_over_processes),
    TEST(ratios_are_within_blocks),
    TEST(stalls_at_equal_distances_have_their_period),
    TEST(pauses_that_last_have_a_period_among_short_ones),
    TEST(pauses_at_any_distance_have_none),
    TEST(a_campaign_without_latencies_has_none),
    {NULL, NULL},
};
const struct suite suite_tails = {"tails", tests};
