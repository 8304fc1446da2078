/* SPDX-License-Identifier: MIT
 * Tests of judge/comparison on invented campaigns. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "judge/comparison.h"
#include "result_fixture.h"
#include "suite.h"

static struct comparison *compare(const struct result *a, const struct result *b,
                                  struct comparison_request request)
{
    struct comparison *c = NULL;
    struct err err = {""};

    request.level = RESULT_LEVEL;
    if (comparison_make(&c, a, b, &request, &err) < 0)
        CU_FAIL_FATAL(err.text);
    return c;
}

static void each_language_is_compared_with_c_in_each_workload(void)
{
    struct result *r = fixture_result(3, 4, 10, "simulated");
    struct comparison *c = compare(
        r, NULL, (struct comparison_request){.metric = METRIC_WALL, .variant = "plain"});

    CU_ASSERT_STRING_EQUAL(c->reference, "c");
    CU_ASSERT_EQUAL_FATAL(c->row_count, 3);
    CU_ASSERT_STRING_EQUAL(c->rows[0].name, "n-body");
    CU_ASSERT_EQUAL_FATAL(c->rows[0].entry_count, 3);
    CU_ASSERT_STRING_EQUAL(c->rows[0].entries[2].value, "python");
    double ratio = c->rows[0].entries[2].effect[METRIC_WALL].ratio;
    CU_ASSERT(ratio > 60 && ratio < 76);
    CU_ASSERT_EQUAL(c->tests, 9);
    CU_ASSERT_EQUAL(c->suite_count, 3);
    CU_ASSERT_EQUAL(c->suites[2].rows, 3);
    comparison_free(c);
    result_free(r);
}

static void energy_is_time_times_power(void)
{
    struct result *r = fixture_result(2, 3, 9, "simulated");
    struct comparison *c =
        compare(r, NULL, (struct comparison_request){.metric = METRIC_ENERGY});

    for (size_t i = 0; i < c->row_count; i++)
        for (size_t e = 0; e < c->rows[i].entry_count; e++) {
            const struct effect *effect = c->rows[i].entries[e].effect;
            CU_ASSERT_DOUBLE_EQUAL(
                log(effect[METRIC_ENERGY].ratio),
                log(effect[METRIC_WALL].ratio) + log(effect[METRIC_POWER].ratio), 0.01);
        }
    comparison_free(c);
    result_free(r);
}

static void the_reference_inverts_the_ratio(void)
{
    struct result *r = fixture_result(1, 2, 9, "absent");
    struct comparison *one = compare(r, NULL, (struct comparison_request){.reference = "c"});
    struct comparison *other =
        compare(r, NULL, (struct comparison_request){.reference = "rust"});
    const struct effect *a = &one->rows[0].entries[0].effect[METRIC_WALL],
                        *b = &other->rows[0].entries[0].effect[METRIC_WALL];

    CU_ASSERT_DOUBLE_EQUAL(a->ratio * b->ratio, 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(a->ci.low * b->ci.high, 1, 1e-12);
    comparison_free(one);
    comparison_free(other);
    result_free(r);
}

static void variants_of_a_language_are_compared_within_it(void)
{
    struct result *r = fixture_result(1, 4, 9, "absent");

    r->cells[1].language = r->cells[0].language;
    r->cells[1].toolchain = r->cells[0].toolchain;
    r->cells[1].variant = "tuned";
    struct comparison *c =
        compare(r, NULL, (struct comparison_request){.column = PROJECTION_VARIANT});
    CU_ASSERT_STRING_EQUAL(c->reference, "plain");
    CU_ASSERT_EQUAL_FATAL(c->row_count, 1);
    CU_ASSERT_STRING_EQUAL(c->rows[0].name, "n-body C");
    CU_ASSERT_EQUAL_FATAL(c->rows[0].entry_count, 1);
    CU_ASSERT_STRING_EQUAL(c->rows[0].entries[0].value, "tuned");
    CU_ASSERT(c->rows[0].entries[0].doubts & COMPARISON_LIBRARY);
    comparison_free(c);
    result_free(r);
}

static void two_campaigns_are_not_paired(void)
{
    struct result *a = fixture_result(2, 2, 9, "absent"),
                  *b = fixture_result(2, 2, 9, "absent");

    b->id = a->id + 1;
    b->uuid = "another";
    struct comparison *c =
        compare(a, b, (struct comparison_request){.column = PROJECTION_CAMPAIGN});
    CU_ASSERT_EQUAL_FATAL(c->row_count, 4);
    CU_ASSERT_EQUAL(c->rows[0].entry_count, 1);
    CU_ASSERT(c->rows[0].entries[0].doubts & COMPARISON_UNPAIRED);
    CU_ASSERT_DOUBLE_EQUAL(c->rows[0].entries[0].effect[METRIC_WALL].ratio, 1, 1e-9);
    comparison_free(c);
    result_free(a);
    result_free(b);
}

static void newer_toolchains_compare_but_others_do_not(void)
{
    struct result *a = fixture_result(1, 2, 9, "absent"),
                  *b = fixture_result(1, 2, 9, "absent");

    b->uuid = "another";
    b->cells[0].toolchain = b->cells[0].toolchain_version = "gcc 13.1.0";
    b->cells[1].toolchain = "gccrs 1.0.0";
    struct comparison *c = compare(a, b,
                                   (struct comparison_request){.column = PROJECTION_CAMPAIGN,
                                                               .campaigns = {"old", "new"}});
    CU_ASSERT_STRING_EQUAL(c->reference, "old");
    CU_ASSERT_EQUAL_FATAL(c->row_count, 1);
    CU_ASSERT_STRING_EQUAL(c->rows[0].name, "n-body C");
    CU_ASSERT_STRING_EQUAL(c->rows[0].entries[0].value, "new");
    CU_ASSERT_EQUAL_FATAL(c->unlike_count, 1);
    CU_ASSERT_STRING_EQUAL(c->unlike[0].what, "toolchain");
    CU_ASSERT_STRING_EQUAL(c->unlike[0].first, "gcc 12.2.0");
    CU_ASSERT_STRING_EQUAL(c->unlike[0].second, "gcc 13.1.0");
    comparison_free(c);
    result_free(a);
    result_free(b);
}

static void a_host_that_changed_between_two_campaigns_is_said(void)
{
    struct result *a = fixture_result(1, 2, 9, "absent"),
                  *b = fixture_result(1, 2, 9, "absent");

    b->uuid = "another";
    b->sessions[0].kernel = "6.5.0-test";
    b->sessions[0].turbo = STORE_ABSENT;
    struct comparison *c = compare(a, b,
                                   (struct comparison_request){.column = PROJECTION_CAMPAIGN,
                                                               .campaigns = {"old", "new"}});
    CU_ASSERT_EQUAL_FATAL(c->unlike_count, 2);
    CU_ASSERT_STRING_EQUAL(c->unlike[0].what, "kernel");
    CU_ASSERT_STRING_EQUAL(c->unlike[0].second, "6.5.0-test");
    CU_ASSERT_STRING_EQUAL(c->unlike[1].what, "turbo");
    CU_ASSERT_STRING_EQUAL(c->unlike[1].first, "0");
    CU_ASSERT_STRING_EQUAL(c->unlike[1].second, "unknown");
    comparison_free(c);
    result_free(a);
    result_free(b);
}

static void two_copies_of_a_campaign_are_paired(void)
{
    struct result *a = fixture_result(1, 2, 9, "absent"),
                  *b = fixture_result(1, 2, 9, "absent");
    struct comparison *c = compare(a, b,
                                   (struct comparison_request){.column = PROJECTION_CAMPAIGN,
                                                               .campaigns = {"old", "new"}});

    CU_ASSERT_EQUAL_FATAL(c->row_count, 2);
    CU_ASSERT(c->rows[0].entries[0].paired);
    CU_ASSERT_EQUAL(c->rows[0].entries[0].doubts & COMPARISON_UNPAIRED, 0);
    comparison_free(c);
    result_free(a);
    result_free(b);
}

static void joules_of_two_sources_give_no_ratio(void)
{
    struct result *a = fixture_result(1, 2, 9, "rapl-perf"),
                  *b = fixture_result(1, 2, 9, "estimated");

    b->uuid = "another";
    struct comparison *c = compare(a, b,
                                   (struct comparison_request){.column = PROJECTION_CAMPAIGN,
                                                               .metric = METRIC_ENERGY,
                                                               .campaigns = {"old", "new"}});
    const struct comparison_entry *e = &c->rows[0].entries[0];
    CU_ASSERT(isnan(e->effect[METRIC_ENERGY].ratio));
    CU_ASSERT(isnan(e->effect[METRIC_POWER].ratio));
    CU_ASSERT(isnan(e->domains[COMPARISON_PACKAGE].ratio));
    CU_ASSERT(isnan(e->p_holm));
    CU_ASSERT_FALSE(isnan(e->effect[METRIC_WALL].ratio));
    comparison_free(c);
    result_free(a);
    result_free(b);
}

/* ------------------------------------------------------------- projections */

