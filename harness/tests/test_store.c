/* SPDX-License-Identifier: MIT
 * Tests of store/store: records in, questions out. Files are test_store_files.c's. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/store.h"
#include "store_fixture.h"
#include "suite.h"

static void store_gives_the_same_row_for_the_same_digest(void)
{
    struct fixture f;
    struct err err;
    int64_t again = 0, other = 0;

    fixture_open(&f, "");
    struct store_toolchain gcc = {.digest = fixture_digest(7),
                                  .language = "c",
                                  .name = "gcc",
                                  .version = "gcc (Debian) 12.2.0",
                                  .path = "/usr/bin/gcc"};
    CU_ASSERT_EQUAL(store_put_toolchain(f.store, &gcc, &again, &err), 0);
    gcc.digest = fixture_digest(8);
    CU_ASSERT_EQUAL(store_put_toolchain(f.store, &gcc, &other, &err), 0);
    CU_ASSERT_NOT_EQUAL(again, other);
    int64_t found = 0;
    gcc.digest = fixture_digest(7);
    gcc.path = "/elsewhere/gcc";
    CU_ASSERT_EQUAL(store_put_toolchain(f.store, &gcc, &found, &err), 0);
    CU_ASSERT_EQUAL(found, again);
    fixture_close(&f);
}

static void store_keeps_a_trial_with_all_that_belongs_to_it(void)
{
    static const int64_t values[] = {1, -2, INT64_C(0x0102030405060708)};
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_counter counters[] = {{"instructions", 100, 10, 10}, {"cycles", 50, 10, 5}};
    struct store_series series = {"wall_ns", values, ARRAY_SIZE(values)};
    struct store_trace trace = {f.certificate, values, values + 1, 2};
    struct store_reading reading = {f.certificate, 0, 1000, 1000, 10};
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0));
    trial.counters = counters;
    trial.counter_count = ARRAY_SIZE(counters);
    trial.energy_absent = "the counter stepped back";
    trial.series = &series;
    trial.series_count = 1;
    trial.traces = &trace;
    trial.trace_count = 1;
    trial.readings = &reading;
    trial.reading_count = 1;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);

    char *text = fixture_ask(&f, "trials");
    CU_ASSERT_STRING_EQUAL(text, "1 1 1 0 - 1000 3000 700 300 4096 - - - -|");
    free(text);
    text = fixture_ask(&f, "energy_absent");
    CU_ASSERT_STRING_EQUAL(text, "the counter stepped back|");
    free(text);
    text = fixture_ask(&f, "counters");
    CU_ASSERT_STRING_EQUAL(text, "1 0 0 trial ok instructions 100 10 10|"
                                 "1 0 0 trial ok cycles 50 10 5|");
    free(text);
    text = fixture_ask(&f, "series");
    CU_ASSERT_STRING_EQUAL(
        text, "1 0 0 trial ok wall_ns 3 x'0100000000000000feffffffffffffff0807060504030201'|");
    free(text);
    text = fixture_ask(&f, "traces");
    CU_ASSERT_STRING_EQUAL(text, "1 0 0 package 0 0 rapl-perf libpfm4 1000 3000 2 "
                                 "x'0100000000000000feffffffffffffff' "
                                 "x'feffffffffffffff0807060504030201'|");
    free(text);
    fixture_close(&f);
}

static void store_keeps_nothing_of_a_trial_that_breaks_a_rule(void)
{
    struct fixture f;
    struct err err;
    int64_t filled;

    fixture_open(&f, "");
    struct store_counter counter = {"new-event", 1, 1, 1};
    struct store_reading backwards = {f.certificate, 10, 5, 20, 1};
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0));
    trial.counters = &counter;
    trial.counter_count = 1;
    trial.readings = &backwards;
    trial.reading_count = 1;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "reading"));
    CU_ASSERT_EQUAL(store_get_integer(f.store, "newest_campaign", NULL, 0, &filled, &err), 0);
    CU_ASSERT_EQUAL(filled, STORE_ABSENT);

    /* Within the caller's transaction only the broken trial is undone. */
    CU_ASSERT_EQUAL(store_begin(f.store, &err), 0);
    int64_t second = fixture_place(&f, STORE_TRIAL, f.cells[1], 0);
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), -EINVAL);
    trial.plan_id = second;
    trial.reading_count = 0;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    CU_ASSERT_EQUAL(store_commit(f.store, &err), 0);
    char *text = fixture_ask(&f, "counters");
    CU_ASSERT_STRING_EQUAL(text, "2 0 1 trial ok new-event 1 1 1|");
    free(text);
    text = fixture_ask(&f, "counts");
    CU_ASSERT_STRING_EQUAL(text, "0 n-body/c - 1 0 0|1 n-body/rust - 1 1 1|");
    free(text);
    fixture_close(&f);
}

