/* SPDX-License-Identifier: MIT
 * Tests of judge/trace: which trial's power is shown, and that all packages are in it. */
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "judge/reader.h"
#include "judge/trace.h"
#include "store_fixture.h"
#include "suite.h"

enum { POINTS = 3 };

/* A trial of a cell that takes WALL_NS; its two packages, where SECOND is the other's
 * certificate, show 20 and 30 W from 100 ns after its start on. */
static void add(struct fixture *f, int64_t second, int cell, int64_t block, int64_t wall_ns,
                enum store_plan_kind kind, const char *status)
{
    struct store_trial trial = fixture_trial(
        f, fixture_place(f, kind, kind == STORE_IDLE ? STORE_ABSENT : f->cells[cell], block));
    struct store_reading readings[2] = {{f->certificate, 0, 8 * wall_ns, 8 * wall_ns, 1},
                                        {second, 0, 2 * wall_ns, 2 * wall_ns, 1}};
    int64_t ns[POINTS], nj[2][POINTS];
    struct store_trace traces[2] = {{f->certificate, ns, nj[0], POINTS},
                                    {second, ns, nj[1], POINTS}};
    struct err err = {""};

    trial.start_mono_ns = 100000 * block;
    trial.end_mono_ns = trial.start_mono_ns + wall_ns;
    trial.status = status;
    trial.reason = strcmp(status, "ok") == 0 ? NULL : "it says 3";
    for (int i = 0; i < POINTS; i++) {
        ns[i] = trial.start_mono_ns + 100 + i * wall_ns / POINTS;
        nj[0][i] = 5000 + 20 * (ns[i] - ns[0]);
        nj[1][i] = 70 + 30 * (ns[i] - ns[0]);
    }
    if (kind == STORE_IDLE)
        trial.user_ns = trial.system_ns = trial.max_rss_bytes = STORE_ABSENT;
    trial.readings = readings;
    trial.reading_count = 2;
    trial.traces = traces;
    trial.trace_count = kind == STORE_IDLE ? 0 : 2;
    if (store_add_trial(f->store, &trial, &err) < 0)
        CU_FAIL(err.text);
}

static int64_t add_package(struct fixture *f)
{
    struct store_certificate certificate = fixture_certificate(f, 1, "package");
    struct err err = {""};
    int64_t id = 0;

    certificate.package = 1;
    if (store_add_certificate(f->store, &certificate, &id, &err) < 0)
        CU_FAIL_FATAL(err.text);
    return id;
}

static void a_trace_is_of_the_median_trial_and_of_all_packages(void)
{
    static const int64_t walls[] = {9000, 3000, 6000, 12000};
    struct fixture f;
    struct result *r = NULL;
    struct trace_set set;
    struct err err = {""};

    fixture_open(&f, "");
    int64_t second = add_package(&f);
    add(&f, second, 0, 0, 40000, STORE_IDLE, "ok");
    add(&f, second, 0, 0, 50, STORE_WARMUP, "ok");
    for (size_t i = 0; i < ARRAY_SIZE(walls); i++)
        add(&f, second, 0, (int64_t)i + 1, walls[i], STORE_TRIAL, "ok");
    add(&f, second, 0, 5, 60, STORE_TRIAL, "exit"); /* nobody looks at its power */
    add(&f, second, 1, 6, 4000, STORE_TRIAL, "ok");
    CU_ASSERT_EQUAL_FATAL(reader_load(&r, f.store, f.campaign, &err), 0);
    if (trace_load(&set, r, f.store, &err) < 0)
        CU_FAIL_FATAL(err.text);
    CU_ASSERT_EQUAL_FATAL(set.count, 2);
    CU_ASSERT_STRING_EQUAL(set.source, "rapl-perf");
    CU_ASSERT_DOUBLE_EQUAL(set.idle_w, 8 + 2, 1e-9);
    const struct trace *c = &set.traces[0];
    CU_ASSERT_STRING_EQUAL(c->cell->label, "n-body/c");
    CU_ASSERT_EQUAL(c->trials, 4);
    CU_ASSERT_EQUAL(c->wall_ns, 6000); /* the shorter of the two in the middle */
    CU_ASSERT_EQUAL_FATAL(c->count, POINTS);
    CU_ASSERT_EQUAL(c->ns[0], 100);
    CU_ASSERT_EQUAL(c->ns[2], 4100);
    CU_ASSERT_EQUAL(c->energy_nj[0], 0);
    CU_ASSERT_EQUAL(c->energy_nj[2], (20 + 30) * 4000);
    CU_ASSERT_EQUAL(set.traces[1].trials, 1);
    trace_free(&set);
    result_free(r);
    fixture_close(&f);
}

static void without_traces_there_are_none(void)
{
    struct fixture f;
    struct result *r = NULL;
    struct trace_set set;
    struct err err = {""};

    fixture_open(&f, "");
    struct store_trial trial = fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], 1));
    CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    CU_ASSERT_EQUAL_FATAL(reader_load(&r, f.store, f.campaign, &err), 0);
    CU_ASSERT_EQUAL(trace_load(&set, r, f.store, &err), 0);
    CU_ASSERT_EQUAL(set.count, 0);
    CU_ASSERT(isnan(set.idle_w));
    trace_free(&set);
    result_free(r);
    fixture_close(&f);
}

static const struct suite_test tests[] = {
    TEST(a_trace_is_of_the_median_trial_and_of_all_packages),
    TEST(without_traces_there_are_none),
    {NULL, NULL},
};
const struct suite suite_trace = {"trace", tests};