static void rows_are_gathered_by_what_is_asked_for(void)
{
    static const enum projection_key by_language[] = {PROJECTION_LANGUAGE};
    struct result *r = fixture_result(2, 4, 9, "absent");

    for (size_t w = 0; w < 2; w++) {
        r->cells[4 * w + 1].language = "c";
        r->cells[4 * w + 1].toolchain = r->cells[4 * w].toolchain;
        r->cells[4 * w + 1].variant = "tuned";
    }
    struct comparison *c =
        compare(r, NULL,
                (struct comparison_request){
                    .column = PROJECTION_VARIANT, .rows = by_language, .row_count = 1});
    CU_ASSERT_EQUAL_FATAL(c->row_count, 1);
    CU_ASSERT_STRING_EQUAL(c->rows[0].name, "C");
    CU_ASSERT_EQUAL_FATAL(c->rows[0].entry_count, 2);
    CU_ASSERT_STRING_EQUAL(c->rows[0].entries[0].name, "tuned n-body");
    CU_ASSERT_STRING_EQUAL(c->rows[0].entries[1].name, "tuned binary_trees");
    CU_ASSERT_PTR_EQUAL(c->rows[0].entries[1].reference, &r->cells[4]);
    comparison_free(c);
    result_free(r);
}

static void a_row_with_several_of_a_value_has_their_mean(void)
{
    static const enum projection_key by_size[] = {PROJECTION_SIZE};
    struct result *r = fixture_result(4, 2, 9, "absent");

    for (size_t i = 0; i < 4; i++)
        r->cells[i].size = "small";
    struct comparison *c =
        compare(r, NULL, (struct comparison_request){.rows = by_size, .row_count = 1});
    CU_ASSERT_EQUAL_FATAL(c->row_count, 2);
    CU_ASSERT_EQUAL_FATAL(c->suite_count, 3);
    CU_ASSERT_EQUAL(c->suites[0].rows, 4);
    CU_ASSERT_PTR_NULL(c->suites[0].row);
    CU_ASSERT_STRING_EQUAL(c->suites[1].row, "small");
    CU_ASSERT_EQUAL(c->suites[1].rows, 2);
    CU_ASSERT_DOUBLE_EQUAL(c->suites[1].suite.ratio * c->suites[2].suite.ratio,
                           c->suites[0].suite.ratio * c->suites[0].suite.ratio, 1e-9);
    comparison_free(c);
    result_free(r);
}

