/* SPDX-License-Identifier: MIT
 * Tests of judge/history on invented campaigns, one a day. SIMULATED, not measurements. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "judge/history.h"
#include "store_fixture.h"
#include "suite.h"

static const struct history_request usual = {
    .metrics = {METRIC_WALL},
    .metric_count = 1,
    .since_unix_ns = STORE_ABSENT,
    .terms = {.alpha = 0.001, .level = 0.95, .seed = 1},
};

static const int64_t day_ns = INT64_C(86400) * NS_PER_S;

/* What a campaign is made with. */
struct day {
    int64_t number, host_state, toolchain, study;
    const char *flags;
    int64_t wall_ns[2]; /* of C and Rust; 0: no trial */
};

static int64_t put_toolchain(struct fixture *f, unsigned char digest, const char *version)
{
    struct store_toolchain row = {.digest = fixture_digest(digest),
                                  .language = "c",
                                  .name = "gcc",
                                  .version = version,
                                  .path = "gcc"};
    struct err err;
    int64_t id = 0;

    CU_ASSERT_EQUAL_FATAL(store_put_toolchain(f->store, &row, &id, &err), 0);
    return id;
}

static int64_t put_host(struct fixture *f, unsigned char digest, int64_t memory_bytes)
{
    struct store_machine machine = {
        .digest = fixture_digest(digest),
        .cpu_model = "Another CPU",
        .cpu_family = STORE_ABSENT,
        .cpu_model_number = STORE_ABSENT,
        .cpu_stepping = STORE_ABSENT,
        .packages = 1,
        .cores = 8,
        .threads = 16,
        .memory_bytes = memory_bytes,
    };
    struct store_host_state state = {
        .digest = fixture_digest((unsigned char)(digest + 1)),
        .kernel = "6.5.0",
        .turbo = STORE_ABSENT,
        .smt = STORE_ABSENT,
        .aslr = 2,
        .sgx = STORE_ABSENT,
        .min_frequency_hz = STORE_ABSENT,
        .max_frequency_hz = STORE_ABSENT,
        .perf_event_paranoid = 2,
    };
    struct err err;
    int64_t id = 0;

    CU_ASSERT_EQUAL_FATAL(store_put_machine(f->store, &machine, &state.machine_id, &err), 0);
    CU_ASSERT_EQUAL_FATAL(store_put_host_state(f->store, &state, &id, &err), 0);
    return id;
}

static void add_cell(struct fixture *f, int i, const struct day *day)
{
    static const char *const languages[] = {"c", "rust"};
    struct store_cell cell = {
        .campaign_id = f->campaign,
        .ordinal = i,
        .workload = "n-body",
        .language = languages[i],
        .variant = "plain",
        .flags = day->flags != NULL ? day->flags : "native",
        .size = "ref",
        .label = languages[i],
        .n = 1000,
        .seed = STORE_ABSENT,
        .threads = 1,
        .deadline_ns = 1000000000,
        .toolchain_id = day->toolchain,
        .implementation_id = STORE_ABSENT,
        .tolerance = NAN,
    };
    struct err err;

    CU_ASSERT_EQUAL_FATAL(store_add_cell(f->store, &cell, &f->cells[i], &err), 0);
}

/* Seven trials of one program, a hair apart. */
static void add_trials(struct fixture *f, int i, int64_t wall_ns)
{
    for (int64_t block = 1; block <= 7 && wall_ns > 0; block++) {
        struct store_trial trial =
            fixture_trial(f, fixture_place(f, STORE_TRIAL, f->cells[i], block));
        struct err err = {""};
        trial.end_mono_ns = trial.start_mono_ns + wall_ns + block - 4;
        if (store_add_trial(f->store, &trial, &err) < 0)
            CU_FAIL(err.text);
    }
}

static int64_t add_day(struct fixture *f, const struct day *day)
{
    char uuid[32];
    struct store_campaign campaign = {
        .uuid = uuid,
        .kind = "run",
        .selection = "{}",
        .mode = "process",
        .seed = 7,
        .created_unix_ns = (day->number + 1) * day_ns,
        .tool_version = "0.1.0",
        .study_id = day->study,
    };
    struct err err;

    snprintf(uuid, sizeof(uuid), "day-%lld", (long long)day->number);
    CU_ASSERT_EQUAL_FATAL(store_add_campaign(f->store, &campaign, &f->campaign, &err), 0);
    f->places = 0;
    if (day->host_state != STORE_ABSENT)
        f->host_state = day->host_state;
    struct store_session session = fixture_session(f);
    CU_ASSERT_EQUAL_FATAL(store_add_session(f->store, &session, &f->session, &err), 0);
    for (int i = 0; i < 2; i++) {
        add_cell(f, i, day);
        add_trials(f, i, day->wall_ns[i]);
    }
    return f->campaign;
}

