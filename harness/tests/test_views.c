/* SPDX-License-Identifier: MIT
 * Tests of results/schema's views on rows whose answers were worked out by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "store_fixture.h"
#include "suite.h"

/* The fixture's tick is 1000 ns. */
static int64_t add(struct fixture *f, int64_t place, int64_t start_ns, int64_t end_ns,
                   const struct store_reading *readings, size_t count)
{
    struct store_trial trial = fixture_trial(f, place);
    struct err err = {""};

    trial.start_mono_ns = start_ns;
    trial.end_mono_ns = end_ns;
    trial.edge_mono_ns = start_ns - 10;
    trial.next_edge_mono_ns = end_ns + 250;
    trial.readings = readings;
    trial.reading_count = count;
    if (store_add_trial(f->store, &trial, &err) != 0)
        CU_FAIL(err.text);
    return place;
}

/* An idle window of POWER nanojoules a nanosecond (watts), of 1010 + 250 ns from edge to edge.
 */
static void add_idle(struct fixture *f, int64_t place, int64_t start_ns, int64_t power_w,
                     const char *status)
{
    struct store_reading reading = {f->certificate, 0, 1010 * power_w, 1260 * power_w, 1};
    struct store_trial trial = fixture_trial(f, place);
    struct err err = {""};

    trial.start_mono_ns = start_ns;
    trial.end_mono_ns = start_ns + 1000;
    trial.edge_mono_ns = start_ns - 10;
    trial.next_edge_mono_ns = start_ns + 1250;
    trial.user_ns = trial.system_ns = trial.max_rss_bytes = STORE_ABSENT;
    trial.exit_code = STORE_ABSENT;
    trial.status = status;
    trial.reason = strcmp(status, "ok") == 0 ? NULL : "somebody else worked";
    trial.readings = &reading;
    trial.reading_count = 1;
    if (store_add_trial(f->store, &trial, &err) != 0)
        CU_FAIL(err.text);
}

static int64_t add_channel(struct fixture *f, int64_t channel, const char *domain,
                           const char *verdict)
{
    struct store_certificate certificate = fixture_certificate(f, channel, domain);
    struct err err;
    int64_t id = 0;

    certificate.verdict = verdict;
    CU_ASSERT_EQUAL(store_add_certificate(f->store, &certificate, &id, &err), 0);
    return id;
}

static void expect(struct fixture *f, const char *query, const char *expected)
{
    char *text = fixture_ask(f, query);

    CU_ASSERT_STRING_EQUAL(text, expected);
    if (strcmp(text, expected) != 0)
        printf("\n  %s:\n  is       %s\n  expected %s\n", query, text, expected);
    free(text);
}

/* E = 50000 - 10000 + (52000 - 50000) * (1 - 250 / 1000) = 41500; window 2010 ns. */
static void v_energy_completes_the_last_tick(void)
{
    struct fixture f;

    fixture_open(&f, "");
    struct store_reading reading = {f.certificate, 10000, 50000, 52000, 415};
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0), 1000, 3000, &reading, 1);
    /* 416 > 1 % of 41500: quantised. */
    reading.error_nj = 416;
    add(&f, fixture_place(&f, STORE_WARMUP, f.cells[1], 0), 5000, 7000, &reading, 1);
    expect(&f, "energies",
           "1 0 0 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2010 41500 415 0 "
           "20.6467662 - - 1 1|"
           "2 0 1 warmup ok 0 package 0 0 rapl-perf libpfm4 pass 2010 41500 416 1 "
           "20.6467662 - - 1 2|");
    fixture_close(&f);
}

/* The next edge may be seen late (share 0) or at once (share 1): never outside that. */
static void v_energy_takes_no_more_than_a_tick_and_no_less_than_none(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_reading reading = {f.certificate, 0, 1000, 1800, 0};
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0));
    trial.readings = &reading;
    trial.reading_count = 1;
    trial.edge_mono_ns = 1000;
    trial.next_edge_mono_ns = 3000 + 1500;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    trial.plan_id = fixture_place(&f, STORE_TRIAL, f.cells[1], 0);
    trial.next_edge_mono_ns = 3000;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    expect(&f, "energies",
           "1 0 0 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2000 1000 0 0 0.5 - - 1 1|"
           "2 0 1 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2000 1800 0 0 0.9 - - 1 2|");
    fixture_close(&f);
}