static void a_projection_has_a_known_name(void)
{
    enum projection_key key;
    struct err err;

    CU_ASSERT_EQUAL(projection_parse(&key, "--row", "size", &err), 0);
    CU_ASSERT_EQUAL(key, PROJECTION_SIZE);
    CU_ASSERT_EQUAL(projection_parse(&key, "--row", "colour", &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "--row colour: expected language"));
}

/* ---------------------------------------------------------------- judging */

/* Wall times of the first workload's second language: the first's times RATIO and a factor of
 * each block. */
static struct result *with_factors(const double *factors, int64_t blocks, double ratio)
{
    struct result *r = fixture_result(1, 2, blocks, "absent");

    for (int64_t i = 0; i < blocks; i++)
        r->cells[1].metric[METRIC_WALL].values[i].value =
            r->cells[0].metric[METRIC_WALL].values[i].value * ratio * factors[i];
    return r;
}

static struct comparison *compare_wall(const struct result *r, double margin)
{
    return compare(r, NULL,
                   (struct comparison_request){.metric = METRIC_WALL, .margin = margin});
}

static void blocks_that_resemble_their_neighbours_are_merged(void)
{
    enum { BLOCKS = 48 };
    double factors[BLOCKS], ones[BLOCKS];

    for (int i = 0; i < BLOCKS; i++) { /* in pairs, which change at random */
        ones[i] = 1;
        factors[i] = (0x96a5c3 >> i / 2 & 1) != 0 ? 1.04 : 1;
    }
    struct result *r = with_factors(factors, BLOCKS, 2);
    struct comparison *c = compare_wall(r, 0);
    const struct comparison_entry *e = &c->rows[0].entries[0];
    struct effect plain = stats_paired_ratio(ones, factors, BLOCKS, RESULT_LEVEL);
    CU_ASSERT_EQUAL(e->effect[METRIC_WALL].per_batch, 2);
    CU_ASSERT_EQUAL(e->effect[METRIC_WALL].pairs, BLOCKS / 2);
    CU_ASSERT(e->doubts & COMPARISON_BATCHED);
    CU_ASSERT(stats_half_width(&e->effect[METRIC_WALL]) > 1.2 * stats_half_width(&plain));
    CU_ASSERT_DOUBLE_EQUAL(e->df, BLOCKS / 2 - 1, 0);
    comparison_free(c);
    result_free(r);
}