/* From day to day it goes up and down by a few thousandths. */
static int64_t noise(int64_t day)
{
    return (day * 7919) % 13 * 500 - 3000;
}

static struct day plain_day(int64_t number)
{
    return (struct day){.number = number,
                        .host_state = STORE_ABSENT,
                        .toolchain = STORE_ABSENT,
                        .study = STORE_ABSENT,
                        .wall_ns = {1000000 + noise(number), 2000000 + 2 * noise(number + 5)}};
}

static void add_days(struct fixture *f, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        struct day day = plain_day(i);
        add_day(f, &day);
    }
}

static struct history *make(const struct fixture *f, size_t sources,
                            const struct history_request *request)
{
    static const char *const names[] = {"one.db", "two.db"};
    struct history_source source[2];
    struct history *h = NULL;
    struct err err = {""};

    for (size_t i = 0; i < sources; i++)
        source[i] = (struct history_source){names[i], f->store};
    if (history_make(&h, source, sources, request, &err) < 0)
        CU_FAIL_FATAL(err.text);
    return h;
}

static void another_machine_begins_a_new_series_and_is_no_alert(void)
{
    struct fixture f;
    struct history *h;

    fixture_open(&f, "");
    add_days(&f, 20);
    int64_t other = put_host(&f, 70, INT64_C(8) << 30);
    for (int64_t i = 20; i < 40; i++) {
        struct day day = plain_day(i);
        day.host_state = other;
        day.wall_ns[0] /= 2;
        day.wall_ns[1] /= 2;
        add_day(&f, &day);
    }
    h = make(&f, 1, &usual);
    CU_ASSERT_EQUAL(h->machine_count, 2);
    CU_ASSERT_STRING_EQUAL(h->machines[1].session->cpu_model, "Another CPU");
    CU_ASSERT_EQUAL(strlen(h->machines[1].fingerprint), 64);
    CU_ASSERT_EQUAL_FATAL(h->series_count, 4);
    for (size_t i = 0; i < 4; i++) {
        CU_ASSERT_STRING_EQUAL(h->series[i].name, i < 2 ? "n-body/c" : "n-body/rust");
        CU_ASSERT_EQUAL(h->series[i].machine, i % 2);
        CU_ASSERT_EQUAL(h->series[i].count, 20);
        CU_ASSERT(h->series[i].detectable > 0.001 && h->series[i].detectable < 0.02);
    }
    CU_ASSERT_EQUAL(h->series[0].points[3].figure.median, (double)plain_day(3).wall_ns[0]);
    CU_ASSERT_EQUAL(h->series[0].points[3].figure.count, 7);
    CU_ASSERT_EQUAL(h->alert_count, 0);
    history_free(h);
    fixture_close(&f);
}

static void a_shift_says_between_which_campaigns_and_what_else_changed(void)
{
    struct fixture f;
    struct history *h;
    int64_t last_old = 0;

    fixture_open(&f, "");
    int64_t gcc12 = put_toolchain(&f, 60, "gcc (Debian) 12.2.0"),
            gcc13 = put_toolchain(&f, 61, "gcc (Debian) 13.1.0");
    for (int64_t i = 0; i < 40; i++) {
        struct day day = plain_day(i);
        day.toolchain = i < 25 ? gcc12 : gcc13;
        day.wall_ns[0] = day.wall_ns[0] * (i < 25 ? 100 : 105) / 100;
        int64_t campaign = add_day(&f, &day);
        if (i == 24)
            last_old = campaign;
    }
    h = make(&f, 1, &usual);
    CU_ASSERT_EQUAL(h->series_count, 2); /* another version goes on in it */
    CU_ASSERT_EQUAL_FATAL(h->alert_count, 1);
    const struct history_alert *a = &h->alerts[0];
    CU_ASSERT_STRING_EQUAL(h->series[a->series].name, "n-body/c");
    CU_ASSERT_EQUAL(a->change->kind, HISTORY_SHIFT);
    CU_ASSERT_EQUAL(a->before->campaign->result->id, last_old);
    CU_ASSERT_EQUAL(a->after->campaign->result->id, last_old + 1);
    CU_ASSERT_DOUBLE_EQUAL(a->change->size.ratio, 1.05, 0.003);
    CU_ASSERT(a->decides);
    CU_ASSERT_EQUAL_FATAL(a->beside_count, 1);
    CU_ASSERT_STRING_EQUAL(a->beside[0].what, "toolchain");
    CU_ASSERT_STRING_EQUAL(a->beside[0].first, "gcc 12.2.0");
    CU_ASSERT_STRING_EQUAL(a->beside[0].second, "gcc 13.1.0");
    CU_ASSERT_EQUAL(history_count(h, SIZE_MAX, HISTORY_SHIFT), 1);
    CU_ASSERT_EQUAL(history_count(h, 1, HISTORY_SHIFT), 0);
    CU_ASSERT_EQUAL(history_count(h, SIZE_MAX, HISTORY_DRIFT), 0);
    history_free(h);
    fixture_close(&f);
}

