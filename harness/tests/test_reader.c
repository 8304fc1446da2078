/* SPDX-License-Identifier: MIT
 * Tests of judge/reader: what goes into a database comes out judged. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "judge/reader.h"
#include "store_fixture.h"
#include "suite.h"

static void add(struct fixture *f, enum store_plan_kind kind, int cell, int64_t block,
                int64_t wall_ns, const char *status)
{
    struct store_trial trial = fixture_trial(
        f, fixture_place(f, kind, cell < 0 ? STORE_ABSENT : f->cells[cell], block));
    struct store_reading reading = {f->certificate, 1000, 1000 + 20 * wall_ns,
                                    1000 + 20 * wall_ns, 10};
    struct err err = {""};

    trial.start_mono_ns = 100000 * block;
    trial.end_mono_ns = trial.start_mono_ns + wall_ns;
    trial.status = status;
    trial.reason = strcmp(status, "ok") == 0 ? NULL : "it says 3";
    trial.other_cpu_ns = 0;
    if (kind == STORE_IDLE) {
        trial.user_ns = trial.system_ns = trial.max_rss_bytes = STORE_ABSENT;
        reading.end_nj = reading.next_nj = 1000 + 5 * wall_ns;
    }
    trial.readings = &reading;
    trial.reading_count = 1;
    if (store_add_trial(f->store, &trial, &err) < 0)
        CU_FAIL(err.text);
}

static void reader_judges_trials_and_leaves_out_warmups_and_idling(void)
{
    struct fixture f;
    struct result *r = NULL;
    struct err err = {""};

    fixture_open(&f, "");
    add(&f, STORE_WARMUP, 0, 0, 99999, "ok");
    add(&f, STORE_IDLE, -1, 0, 50000, "ok");
    for (int64_t block = 1; block <= 7; block++) {
        add(&f, STORE_TRIAL, 0, block, 2000, "ok");
        add(&f, STORE_TRIAL, 1, block, 3000, block == 4 ? "wrong-answer" : "ok");
    }
    fixture_place(&f, STORE_TRIAL, f.cells[0], 8); /* planned, not run */

    if (reader_load(&r, f.store, f.campaign, &err) < 0)
        CU_FAIL_FATAL(err.text);
    CU_ASSERT_STRING_EQUAL(r->uuid, "u-1");
    CU_ASSERT_EQUAL(r->session_count, 1);
    CU_ASSERT_STRING_EQUAL(r->sessions[0].cpu_model, "Test CPU");
    CU_ASSERT_EQUAL(r->sessions[0].turbo, STORE_ABSENT);
    CU_ASSERT_EQUAL_FATAL(r->cell_count, 2);
    const struct result_cell *c = &r->cells[0], *rust = &r->cells[1];
    CU_ASSERT_STRING_EQUAL(c->label, "n-body/c");
    CU_ASSERT_PTR_NULL(c->toolchain);
    CU_ASSERT_EQUAL(c->planned, 8);
    CU_ASSERT_EQUAL(c->done, 7);
    CU_ASSERT_EQUAL(rust->admissible, 6);
    CU_ASSERT_EQUAL(rust->status[RESULT_WRONG_ANSWER], 1);
    CU_ASSERT_EQUAL(result_figure(&c->metric[METRIC_WALL]).median, 2000);
    CU_ASSERT_EQUAL(result_figure(&c->metric[METRIC_CPU]).median, 1000);
    CU_ASSERT_EQUAL(result_figure(&c->metric[METRIC_MEMORY]).median, 4096);
    CU_ASSERT_EQUAL(result_figure(&c->metric[METRIC_ENERGY]).median, 40000);
    CU_ASSERT_EQUAL(result_figure(&c->metric[METRIC_NET_ENERGY]).median, 30000); /* 5 W idle */
    CU_ASSERT_EQUAL(result_figure(&c->metric[METRIC_POWER]).median, 20);
    struct effect effect = result_ratio(c, rust, METRIC_ENERGY, RESULT_LEVEL);
    CU_ASSERT_EQUAL(effect.pairs, 6);
    CU_ASSERT_DOUBLE_EQUAL(effect.ratio, 1.5, 1e-12);
    CU_ASSERT_STRING_EQUAL(r->energy_resolver, "libpfm4");
    CU_ASSERT_FALSE(c->quantised);
    result_free(r);
    fixture_close(&f);
}

static void add_counted(struct fixture *f, int64_t block, int64_t misses, int64_t running_ns)
{
    const struct store_counter counters[] = {
        {.event = "cache-misses", .value = misses, .enabled_ns = 100, .running_ns = running_ns},
        {.event = "instructions", .value = 9000, .enabled_ns = 100, .running_ns = running_ns}};
    struct store_trial trial =
        fixture_trial(f, fixture_place(f, STORE_TRIAL, f->cells[0], block));
    struct err err = {""};

    trial.counters = counters;
    trial.counter_count = misses < 0 ? 0 : 2;
    if (store_add_trial(f->store, &trial, &err) < 0)
        CU_FAIL(err.text);
}

static void reader_gives_what_was_counted_all_the_time(void)
{
    struct fixture f;
    struct result *r = NULL;
    struct err err = {""};

    fixture_open(&f, "");
    add_counted(&f, 1, 321, 100);
    add_counted(&f, 2, 321, 50);
    add_counted(&f, 3, -1, 0);
    if (reader_load_trials(&r, f.store, f.campaign, &err) < 0)
        CU_FAIL_FATAL(err.text);
    CU_ASSERT_EQUAL_FATAL(r->trial_count, 3);
    CU_ASSERT_EQUAL(r->trials[0].cache_misses, 321);
    CU_ASSERT(isnan(r->trials[1].cache_misses));
    CU_ASSERT(isnan(r->trials[2].cache_misses));
    CU_ASSERT_EQUAL_FATAL(r->cells[0].metric[METRIC_INSTRUCTIONS].count, 1);
    CU_ASSERT_EQUAL(r->cells[0].metric[METRIC_INSTRUCTIONS].values[0].value, 9000);
    CU_ASSERT_STRING_EQUAL(r->cells[1].metric[METRIC_INSTRUCTIONS].reason, "no trial was run");
    result_free(r);
    fixture_close(&f);
}

static void reader_knows_a_campaign_that_is_not_there(void)
{
    struct fixture f;
    struct result *r = NULL;
    struct err err = {""};

    fixture_open(&f, "");
    CU_ASSERT_EQUAL(reader_load(&r, f.store, 99, &err), -ENOENT);
    CU_ASSERT_STRING_EQUAL(err.text, "there is no campaign 99");
    CU_ASSERT_EQUAL(reader_load(&r, f.store, f.campaign, &err), 0);
    CU_ASSERT_EQUAL(r->blocks, 0);
    CU_ASSERT_STRING_EQUAL(r->cells[0].metric[METRIC_ENERGY].reason, "no trial was run");
    result_free(r);
    fixture_close(&f);
}

static const struct suite_test tests[] = {
    TEST(reader_judges_trials_and_leaves_out_warmups_and_idling),
    TEST(reader_gives_what_was_counted_all_the_time),
    TEST(reader_knows_a_campaign_that_is_not_there),
    {NULL, NULL},
};
const struct suite suite_reader = {"reader", tests};