static void few_blocks_that_resemble_their_neighbours_stay_in_doubt(void)
{
    static const double step[] = {1, 1, 1.001, 1, 1, 1.05, 1.05, 1.051, 1.05, 1.05};
    struct result *r = with_factors(step, ARRAY_SIZE(step), 2);
    struct comparison *c = compare_wall(r, 0);
    const struct comparison_entry *e = &c->rows[0].entries[0];

    CU_ASSERT(e->doubts & COMPARISON_SERIAL);
    CU_ASSERT_EQUAL(e->effect[METRIC_WALL].per_batch, 1);
    CU_ASSERT_EQUAL(e->effect[METRIC_WALL].pairs, ARRAY_SIZE(step));
    comparison_free(c);
    result_free(r);
}

static void no_difference_says_what_would_have_been_one(void)
{
    static const double factors[] = {0.99, 1.01, 1.01, 0.99, 0.99, 1.01,
                                     1.01, 0.99, 0.99, 1.01, 1.01, 0.99};
    struct result *r = with_factors(factors, ARRAY_SIZE(factors), 1);
    struct comparison *c = compare_wall(r, 0);
    const struct comparison_entry *e = &c->rows[0].entries[0];
    double one = e->detectable;

    /* sd 0.01044, 12 pairs: (t(0.975, 11) + t(0.8, 11)) sd / sqrt(12) = 3.077 sd / 3.464 */
    CU_ASSERT_FALSE(comparison_is_different(e));
    CU_ASSERT_DOUBLE_EQUAL(one, expm1(3.0766 * 0.0104448 / sqrt(12)), 1e-5);
    comparison_free(c);
    result_free(r);
    r = fixture_result(3, 4, 12, "absent");
    memcpy(r->cells[1].metric[METRIC_WALL].values, r->cells[0].metric[METRIC_WALL].values,
           12 * sizeof(struct result_value));
    for (size_t i = 0; i < 12; i++)
        r->cells[1].metric[METRIC_WALL].values[i].value *= factors[i];
    c = compare_wall(r, 0);
    CU_ASSERT(c->rows[0].entries[0].detectable >
              1.3 * one); /* among nine, which are corrected */
    comparison_free(c);
    result_free(r);
}