static void a_campaign_of_two_databases_is_one_point(void)
{
    struct fixture f;
    struct history *h;

    fixture_open(&f, "");
    add_days(&f, 5);
    h = make(&f, 2, &usual);
    CU_ASSERT_EQUAL(h->repeated, 6); /* with the fixture's own */
    CU_ASSERT_EQUAL(h->campaign_count, 6);
    CU_ASSERT_EQUAL(h->series[0].count, 5);
    CU_ASSERT_STRING_EQUAL(h->campaigns[5].database, "one.db");
    CU_ASSERT_EQUAL(history_short(h), 2);
    CU_ASSERT(isnan(h->series[0].detectable));
    history_free(h);
    fixture_close(&f);
}

static void what_is_older_or_has_no_place_is_left_out(void)
{
    struct fixture f;
    struct history *h;
    struct err err = {""};
    struct history_request since = usual;
    struct store_study study = {
        .digest = fixture_digest(9), .format = "f", .title = "t", .source = "s", .unix_ns = 1};

    fixture_open(&f, "");
    add_days(&f, 5);
    struct day imported = plain_day(5), moved = plain_day(6), empty = plain_day(7);
    if (store_add_study(f.store, &study, &imported.study, &err) < 0)
        CU_FAIL_FATAL(err.text);
    add_day(&f, &imported);
    add_day(&f, &moved);
    struct store_session elsewhere = fixture_session(&f);
    elsewhere.host_state_id = put_host(&f, 70, 1);
    CU_ASSERT_EQUAL(store_add_session(f.store, &elsewhere, &f.session, &err), 0);
    empty.wall_ns[0] = empty.wall_ns[1] = 0;
    add_day(&f, &empty);
    since.since_unix_ns = 3 * day_ns;
    h = make(&f, 1, &since);
    CU_ASSERT_EQUAL(h->imported, 1);
    CU_ASSERT_EQUAL(h->moved, 1);
    CU_ASSERT_EQUAL(h->campaign_count, 4); /* days 2, 3, 4 and the empty one */
    CU_ASSERT_EQUAL(h->series[0].count, 3);
    history_free(h);
    struct history_source source = {"one.db", f.store};
    since.since_unix_ns = 100 * day_ns;
    CU_ASSERT_EQUAL(history_make(&h, &source, 1, &since, &err), -ENOENT);
    fixture_close(&f);
}

static void what_tells_series_apart_is_in_their_names(void)
{
    struct fixture f;
    struct history *h;

    fixture_open(&f, "");
    add_days(&f, 3);
    struct day fast = plain_day(3);
    fast.flags = "fast";
    add_day(&f, &fast);
    h = make(&f, 1, &usual);
    CU_ASSERT_EQUAL_FATAL(h->series_count, 4);
    CU_ASSERT_STRING_EQUAL(h->series[0].name, "n-body/c fast");
    CU_ASSERT_STRING_EQUAL(h->series[1].name, "n-body/c native");
    CU_ASSERT_EQUAL(h->series[1].count, 3);
    history_free(h);
    fixture_close(&f);
}

static void joules_are_asked_for_where_most_campaigns_measured_them(void)
{
    struct fixture f;
    struct history *h;
    struct history_request any = usual;

    fixture_open(&f, "");
    add_days(&f, 3);
    any.metric_count = 0;
    h = make(&f, 1, &any); /* the sessions have a meter, no trial has a reading */
    CU_ASSERT_EQUAL_FATAL(h->request.metric_count, 1);
    CU_ASSERT_EQUAL(h->request.metrics[0], METRIC_WALL);
    history_free(h);
    fixture_close(&f);
}

static const struct suite_test tests[] = {
    TEST(another_machine_begins_a_new_series_and_is_no_alert),
    TEST(a_shift_says_between_which_campaigns_and_what_else_changed),
    TEST(a_campaign_of_two_databases_is_one_point),
    TEST(what_is_older_or_has_no_place_is_left_out),
    TEST(what_tells_series_apart_is_in_their_names),
    TEST(joules_are_asked_for_where_most_campaigns_measured_them),
    {NULL, NULL},
};

const struct suite suite_history = {"history", tests};