static void v_energy_is_null_where_the_last_tick_cannot_be_completed(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_reading reading = {f.certificate, 0, 1000, 1800, 0};
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0));
    trial.readings = &reading;
    trial.reading_count = 1;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    trial.plan_id = fixture_place(&f, STORE_TRIAL, f.cells[1], 0);
    reading.next_nj = 1000; /* as an import gives it: there are no ticks */
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    expect(&f, "energies",
           "1 0 0 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2000 - 0 - - - - 1 1|"
           "2 0 1 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2000 1000 0 0 0.5 - - 1 2|");
    fixture_close(&f);
}

static void v_energy_leaves_out_channels_that_failed_their_certificate(void)
{
    struct fixture f;

    fixture_open(&f, "");
    int64_t idle = add_channel(&f, 1, "uncore", "idle");
    int64_t dead = add_channel(&f, 2, "dram", "dead");
    struct store_reading readings[] = {
        {f.certificate, 0, 1000, 1000, 1}, {idle, 0, 0, 0, 1}, {dead, 0, 500, 500, 1}};
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0), 1010, 3010, readings, 3);
    expect(&f, "energies",
           "1 0 0 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2010 1000 1 0 "
           "0.497512438 - - 1 1|"
           "1 0 0 trial ok 1 uncore 0 0 rapl-perf libpfm4 idle 2010 0 1 1 0 - - 1 1|");
    fixture_close(&f);
}

/* Windows of 2 W around 1500 ns and of 6 W around 9500 ns; a trial around 3500 ns lies at a
 * quarter: 3 W. Net = 41500 - 3 * 2010 = 35470. */
static void v_energy_interpolates_idle_power_between_the_nearest_windows(void)
{
    struct fixture f;

    fixture_open(&f, "");
    struct store_reading reading = {f.certificate, 10000, 50000, 52000, 1};
    add_idle(&f, fixture_place(&f, STORE_IDLE, STORE_ABSENT, 0), 1000, 2, "ok");
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0), 2500, 4500, &reading, 1);
    fixture_place(&f, STORE_IDLE, STORE_ABSENT, 1); /* none was due */
    add_idle(&f, fixture_place(&f, STORE_IDLE, STORE_ABSENT, 1), 6000, 100, "disturbed");
    add_idle(&f, fixture_place(&f, STORE_IDLE, STORE_ABSENT, 2), 9000, 6, "ok");
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 2), 12000, 14000, &reading, 1);
    expect(&f, "energies",
           "2 0 0 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2010 41500 1 0 "
           "20.6467662 3 35470 1 2|"
           "6 2 0 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2010 41500 1 0 "
           "20.6467662 6 29440 1 6|");
    expect(&f, "idle",
           "1 0 ok 0 package 0 0 rapl-perf libpfm4 pass 1260 2520 2 1000 5 1|"
           "4 1 disturbed 0 package 0 0 rapl-perf libpfm4 pass 1260 126000 100 6000 5 1|"
           "5 2 ok 0 package 0 0 rapl-perf libpfm4 pass 1260 7560 6 9000 5 1|");
    fixture_close(&f);
}