/* The identifier of an event that was rolled back may be another event's the next time. */
static void store_forgets_events_that_were_rolled_back(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_counter counter = {"first", 1, 1, 1};
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0));
    trial.counters = &counter;
    trial.counter_count = 1;
    CU_ASSERT_EQUAL(store_begin(f.store, &err), 0);
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    store_rollback(f.store);
    struct store_counter twice[] = {{"broken", 1, 1, 1}, {"broken", 1, 1, 1}};
    trial.counters = twice;
    trial.counter_count = 2;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), -EEXIST);
    struct store_counter both[] = {{"second", 2, 1, 1}, {"broken", 1, 1, 1}};
    trial.counters = both;
    trial.counter_count = 2;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    char *text = fixture_ask(&f, "counters");
    CU_ASSERT_STRING_EQUAL(text, "1 0 0 trial ok second 2 1 1|1 0 0 trial ok broken 1 1 1|");
    free(text);
    fixture_close(&f);
}

static void store_refuses_to_fill_a_place_twice(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0));
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), -EEXIST);
    fixture_close(&f);
}

/* DESIGN.md 1, rules 1 and 4: what the schema must not let in. */
static void store_refuses_joules_that_cannot_be_traced(void)
{
    struct fixture f;
    struct err err;
    int64_t id;

    fixture_open(&f, "");
    struct store_certificate certificate = fixture_certificate(&f, 9, "package");
    certificate.source = "guessed";
    CU_ASSERT_EQUAL(store_add_certificate(f.store, &certificate, &id, &err), -EINVAL);
    certificate.source = "rapl-perf";
    certificate.resolver = NULL;
    CU_ASSERT_EQUAL(store_add_certificate(f.store, &certificate, &id, &err), -EINVAL);
    struct store_session session = fixture_session(&f);
    session.energy_source = "absent";
    session.energy_reason = NULL;
    CU_ASSERT_EQUAL(store_add_session(f.store, &session, &id, &err), -EINVAL);
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0));
    trial.status = "wrong-answer";
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), -EINVAL);
    struct store_reading orphan = {f.certificate + 100, 0, 1, 2, 1};
    trial.status = "ok";
    trial.readings = &orphan;
    trial.reading_count = 1;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), -EINVAL);
    fixture_close(&f);
}

static void store_stores_absent_values_as_null(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_certificate certificate = fixture_certificate(&f, 1, "dram");
    certificate.powercap_ratio = NAN;
    certificate.cpu = STORE_ABSENT;
    certificate.idle_w = 1.5;
    int64_t id;
    CU_ASSERT_EQUAL(store_add_certificate(f.store, &certificate, &id, &err), 0);
    char *text = fixture_ask_session(&f, "certificates");
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, "2 1 dram 0 0 rapl-perf libpfm4 e - 1000 pass - 1.5 0 -|"));
    free(text);
    fixture_close(&f);
}

