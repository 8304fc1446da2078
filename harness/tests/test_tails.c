/* SPDX-License-Identifier: MIT
 * Tests of judge/tails. */
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "judge/tails.h"
#include "store_fixture.h"
#include "suite.h"

enum { TICKS = 1000, PER_TICK = 2, BLOCKS = 7, STALL_MS = 50 };

/* A process that answers after 0.1 ms, but for a stall at each of STALLS ticks: what was due
 * meanwhile waits for the rest of it. */
static void add_process(struct fixture *f, int64_t block, const char *status, const int *stalls,
                        size_t count)
{
    static int64_t latency_ns[TICKS * PER_TICK];
    struct store_latency series = {NS_PER_MS, PER_TICK, latency_ns, ARRAY_SIZE(latency_ns)};
    struct store_trial trial =
        fixture_trial(f, fixture_place(f, STORE_TRIAL, f->cells[0], block));
    struct err err;

    for (int i = 0; i < TICKS * PER_TICK; i++) {
        latency_ns[i] = NS_PER_MS / 10;
        for (size_t s = 0; s < count; s++) {
            int since = i / PER_TICK - stalls[s];
            if (since >= 0 && since < STALL_MS)
                latency_ns[i] = (STALL_MS - since) * NS_PER_MS;
        }
    }
    trial.status = status;
    trial.reason = strcmp(status, "ok") != 0 ? "a reason" : NULL;
    trial.latency = &series;
    CU_ASSERT_EQUAL_FATAL(store_add_trial(f->store, &trial, &err), 0);
}

static struct tails *loaded(struct fixture *f)
{
    struct tails *tails = NULL;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(tails_load(&tails, f->store, f->campaign, &err), 0);
    return tails;
}

static double median(const struct tail_cell *cell, enum tail_figure figure)
{
    return result_figure(&cell->figure[figure]).median;
}

static void a_known_stall_is_in_each_figure(void)
{
    static const int stall[] = {500}, two[] = {100, 700};
    struct fixture f;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= BLOCKS; block++)
        add_process(&f, block, "ok", stall, 1);
    add_process(&f, BLOCKS + 1, "wrong-answer", two, 2);
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 1);
    const struct tail_cell *cell = &tails->cells[0];
    CU_ASSERT_EQUAL(cell->trials, BLOCKS);
    /* 100 of 2000 latencies are 1 to 50 ms, two of each. */
    CU_ASSERT_EQUAL(median(cell, TAIL_P90), NS_PER_MS / 10);
    CU_ASSERT_EQUAL(median(cell, TAIL_P99), 40 * NS_PER_MS);
    CU_ASSERT_EQUAL(median(cell, TAIL_P99_9), 49 * NS_PER_MS);
    CU_ASSERT_EQUAL(median(cell, TAIL_MAX), 50 * NS_PER_MS);
    CU_ASSERT_DOUBLE_EQUAL(median(cell, TAIL_PAUSES), 60, 1e-9); /* one, in a second */
    CU_ASSERT_EQUAL(result_figure(&cell->figure[TAIL_P99]).ci.low, 40 * NS_PER_MS);
    CU_ASSERT_EQUAL(cell->figure[TAIL_P99_99].count, 0);
    CU_ASSERT_PTR_NOT_NULL(cell->figure[TAIL_P99_99].reason);
    CU_ASSERT(cell->period_p > 0.05); /* one peak has no distance to another */
    tails_free(tails);
    fixture_close(&f);
}

static void stalls_at_equal_distances_have_their_period(void)
{
    static const int stalls[] = {100, 300, 500, 700, 900};
    struct fixture f;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= BLOCKS; block++)
        add_process(&f, block, "ok", stalls, ARRAY_SIZE(stalls));
    struct tails *tails = loaded(&f);
    CU_ASSERT_EQUAL_FATAL(tails->count, 1);
    CU_ASSERT_EQUAL(tails->cells[0].period_ns, 200 * NS_PER_MS);
    CU_ASSERT(tails->cells[0].period_p <= 0.05);
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
    TEST(stalls_at_equal_distances_have_their_period),
    TEST(a_campaign_without_latencies_has_none),
    {NULL, NULL},
};
const struct suite suite_tails = {"tails", tests};
