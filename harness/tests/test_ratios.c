/* SPDX-License-Identifier: MIT
 * Tests of judge/ratios. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "judge/ratios.h"
#include "result_fixture.h"
#include "suite.h"

static void ratios_find_what_the_fixture_put_in(void)
{
    struct result *r = fixture_result(7, 4, 12, "simulated");
    struct ratios *ratios = NULL;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(ratios_make(&ratios, r, "c", "plain", METRIC_ENERGY, 0.95, &err), 0);
    CU_ASSERT_EQUAL(ratios->row_count, 7);
    CU_ASSERT_EQUAL(ratios->arm_count, 4);
    CU_ASSERT_STRING_EQUAL(ratios->arms[3].name, "Python");
    for (size_t w = 0; w < 7; w++) {
        for (size_t l = 0; l < 4; l++) {
            const struct ratios_entry *entry = ratios_at(ratios, w, l);
            double expected = fixture_time_ratio[w][l] * fixture_power_ratio[l];
            CU_ASSERT_EQUAL(entry->effect.pairs, 12);
            CU_ASSERT_DOUBLE_EQUAL(entry->effect.ratio / expected, 1, 0.04);
        }
        CU_ASSERT_EQUAL(ratios_at(ratios, w, 0)->effect.ratio, 1);
    }
    CU_ASSERT_EQUAL(ratios->means[2].workloads, 7);
    CU_ASSERT_DOUBLE_EQUAL(ratios->means[2].suite.ratio, ratios->means[2].programs.ratio,
                           1e-12);
    CU_ASSERT(stats_half_width(&ratios->means[2].suite) <
              stats_half_width(&ratios->means[2].programs));
    ratios_free(ratios);
    result_free(r);
}

static void energy_ratio_is_time_ratio_times_power_ratio(void)
{
    struct result *r = fixture_result(3, 3, 12, "simulated");

    for (size_t i = 0; i < r->cell_count; i++) {
        const struct result_cell *ref = result_reference(r, &r->cells[i], "c");
        double t = result_ratio(ref, &r->cells[i], METRIC_WALL, 0.95).ratio;
        double p = result_ratio(ref, &r->cells[i], METRIC_POWER, 0.95).ratio;
        double e = result_ratio(ref, &r->cells[i], METRIC_ENERGY, 0.95).ratio;
        CU_ASSERT_DOUBLE_EQUAL(e / (t * p), 1, 0.01);
    }
    result_free(r);
}

static void the_mean_leaves_out_a_workload_that_one_arm_lacks(void)
{
    struct result *r = fixture_result(3, 3, 8, "absent");
    struct ratios *ratios = NULL;
    struct err err;
    size_t row = 99, arm = 99;

    r->cells[5].metric[METRIC_WALL].count = 0; /* binary_trees/go: all failed, say */
    CU_ASSERT_EQUAL_FATAL(ratios_make(&ratios, r, "c", NULL, METRIC_WALL, 0.95, &err), 0);
    CU_ASSERT_EQUAL(ratios->means[1].workloads, 2);
    CU_ASSERT_DOUBLE_EQUAL(
        ratios->means[1].suite.ratio,
        sqrt(ratios_at(ratios, 0, 1)->effect.ratio * ratios_at(ratios, 2, 1)->effect.ratio),
        1e-12);
    CU_ASSERT_EQUAL(ratios_widest(ratios, &row, &arm), INFINITY);
    CU_ASSERT_EQUAL(row, 1);
    CU_ASSERT_EQUAL(arm, 2);
    r->cells[5].skipped = "toolchain missing";
    double widest = ratios_widest(ratios, NULL, NULL);
    CU_ASSERT(widest > 0 && widest < 0.1);
    ratios_free(ratios);
    result_free(r);
}

static void what_runs_at_a_given_rate_is_in_no_mean(void)
{
    struct result *r = fixture_result(3, 2, 8, "absent");
    struct ratios *ratios = NULL;
    struct err err;

    r->cells[2].open_loop = r->cells[3].open_loop = true;
    CU_ASSERT_EQUAL_FATAL(ratios_make(&ratios, r, "c", NULL, METRIC_WALL, 0.95, &err), 0);
    CU_ASSERT_EQUAL(ratios->means[1].workloads, 2);
    ratios_free(ratios);
    result_free(r);
}

static void arms_are_named_by_what_differs(void)
{
    struct result *r = fixture_result(1, 4, 8, "absent");
    struct ratios *ratios = NULL;
    struct err err;

    r->cells[1].language = "c";
    r->cells[1].toolchain = "clang 14.0.6";
    r->cells[3].language = "go";
    r->cells[3].toolchain = r->cells[2].toolchain;
    r->cells[3].variant = "parallel";
    CU_ASSERT_EQUAL_FATAL(ratios_make(&ratios, r, "c", NULL, METRIC_WALL, 0.95, &err), 0);
    CU_ASSERT_STRING_EQUAL(ratios->arms[0].name, "C gcc 12.2.0");
    CU_ASSERT_STRING_EQUAL(ratios->arms[1].name, "C clang 14.0.6");
    CU_ASSERT_STRING_EQUAL(ratios->arms[2].name, "Go");
    CU_ASSERT_STRING_EQUAL(ratios->arms[3].name, "Go parallel");
    ratios_free(ratios);
    CU_ASSERT_EQUAL_FATAL(ratios_make(&ratios, r, "c", "plain", METRIC_WALL, 0.95, &err), 0);
    CU_ASSERT_EQUAL(ratios->arm_count, 3);
    ratios_free(ratios);
    CU_ASSERT_EQUAL(ratios_make(&ratios, r, "zig", NULL, METRIC_WALL, 0.95, &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "zig"));
    result_free(r);
}

static void commands_are_compared_with_the_first(void)
{
    struct result *r = fixture_result(1, 3, 8, "absent");
    struct ratios *ratios = NULL;
    struct err err;

    for (size_t i = 0; i < 3; i++) {
        struct result_cell *c = &r->cells[i];
        c->workload = c->language = c->variant = c->flags = c->size = c->toolchain = NULL;
        c->label = i == 0 ? "sleep 1" : i == 1 ? "sleep 2" : "sleep 3";
    }
    CU_ASSERT_EQUAL_FATAL(ratios_make(&ratios, r, NULL, NULL, METRIC_WALL, 0.95, &err), 0);
    CU_ASSERT_EQUAL(ratios->row_count, 1);
    CU_ASSERT_EQUAL(ratios->arm_count, 3);
    CU_ASSERT_STRING_EQUAL(ratios->arms[1].name, "sleep 2");
    CU_ASSERT_EQUAL(ratios_at(ratios, 0, 0)->effect.ratio, 1);
    CU_ASSERT_DOUBLE_EQUAL(ratios_at(ratios, 0, 2)->effect.ratio, 1.31, 0.05);
    ratios_free(ratios);
    result_free(r);
}

static const struct suite_test tests[] = {
    TEST(ratios_find_what_the_fixture_put_in),
    TEST(energy_ratio_is_time_ratio_times_power_ratio),
    TEST(the_mean_leaves_out_a_workload_that_one_arm_lacks),
    TEST(what_runs_at_a_given_rate_is_in_no_mean),
    TEST(arms_are_named_by_what_differs),
    TEST(commands_are_compared_with_the_first),
    {NULL, NULL},
};
const struct suite suite_ratios = {"ratios", tests};