static void store_tells_what_is_left_of_a_plan(void)
{
    struct fixture f;
    struct err err;
    int64_t campaign;
    struct store_argument selection = {":selection", 0, "{}"};

    fixture_open(&f, "");
    fixture_place(&f, STORE_IDLE, STORE_ABSENT, 0);
    int64_t first = fixture_place(&f, STORE_TRIAL, f.cells[1], 0);
    int64_t second = fixture_place(&f, STORE_TRIAL, f.cells[0], 0);
    struct store_trial trial = fixture_trial(&f, first);
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);

    char *text = fixture_ask(&f, "plan");
    CU_ASSERT_STRING_EQUAL(text, "1 1 0 idle - -|3 3 0 trial 0 -|");
    free(text);
    text = fixture_ask(&f, "plan_all");
    CU_ASSERT_STRING_EQUAL(text, "1 0 idle -|2 0 trial 1|3 0 trial 0|");
    free(text);
    store_get_integer(f.store, "newest_unfinished", &selection, 1, &campaign, &err);
    CU_ASSERT_EQUAL(campaign, f.campaign);

    trial = fixture_trial(&f, second);
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    store_get_integer(f.store, "newest_unfinished", &selection, 1, &campaign, &err);
    CU_ASSERT_EQUAL(campaign, f.campaign); /* killed before it could say that it is done */
    CU_ASSERT_EQUAL(store_set_campaign_state(f.store, f.campaign, "done", "complete", &err), 0);
    store_get_integer(f.store, "newest_unfinished", &selection, 1, &campaign, &err);
    CU_ASSERT_EQUAL(campaign, STORE_ABSENT);
    text = fixture_ask(&f, "counts");
    CU_ASSERT_STRING_EQUAL(text, "0 n-body/c - 1 1 1|1 n-body/rust - 1 1 1|");
    free(text);
    fixture_close(&f);
}

static void store_finds_the_newest_campaign_of_a_kind(void)
{
    struct fixture f;
    struct err err;
    int64_t id;

    fixture_open(&f, "");
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0));
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    struct store_argument kind = {":kind", 0, "measure"};
    CU_ASSERT_EQUAL(store_get_integer(f.store, "newest_campaign", &kind, 1, &id, &err), 0);
    CU_ASSERT_EQUAL(id, STORE_ABSENT);
    kind.text = "run";
    CU_ASSERT_EQUAL(store_get_integer(f.store, "newest_campaign", &kind, 1, &id, &err), 0);
    CU_ASSERT_EQUAL(id, f.campaign);
    fixture_close(&f);
}

static void store_changes_a_campaigns_state_and_a_cells_build(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    CU_ASSERT_EQUAL(store_set_campaign_state(f.store, f.campaign, "stopped", "Ctrl-C", &err),
                    0);
    CU_ASSERT_EQUAL(store_set_campaign_state(f.store, 99, "stopped", NULL, &err), -ENOENT);
    CU_ASSERT_EQUAL(store_set_campaign_state(f.store, f.campaign, "lost", NULL, &err), -EINVAL);
    CU_ASSERT_EQUAL(
        store_set_cell_build(f.store, f.cells[1], STORE_ABSENT, NULL, "no rustc here", &err),
        0);
    CU_ASSERT_EQUAL(
        store_set_cell_build(f.store, f.cells[0], STORE_ABSENT, "[\"./c\"]", NULL, &err), 0);
    CU_ASSERT_EQUAL(
        store_set_cell_build(f.store, f.cells[0], STORE_ABSENT, NULL, "failed twice", &err), 0);
    char *cells = fixture_ask(&f, "cells");
    CU_ASSERT_PTR_NOT_NULL(strstr(cells, " [\"./c\"] - 1000000000 failed twice "));
    free(cells);
    CU_ASSERT_EQUAL(store_set_cell_build(f.store, f.cells[0], STORE_ABSENT, NULL, NULL, &err),
                    0);
    fixture_place(&f, STORE_TRIAL, f.cells[0], 0);
    fixture_place(&f, STORE_TRIAL, f.cells[1], 0);
    char *text = fixture_ask(&f, "campaign");
    CU_ASSERT_PTR_NOT_NULL(strstr(text, " run process 7 stopped Ctrl-C 11 {} "));
    free(text);
    text = fixture_ask(&f, "plan");
    CU_ASSERT_STRING_EQUAL(text, "1 1 0 trial 0 -|2 2 0 trial 1 no rustc here|");
    free(text);
    fixture_close(&f);
}

