/* SPDX-License-Identifier: MIT
 * Tests of judge/result and judge/builder. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "result_fixture.h"
#include "suite.h"

#define MS INT64_C(1000000)

static struct result *two_cells(void)
{
    struct result *r = fixture_empty("rapl-perf");

    r->cells = arena_alloc(&r->arena, 2, sizeof(*r->cells));
    fixture_cell(r, 0, 0, 8);
    fixture_cell(r, 0, 1, 8);
    return r;
}

static struct builder_trial trial(int64_t id, int64_t block, size_t cell, int64_t wall_ms)
{
    return (struct builder_trial){.id = id,
                                  .session = 1,
                                  .ordinal = id,
                                  .block = block,
                                  .cell = (uint32_t)cell,
                                  .status = RESULT_OK,
                                  .wall_ns = wall_ms * MS,
                                  .user_ns = wall_ms * MS,
                                  .system_ns = 0,
                                  .max_rss_bytes = STORE_ABSENT,
                                  .other_ns = 0};
}

static void add_package(struct builder *b, int64_t id, int64_t package, const char *source,
                        double nj)
{
    const struct builder_channel channel = {
        .domain = "package", .source = source, .resolver = "libpfm4", .package = package};
    struct builder_energy energy = {.trial = id,
                                    .channel = builder_put_channel(b, &channel),
                                    .gross_nj = nj,
                                    .net_nj = NAN,
                                    .error_nj = 1e6};
    builder_add_energy(b, &energy);
}

static void a_failed_trial_is_counted_and_never_averaged(void)
{
    struct result *r = two_cells();
    struct builder b = {.result = r};

    for (int64_t i = 0; i < 8; i++) {
        struct builder_trial t = trial(i + 1, i, 0, 2000 + i);
        if (i == 3) {
            t.status = RESULT_WRONG_ANSWER;
            t.wall_ns = 1;
        }
        if (i == 4) {
            t.status = RESULT_TIMEOUT;
            t.wall_ns = 90000 * MS;
        }
        builder_add_trial(&b, &t);
    }
    builder_finish(&b, 10 * MS);
    const struct result_cell *c = &r->cells[0];
    struct result_figure figure = result_figure(&c->metric[METRIC_WALL]);
    CU_ASSERT_EQUAL(c->planned, 8);
    CU_ASSERT_EQUAL(c->done, 8);
    CU_ASSERT_EQUAL(c->admissible, 6);
    CU_ASSERT_EQUAL(c->status[RESULT_WRONG_ANSWER], 1);
    CU_ASSERT_EQUAL(c->status[RESULT_TIMEOUT], 1);
    CU_ASSERT_EQUAL(figure.count, 6);
    CU_ASSERT_EQUAL(figure.median, (double)(2003500 * MS) / 1000);
    CU_ASSERT_EQUAL(figure.ci.low, (double)(2000 * MS));
    CU_ASSERT_EQUAL(figure.ci.high, (double)(2007 * MS));
    CU_ASSERT_EQUAL(r->blocks, 6);
    CU_ASSERT_STRING_EQUAL(r->cells[1].metric[METRIC_WALL].reason, "no trial was run");
    CU_ASSERT_STRING_EQUAL(c->metric[METRIC_MEMORY].reason,
                           "a peak is below what the launcher itself occupies");
    result_free(r);
}

static void pairs_are_made_by_block(void)
{
    struct result *r = two_cells();
    struct builder b = {.result = r};

    /* Noise that grows from block to block and is the same in both arms. Block 2 lacks B, block
     * 5 lacks A. The order of adding does not matter. */
    for (int64_t i = 7; i >= 0; i--) {
        struct builder_trial ta = trial(2 * i + 1, i, 0, 1000 * (i + 1));
        struct builder_trial tb = trial(2 * i + 2, i, 1, 3000 * (i + 1));
        if (i != 5)
            builder_add_trial(&b, &ta);
        if (i != 2)
            builder_add_trial(&b, &tb);
    }
    builder_finish(&b, 10 * MS);
    struct effect effect = result_ratio(&r->cells[0], &r->cells[1], METRIC_WALL, RESULT_LEVEL);
    CU_ASSERT_EQUAL(effect.pairs, 6);
    CU_ASSERT_DOUBLE_EQUAL(effect.ratio, 3, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(effect.ci.high, 3, 1e-12);
    effect = result_ratio(&r->cells[0], &r->cells[1], METRIC_MEMORY, RESULT_LEVEL);
    CU_ASSERT_EQUAL(effect.pairs, 0);
    CU_ASSERT(isnan(effect.ratio));
    result_free(r);
}