static void programs_within_the_margin_are_shown_equal(void)
{
    static const double factors[] = {0.99, 1.01, 1.01, 0.99, 0.99, 1.01,
                                     1.01, 0.99, 0.99, 1.01, 1.01, 0.99};
    struct result *r = with_factors(factors, ARRAY_SIZE(factors), 1);
    struct comparison *usual = compare_wall(r, 0), *narrow = compare_wall(r, 0.004);

    CU_ASSERT_DOUBLE_EQUAL(usual->terms.margin, 0.02, 0);
    CU_ASSERT(comparison_is_equal(&usual->rows[0].entries[0]));
    CU_ASSERT_FALSE(comparison_is_equal(&narrow->rows[0].entries[0]));
    comparison_free(usual);
    comparison_free(narrow);
    result_free(r);
}

static void equal_values_and_equal_ratios_are_judged_by_signs(void)
{
    static const double factors[] = {1, 1, 1, 1, 1, 1, 1, 1};
    struct result *r = with_factors(factors, ARRAY_SIZE(factors), 1);
    struct comparison *c = compare_wall(r, 0);

    CU_ASSERT_EQUAL(c->rows[0].entries[0].p, 1);
    CU_ASSERT_DOUBLE_EQUAL(c->rows[0].entries[0].equal_p, 1.0 / 256, 1e-15);
    comparison_free(c);
    result_free(r);
    r = with_factors(factors, ARRAY_SIZE(factors), 2);
    c = compare_wall(r, 0);
    CU_ASSERT_DOUBLE_EQUAL(c->rows[0].entries[0].p, 2.0 / 256, 1e-15);
    CU_ASSERT_EQUAL(c->rows[0].entries[0].equal_p, 1);
    comparison_free(c);
    result_free(r);
}

static void a_few_runs_that_stand_out_make_the_bootstrap_disagree(void)
{
    double factors[20];

    for (int i = 0; i < 20; i++)
        factors[i] = 1 + 0.001 * (i * 7 % 20);
    struct result *r = with_factors(factors, 20, 2);
    struct comparison *c = compare_wall(r, 0);
    const struct comparison_entry *e = &c->rows[0].entries[0];
    CU_ASSERT_EQUAL(e->doubts & COMPARISON_BOOTSTRAP, 0);
    CU_ASSERT(e->bootstrap.low < e->effect[METRIC_WALL].ratio &&
              e->effect[METRIC_WALL].ratio < e->bootstrap.high);
    comparison_free(c);
    result_free(r);
    factors[4] = factors[13] = 1.5;
    r = with_factors(factors, 20, 2);
    c = compare_wall(r, 0);
    e = &c->rows[0].entries[0];
    CU_ASSERT(e->doubts & COMPARISON_BOOTSTRAP);
    CU_ASSERT(e->bootstrap.high > 1.02 * e->effect[METRIC_WALL].ci.high);
    comparison_free(c);
    result_free(r);
}

/* ------------------------------------------------------------------ suites */