static void store_keeps_what_a_cells_runs_get_done(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    CU_ASSERT_EQUAL(store_set_cell_work(f.store, f.cells[0], 4350, "node", &err), 0);
    CU_ASSERT_EQUAL(store_set_cell_work(f.store, f.cells[0], 0, "node", &err), -EINVAL);
    CU_ASSERT_EQUAL(store_set_cell_work(f.store, 99, 1, "node", &err), -ENOENT);
    char *cells = fixture_ask(&f, "cells");
    CU_ASSERT_PTR_NOT_NULL(strstr(cells, " 4350 node "));
    free(cells);
    fixture_close(&f);
}

static int count_rows(void *context, const struct store_row *row, struct err *err)
{
    (void)row, (void)err;
    return ++*(int *)context == 1 ? 42 : 0;
}

static void store_stops_a_visit_when_the_visitor_says_so(void)
{
    struct fixture f;
    struct err err;
    int rows = 0;

    fixture_open(&f, "");
    struct store_argument campaign = {":campaign", f.campaign, NULL};
    CU_ASSERT_EQUAL(store_visit(f.store, "cells", &campaign, 1, count_rows, &rows, &err), 42);
    CU_ASSERT_EQUAL(rows, 1);
    CU_ASSERT_EQUAL(store_visit(f.store, "none", NULL, 0, count_rows, &rows, &err), -EINVAL);
    campaign.name = ":champaign";
    CU_ASSERT_EQUAL(store_visit(f.store, "cells", &campaign, 1, count_rows, &rows, &err),
                    -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, ":champaign"));
    fixture_close(&f);
}

static int ignore_row(void *context, const struct store_row *row, struct err *err)
{
    (void)context, (void)row, (void)err;
    return 0;
}

static void store_can_ask_every_question(void)
{
    struct fixture f;
    struct err err;
    int queries = 0;

    fixture_open(&f, "");
    for (const struct embedded *q = embedded_queries; q->name != NULL; q++, queries++)
        if (store_visit(f.store, q->name, NULL, 0, ignore_row, NULL, &err) != 0)
            CU_FAIL(q->name);
    CU_ASSERT(queries > 10);
    fixture_close(&f);
}

static void store_numbers_migrations_without_a_gap(void)
{
    long expected = 1;

    for (const struct embedded *m = embedded_schema; m->name != NULL; m++)
        CU_ASSERT_EQUAL(strtol(m->name, NULL, 10), expected++);
    CU_ASSERT(expected > 1);
}

static const struct suite_test tests[] = {
    TEST(store_gives_the_same_row_for_the_same_digest),
    TEST(store_keeps_a_trial_with_all_that_belongs_to_it),
    TEST(store_keeps_nothing_of_a_trial_that_breaks_a_rule),
    TEST(store_forgets_events_that_were_rolled_back),
    TEST(store_refuses_to_fill_a_place_twice),
    TEST(store_refuses_joules_that_cannot_be_traced),
    TEST(store_stores_absent_values_as_null),
    TEST(store_tells_what_is_left_of_a_plan),
    TEST(store_finds_the_newest_campaign_of_a_kind),
    TEST(store_changes_a_campaigns_state_and_a_cells_build),
    TEST(store_keeps_what_a_cells_runs_get_done),
    TEST(store_stops_a_visit_when_the_visitor_says_so),
    TEST(store_can_ask_every_question),
    TEST(store_numbers_migrations_without_a_gap),
    {NULL, NULL},
};
const struct suite suite_store = {"store", tests};