static void a_disturbed_trial_is_set_aside_and_kept_for_the_eye(void)
{
    struct result *r = two_cells();
    struct builder b = {.result = r};

    for (int64_t i = 0; i < 8; i++) {
        struct builder_trial t = trial(i + 1, i, 0, 2000);
        if (i == 2)
            t.other_ns = 900 * MS;
        builder_add_trial(&b, &t);
    }
    builder_finish(&b, 10 * MS);
    CU_ASSERT_EQUAL(r->cells[0].admissible, 8);
    CU_ASSERT_EQUAL(r->cells[0].aside, 1);
    CU_ASSERT_EQUAL(r->cells[0].metric[METRIC_WALL].count, 7);
    CU_ASSERT_EQUAL(r->cells[0].set_aside[METRIC_WALL].count, 1);
    CU_ASSERT_EQUAL(r->cells[0].set_aside[METRIC_WALL].values[0].block, 2);
    CU_ASSERT_EQUAL(r->screen.aside, 1);
    result_free(r);
}

static void packages_are_summed_and_other_domains_are_not(void)
{
    struct result *r = two_cells();
    struct builder b = {.result = r};

    for (int64_t i = 0; i < 6; i++) {
        struct builder_trial t = trial(i + 1, i, 0, 2000);
        const struct builder_channel channel = {
            .domain = "dram", .source = "rapl-perf", .resolver = "libpfm4"};
        struct builder_energy dram = {.trial = i + 1,
                                      .channel = builder_put_channel(&b, &channel),
                                      .gross_nj = 5e9,
                                      .net_nj = 4e9,
                                      .error_nj = 1e6};
        builder_add_trial(&b, &t);
        add_package(&b, i + 1, 0, "rapl-perf", 30e9);
        builder_add_energy(&b, &dram);
        if (i != 4) /* one package missing: no sum */
            add_package(&b, i + 1, 1, "rapl-perf", 10e9);
    }
    builder_finish(&b, 10 * MS);
    const struct result_cell *c = &r->cells[0];
    CU_ASSERT_EQUAL(c->metric[METRIC_ENERGY].count, 5);
    CU_ASSERT_EQUAL(c->metric[METRIC_ENERGY].values[0].value, 40e9);
    CU_ASSERT_EQUAL(c->metric[METRIC_POWER].values[0].value, 20);
    CU_ASSERT_EQUAL(c->metric[METRIC_NET_ENERGY].count, 0);
    CU_ASSERT_STRING_EQUAL(c->metric[METRIC_NET_ENERGY].reason, "no idle window was measured");
    CU_ASSERT_EQUAL(c->channel_count, 3);
    CU_ASSERT_EQUAL(c->channels[0].nj.count, 6);
    CU_ASSERT_FALSE(c->quantised);
    CU_ASSERT_STRING_EQUAL(r->energy_source, "rapl-perf");
    CU_ASSERT_STRING_EQUAL(r->energy_resolver, "libpfm4");
    result_free(r);
}

static void a_simulation_never_joins_a_measurement(void)
{
    struct result *r = two_cells();
    struct builder b = {.result = r};

    for (int64_t i = 0; i < 8; i++) {
        struct builder_trial t = trial(i + 1, i, 0, 2000);
        t.session = i < 2 ? 1 : 2;
        builder_add_trial(&b, &t);
        add_package(&b, i + 1, 0, i < 2 ? "simulated" : "rapl-powercap", 50e6);
    }
    builder_finish(&b, 10 * MS);
    CU_ASSERT_STRING_EQUAL(r->energy_source, "rapl-powercap");
    CU_ASSERT_EQUAL(r->cells[0].metric[METRIC_ENERGY].count, 6);
    CU_ASSERT_EQUAL(r->energy_trials_elsewhere, 2);
    CU_ASSERT_EQUAL(r->cells[0].channel_count, 2);
    CU_ASSERT(r->cells[0].quantised); /* 1 mJ of 50 */
    CU_ASSERT_FALSE(result_is_measured("simulated"));
    CU_ASSERT_FALSE(result_is_measured("estimated"));
    CU_ASSERT(result_is_measured(r->energy_source));
    result_free(r);
}