static void what_one_value_lacks_is_left_out_of_the_common_mean(void)
{
    struct result *r = fixture_result(3, 3, 9, "absent");

    r->cells[5].admissible = 0; /* Go in the second workload */
    struct comparison *c = compare(r, NULL, (struct comparison_request){0});
    CU_ASSERT_EQUAL_FATAL(c->suite_count, 2);
    const struct comparison_suite *rust = &c->suites[0], *go = &c->suites[1];
    CU_ASSERT_EQUAL(rust->rows, 3);
    CU_ASSERT_EQUAL(rust->common_rows, 2);
    CU_ASSERT_EQUAL(go->rows, 2);
    CU_ASSERT_DOUBLE_EQUAL(rust->common,
                           sqrt(c->rows[0].entries[0].effect[METRIC_WALL].ratio *
                                c->rows[2].entries[0].effect[METRIC_WALL].ratio),
                           1e-12);
    CU_ASSERT_DOUBLE_EQUAL(go->common, go->suite.ratio, 1e-12);
    comparison_free(c);
    result_free(r);
}

/* CELL's memory takes SHARE of what its package takes. */
static void add_dram(struct result *r, struct result_cell *cell, double share)
{
    struct result_channel *channels = arena_alloc(&r->arena, 2, sizeof(*channels));
    const struct result_series *package = &cell->channels[0].nj;

    channels[0] = channels[1] = cell->channels[0];
    channels[1].domain = "dram";
    channels[1].nj.values =
        arena_alloc(&r->arena, package->count, sizeof(*channels[1].nj.values));
    for (size_t i = 0; i < package->count; i++)
        channels[1].nj.values[i] =
            (struct result_value){package->values[i].block, share * package->values[i].value};
    cell->channels = channels;
    cell->channel_count = 2;
}

