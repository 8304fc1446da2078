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

/* ------------------------------------------------------------ as the view has it */

/* From START_NS on, 2000 ns long with ticks 300 ns before and REST_NS after it, or none. */
static void add_read(struct fixture *f, enum store_plan_kind kind, int64_t start_ns,
                     int64_t rest_ns, const struct store_reading *readings, size_t count)
{
    bool idle = kind == STORE_IDLE;
    struct store_trial trial =
        fixture_trial(f, fixture_place(f, kind, idle ? STORE_ABSENT : f->cells[0], start_ns));
    struct err err = {""};

    trial.start_mono_ns = start_ns;
    trial.end_mono_ns = start_ns + 2000;
    if (rest_ns != STORE_ABSENT) {
        trial.edge_mono_ns = start_ns - 300;
        trial.next_edge_mono_ns = trial.end_mono_ns + rest_ns;
    }
    if (idle)
        trial.user_ns = trial.system_ns = trial.max_rss_bytes = STORE_ABSENT;
    trial.readings = readings;
    trial.reading_count = count;
    if (store_add_trial(f->store, &trial, &err) < 0)
        CU_FAIL(err.text);
}

static int64_t add_channel(struct fixture *f, int64_t channel, const char *domain,
                           const char *source, const char *verdict)
{
    struct store_certificate certificate = fixture_certificate(f, channel, domain);
    struct err err = {""};
    int64_t id = 0;

    certificate.source = source;
    certificate.verdict = verdict;
    if (store_add_certificate(f->store, &certificate, &id, &err) < 0)
        CU_FAIL(err.text);
    return id;
}

static void expect_value(const struct result_series *series, int64_t block, double value)
{
    for (size_t i = 0; i < series->count; i++)
        if (series->values[i].block == block) {
            CU_ASSERT_EQUAL(series->values[i].value, value);
            return;
        }
    CU_ASSERT(isnan(value));
}

struct expected {
    const struct result *result;
    size_t rows, net;
};

static int expect_row(void *context, const struct store_row *row, struct err *err)
{
    struct expected *expected = context;
    const struct result_cell *cell = &expected->result->cells[row_integer_of(row, "cell")];
    int64_t block = row_integer_of(row, "block");
    double net_nj = row_real_of(row, "net_nj");
    size_t c = 0;

    (void)err;
    if (strcmp(row_text_of(row, "kind"), "trial") != 0)
        return 0;
    while (c < cell->channel_count &&
           (strcmp(cell->channels[c].domain, row_text_of(row, "domain")) != 0 ||
            strcmp(cell->channels[c].source, row_text_of(row, "source")) != 0))
        c++;
    CU_ASSERT_FATAL(c < cell->channel_count);
    expect_value(&cell->channels[c].nj, block, row_real_of(row, "gross_nj"));
    expect_value(&cell->channels[c].net_nj, block, net_nj);
    expect_value(&cell->channels[c].error_nj, block, row_real_of(row, "error_nj"));
    expected->rows++;
    expected->net += isnan(net_nj) ? 0 : 1;
    return 0;
}

/* Trials before, between and after the idle windows, one of which has no DRAM; without ticks;
 * of a channel that is an estimate, and of one that failed; in a session without a window. */
static void add_all_kinds(struct fixture *f)
{
    const int64_t dram = add_channel(f, 1, "dram", "rapl-perf", "idle"),
                  psys = add_channel(f, 2, "psys", "estimated", "pass"),
                  dead = add_channel(f, 3, "uncore", "rapl-perf", "dead");
    const struct store_reading idle[] = {{f->certificate, 10, 7013, 7600, 5},
                                         {dram, 20, 1031, 1100, 5}},
                               busy[] = {{f->certificate, 1000, 50001, 52347, 415},
                                         {dram, 700, 7700, 7777, 100},
                                         {psys, 0, 60001, 60501, 100},
                                         {dead, 0, 9, 9, 1}};
    struct err err = {""};

    add_read(f, STORE_TRIAL, 1000, 250, busy, 4);
    add_read(f, STORE_IDLE, 5000, 250, idle, 2);
    add_read(f, STORE_WARMUP, 9000, 250, busy, 4);
    add_read(f, STORE_TRIAL, 12000, 1500, busy, 4); /* the tick was seen late */
    add_read(f, STORE_IDLE, 13000, 0, idle, 1);     /* at the same time, so it says nothing */
    add_read(f, STORE_TRIAL, 17001, STORE_ABSENT, busy, 4);
    add_read(f, STORE_IDLE, 21001, STORE_ABSENT, idle, 1);
    add_read(f, STORE_TRIAL, 25000, 250, busy, 4);
    struct store_session session = fixture_session(f);
    CU_ASSERT_EQUAL(store_add_session(f->store, &session, &f->session, &err), 0);
    const struct store_reading other = {add_channel(f, 0, "package", "rapl-perf", "pass"), 3,
                                        40000, 40000, 7};
    add_read(f, STORE_TRIAL, 30000, 250, &other, 1);
}

static void reader_makes_the_joules_that_the_view_shows(void)
{
    struct fixture f;
    struct result *r = NULL;
    struct err err = {""};

    fixture_open(&f, "");
    add_all_kinds(&f);
    if (reader_load(&r, f.store, f.campaign, &err) < 0)
        CU_FAIL_FATAL(err.text);
    struct expected expected = {.result = r};
    const struct store_argument campaign = {.name = ":campaign", .integer = f.campaign};
    CU_ASSERT_EQUAL(store_visit(f.store, "energies", &campaign, 1, expect_row, &expected, &err),
                    0);
    CU_ASSERT_EQUAL(expected.rows, 4 * 3 + 1);
    /* Two of each of the first two; of the last one the nearest window lacks the DRAM. */
    CU_ASSERT_EQUAL(expected.net, 2 + 2 + 1);
    CU_ASSERT_EQUAL(r->cells[0].channel_count, 3);
    CU_ASSERT_EQUAL(r->cells[0].channels[0].nj.count, 4);
    CU_ASSERT_EQUAL(r->cells[0].channels[0].error_nj.count, 5);
    result_free(r);
    fixture_close(&f);
}

static const struct suite_test tests[] = {
    TEST(reader_judges_trials_and_leaves_out_warmups_and_idling),
    TEST(reader_gives_what_was_counted_all_the_time),
    TEST(reader_makes_the_joules_that_the_view_shows),
    TEST(reader_knows_a_campaign_that_is_not_there),
    {NULL, NULL},
};
const struct suite suite_reader = {"reader", tests};