static void a_channel_that_gave_nothing_is_not_the_source(void)
{
    const struct builder_channel better = {
        .domain = "package", .source = "rapl-perf", .resolver = "libpfm4"};
    struct result *r = two_cells();
    struct builder b = {.result = r};
    struct builder_trial t = trial(1, 1, 0, 2000);

    builder_put_channel(&b, &better);
    builder_add_trial(&b, &t);
    add_package(&b, 1, 0, "simulated", 30e9);
    CU_ASSERT_EQUAL(b.channel_count, 2);
    add_package(&b, 1, 1, "simulated", 10e9);
    CU_ASSERT_EQUAL(b.channel_count, 3);
    builder_finish(&b, 10 * MS);
    CU_ASSERT_STRING_EQUAL(r->energy_source, "simulated");
    CU_ASSERT_EQUAL_FATAL(r->cells[0].metric[METRIC_ENERGY].count, 1);
    CU_ASSERT_EQUAL(r->cells[0].metric[METRIC_ENERGY].values[0].value, 40e9);
    result_free(r);
}

static void absence_has_its_reason(void)
{
    struct result *r = fixture_result(2, 2, 6, "absent");

    CU_ASSERT_STRING_EQUAL(r->energy_source, "absent");
    CU_ASSERT_STRING_EQUAL(r->cells[0].metric[METRIC_ENERGY].reason,
                           "no RAPL counters here: /sys/class/powercap is empty");
    CU_ASSERT_EQUAL(r->cells[0].metric[METRIC_POWER].count, 0);
    CU_ASSERT_EQUAL(r->cells[0].metric[METRIC_WALL].count, 6);
    result_free(r);
}

static void the_reference_is_the_first_toolchain_with_the_same_flags(void)
{
    struct result *r = fixture_empty("absent");

    r->cells = arena_alloc(&r->arena, 6, sizeof(*r->cells));
    for (size_t i = 0; i < 6; i++)
        fixture_cell(r, i / 5, i < 3 ? 0 : 1, 6);
    r->cells[1].toolchain = "clang 14.0.6";
    r->cells[2].flags = "portable";
    r->cells[4].flags = "portable";
    CU_ASSERT_PTR_EQUAL(result_reference(r, &r->cells[3], "c"), &r->cells[0]);
    CU_ASSERT_PTR_EQUAL(result_reference(r, &r->cells[4], "c"), &r->cells[2]);
    r->cells[4].variant = "plain/slab";
    CU_ASSERT_PTR_EQUAL(result_reference(r, &r->cells[4], "c"), &r->cells[2]);
    r->cells[4].variant = "tuned";
    CU_ASSERT_PTR_NULL(result_reference(r, &r->cells[4], "c"));
    CU_ASSERT_PTR_NULL(result_reference(r, &r->cells[5], "c"));
    CU_ASSERT_PTR_NULL(result_reference(r, &r->cells[3], "go"));
    CU_ASSERT_PTR_EQUAL(result_find(r, "n-body/rust"), &r->cells[3]);
    CU_ASSERT_PTR_NULL(result_find(r, "n-body/python"));
    result_free(r);
}

/* Block by block the ratio is 2; the values in another order give the same, so it is not by
 * blocks. */
static void imported_trials_are_not_paired_by_their_order(void)
{
    struct result *r = two_cells();
    struct builder b = {.result = r};

    r->cells[0].imported = r->cells[1].imported = true;
    for (int64_t i = 0; i < 8; i++) {
        struct builder_trial t = trial(i + 1, i, 0, 1000 + 100 * i);
        builder_add_trial(&b, &t);
        t = trial(i + 101, 7 - i, 1, 2 * (1000 + 100 * i));
        builder_add_trial(&b, &t);
    }
    builder_finish(&b, 10 * MS);
    struct effect e = result_ratio(&r->cells[0], &r->cells[1], METRIC_WALL, RESULT_LEVEL);
    CU_ASSERT_DOUBLE_EQUAL(e.ratio, 2, 1e-12);
    r->cells[0].imported = r->cells[1].imported = false;
    struct effect paired = result_ratio(&r->cells[0], &r->cells[1], METRIC_WALL, RESULT_LEVEL);
    CU_ASSERT(paired.ci.high / paired.ci.low > 1.1 * e.ci.high / e.ci.low);
    result_free(r);
}

static const struct suite_test tests[] = {
    TEST(imported_trials_are_not_paired_by_their_order),
    TEST(a_failed_trial_is_counted_and_never_averaged),
    TEST(pairs_are_made_by_block),
    TEST(a_disturbed_trial_is_set_aside_and_kept_for_the_eye),
    TEST(packages_are_summed_and_other_domains_are_not),
    TEST(a_simulation_never_joins_a_measurement),
    TEST(a_channel_that_gave_nothing_is_not_the_source),
    TEST(absence_has_its_reason),
    TEST(the_reference_is_the_first_toolchain_with_the_same_flags),
    {NULL, NULL},
};
const struct suite suite_result = {"result", tests};