static void joules_of_other_domains_move_the_mean(void)
{
    struct result *r = fixture_result(2, 2, 9, "simulated");

    for (size_t i = 0; i < r->cell_count; i++)
        add_dram(r, &r->cells[i], i % 2 == 0 ? 0.1 : 0.3);
    struct comparison *c =
        compare(r, NULL, (struct comparison_request){.metric = METRIC_ENERGY});
    const struct comparison_suite *s = &c->suites[0];
    CU_ASSERT_DOUBLE_EQUAL(s->domains[COMPARISON_PACKAGE], s->suite.ratio, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(s->domains[COMPARISON_PACKAGE_DRAM], s->suite.ratio * 1.3 / 1.1,
                           1e-9);
    CU_ASSERT(isnan(s->domains[COMPARISON_CORES]));
    CU_ASSERT(isnan(s->domains[COMPARISON_CORES_DRAM]));
    comparison_free(c);
    result_free(r);
}

static void a_block_without_all_of_its_channels_gives_no_sum(void)
{
    struct result *r = fixture_result(1, 2, 9, "simulated");

    for (size_t i = 0; i < r->cell_count; i++)
        add_dram(r, &r->cells[i], 0.1);
    r->cells[1].channels[1].nj.count = 7;
    struct comparison *c =
        compare(r, NULL, (struct comparison_request){.metric = METRIC_ENERGY});
    CU_ASSERT_EQUAL(c->rows[0].entries[0].domains[COMPARISON_PACKAGE].pairs, 9);
    CU_ASSERT_EQUAL(c->rows[0].entries[0].domains[COMPARISON_PACKAGE_DRAM].pairs, 7);
    comparison_free(c);
    result_free(r);
}

static void the_first_blocks_may_be_those_that_lack_a_channel(void)
{
    struct result *r = fixture_result(1, 2, 9, "simulated");

    for (size_t i = 0; i < r->cell_count; i++)
        add_dram(r, &r->cells[i], 0.1);
    r->cells[1].channels[1].nj.values += 2;
    r->cells[1].channels[1].nj.count -= 2;
    struct comparison *c =
        compare(r, NULL, (struct comparison_request){.metric = METRIC_ENERGY});
    const struct comparison_entry *e = &c->rows[0].entries[0];
    CU_ASSERT_EQUAL(e->domains[COMPARISON_PACKAGE_DRAM].pairs, 7);
    CU_ASSERT_DOUBLE_EQUAL(e->domains[COMPARISON_PACKAGE_DRAM].ratio,
                           e->domains[COMPARISON_PACKAGE].ratio, 0.01);
    comparison_free(c);
    result_free(r);
}

static void what_people_are_shown_is_the_same_without_the_rest(void)
{
    struct result *r = fixture_result(1, 2, 9, "simulated");
    struct comparison *all =
        compare(r, NULL, (struct comparison_request){.metric = METRIC_ENERGY});
    struct comparison *shown = compare(
        r, NULL, (struct comparison_request){.metric = METRIC_ENERGY, .for_show = true});
    const struct comparison_entry *a = &all->rows[0].entries[0],
                                  *s = &shown->rows[0].entries[0];

    for (int m = 0; m < METRIC_COUNT; m++) {
        bool is_shown = m == METRIC_ENERGY || m == METRIC_WALL || m == METRIC_POWER;
        CU_ASSERT_EQUAL(s->effect[m].ratio > 0, is_shown);
        if (is_shown)
            CU_ASSERT_EQUAL(s->effect[m].ci.low, a->effect[m].ci.low);
    }
    CU_ASSERT_EQUAL(s->doubts, a->doubts);
    CU_ASSERT_EQUAL(s->p, a->p);
    CU_ASSERT(a->effect[METRIC_NET_ENERGY].ratio > 0);
    comparison_free(all);
    comparison_free(shown);
    result_free(r);
}

static void nothing_to_compare_is_an_error(void)
{
    struct result *r = fixture_result(1, 2, 9, "absent");
    const struct comparison_request request = {.reference = "go", .level = RESULT_LEVEL};
    struct comparison *c;
    struct err err;

    CU_ASSERT_EQUAL(comparison_make(&c, r, NULL, &request, &err), -ENOENT);
    CU_ASSERT_STRING_EQUAL(err.text, "there is nothing to compare with go");
    struct result *other = fixture_result(1, 2, 9, "absent");
    const struct comparison_request two = {
        .column = PROJECTION_CAMPAIGN, .campaigns = {"a", "b"}, .level = RESULT_LEVEL};
    other->cells[0].workload = other->cells[1].workload = "sieve";
    CU_ASSERT_EQUAL(comparison_make(&c, r, other, &two, &err), -ENOENT);
    CU_ASSERT_STRING_EQUAL(err.text, "the two campaigns have no program in common");
    result_free(other);
    result_free(r);
}

static const struct suite_test tests[] = {
    TEST(each_language_is_compared_with_c_in_each_workload),
    TEST(energy_is_time_times_power),
    TEST(the_reference_inverts_the_ratio),
    TEST(variants_of_a_language_are_compared_within_it),
    TEST(two_campaigns_are_not_paired),
    TEST(newer_toolchains_compare_but_others_do_not),
    TEST(a_host_that_changed_between_two_campaigns_is_said),
    TEST(two_copies_of_a_campaign_are_paired),
    TEST(joules_of_two_sources_give_no_ratio),
    TEST(rows_are_gathered_by_what_is_asked_for),
    TEST(a_row_with_several_of_a_value_has_their_mean),
    TEST(a_projection_has_a_known_name),
    TEST(blocks_that_resemble_their_neighbours_are_merged),
    TEST(few_blocks_that_resemble_their_neighbours_stay_in_doubt),
    TEST(no_difference_says_what_would_have_been_one),
    TEST(programs_within_the_margin_are_shown_equal),
    TEST(equal_values_and_equal_ratios_are_judged_by_signs),
    TEST(a_few_runs_that_stand_out_make_the_bootstrap_disagree),
    TEST(what_one_value_lacks_is_left_out_of_the_common_mean),
    TEST(joules_of_other_domains_move_the_mean),
    TEST(a_block_without_all_of_its_channels_gives_no_sum),
    TEST(the_first_blocks_may_be_those_that_lack_a_channel),
    TEST(what_people_are_shown_is_the_same_without_the_rest),
    TEST(nothing_to_compare_is_an_error),
    {NULL, NULL},
};

const struct suite suite_comparison = {"comparison", tests};