/* Another session's clock and counters say nothing about this one's. */
static void v_energy_uses_idle_windows_of_its_own_session_only(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_reading reading = {f.certificate, 0, 1000, 1000, 1};
    add_idle(&f, fixture_place(&f, STORE_IDLE, STORE_ABSENT, 0), 1000, 2, "ok");
    struct store_session session = fixture_session(&f);
    CU_ASSERT_EQUAL(store_add_session(f.store, &session, &f.session, &err), 0);
    reading.certificate_id = add_channel(&f, 0, "package", "pass");
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0), 2500, 4500, &reading, 1);
    expect(&f, "energies",
           "2 0 0 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2010 1000 1 0 "
           "0.497512438 - - 2 2|");
    /* Its own window counts although the other session's seems nearer: 1000 - 503 (0.25 W in
     * 2010 ns). */
    reading = (struct store_reading){reading.certificate_id, 0, 315, 315, 1};
    struct store_trial idle = fixture_trial(&f, fixture_place(&f, STORE_IDLE, STORE_ABSENT, 0));
    idle.start_mono_ns = 100;
    idle.end_mono_ns = 1360;
    idle.user_ns = idle.system_ns = idle.max_rss_bytes = idle.exit_code = STORE_ABSENT;
    idle.readings = &reading;
    idle.reading_count = 1;
    CU_ASSERT_EQUAL(store_add_trial(f.store, &idle, &err), 0);
    expect(&f, "energies",
           "2 0 0 trial ok 0 package 0 0 rapl-perf libpfm4 pass 2010 1000 1 0 "
           "0.497512438 0.25 497 2 2|");
    fixture_close(&f);
}

static void v_ratio_pairs_the_admissible_trials_of_a_block(void)
{
    struct fixture f;
    struct err err = {""};

    fixture_open(&f, "");
    struct store_reading one = {f.certificate, 0, 1000, 1000, 1};
    struct store_reading three = {f.certificate, 0, 3000, 3000, 1};
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0), 1000, 2000, &one, 1);
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[1], 0), 3000, 5000, &three, 1);
    /* In the second block one is missing: no ratio. */
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[1], 1), 6000, 7000, &one, 1);
    struct store_trial wrong = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 1));
    wrong.status = "wrong-answer";
    wrong.reason = "digest differs";
    CU_ASSERT_EQUAL(store_add_trial(f.store, &wrong, &err), 0);

    expect(&f, "ratios",
           "0 n-body ref n-body/rust n-body/c 2 1 1 3 - rapl-perf|"
           "0 n-body ref n-body/c n-body/rust 0.5 1 1 0.333333333 - rapl-perf|");
    fixture_close(&f);
}

/* A ratio of joules needs the same channels on both sides. */
static void v_ratio_has_no_energy_where_the_sources_differ(void)
{
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    struct store_reading reading = {f.certificate, 0, 1000, 1000, 1};
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 0), 1000, 2000, &reading, 1);
    struct store_session session = fixture_session(&f);
    session.energy_source = "simulated";
    CU_ASSERT_EQUAL(store_add_session(f.store, &session, &f.session, &err), 0);
    struct store_certificate certificate = fixture_certificate(&f, 0, "package");
    certificate.source = "simulated";
    CU_ASSERT_EQUAL(store_add_certificate(f.store, &certificate, &reading.certificate_id, &err),
                    0);
    add(&f, fixture_place(&f, STORE_TRIAL, f.cells[1], 0), 1000, 2000, &reading, 1);
    expect(&f, "ratios",
           "0 n-body ref n-body/rust n-body/c 1 1 1 - - simulated|"
           "0 n-body ref n-body/c n-body/rust 1 1 1 - - rapl-perf|");
    fixture_close(&f);
}

static const struct suite_test tests[] = {
    TEST(v_energy_completes_the_last_tick),
    TEST(v_energy_takes_no_more_than_a_tick_and_no_less_than_none),
    TEST(v_energy_is_null_where_the_last_tick_cannot_be_completed),
    TEST(v_energy_leaves_out_channels_that_failed_their_certificate),
    TEST(v_energy_interpolates_idle_power_between_the_nearest_windows),
    TEST(v_energy_uses_idle_windows_of_its_own_session_only),
    TEST(v_ratio_pairs_the_admissible_trials_of_a_block),
    TEST(v_ratio_has_no_energy_where_the_sources_differ),
    {NULL, NULL},
};
const struct suite suite_views = {"views", tests};
