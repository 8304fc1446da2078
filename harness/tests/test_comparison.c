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
        compare(r, NULL, (struct comparison_request){.by = COMPARISON_VARIANT});
    CU_ASSERT_STRING_EQUAL(c->reference, "plain");
    CU_ASSERT_EQUAL_FATAL(c->row_count, 1);
    CU_ASSERT_STRING_EQUAL(c->rows[0].name, "n-body C gcc 12.2.0");
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
    struct comparison *c =
        compare(a, b, (struct comparison_request){.by = COMPARISON_CAMPAIGN});
    CU_ASSERT_EQUAL_FATAL(c->row_count, 4);
    CU_ASSERT_EQUAL(c->rows[0].entry_count, 1);
    CU_ASSERT(c->rows[0].entries[0].doubts & COMPARISON_UNPAIRED);
    CU_ASSERT_DOUBLE_EQUAL(c->rows[0].entries[0].effect[METRIC_WALL].ratio, 1, 1e-9);
    comparison_free(c);
    result_free(a);
    result_free(b);
}

static void nothing_to_compare_is_an_error(void)
{
    struct result *r = fixture_result(1, 2, 9, "absent");
    const struct comparison_request request = {.reference = "go", .level = RESULT_LEVEL};
    struct comparison *c;
    struct err err;

    CU_ASSERT_EQUAL(comparison_make(&c, r, NULL, &request, &err), -ENOENT);
    CU_ASSERT_STRING_EQUAL(err.text, "there is nothing to compare with go");
    result_free(r);
}

static const struct suite_test tests[] = {
    TEST(each_language_is_compared_with_c_in_each_workload),
    TEST(energy_is_time_times_power),
    TEST(the_reference_inverts_the_ratio),
    TEST(variants_of_a_language_are_compared_within_it),
    TEST(two_campaigns_are_not_paired),
    TEST(nothing_to_compare_is_an_error),
    {NULL, NULL},
};

const struct suite suite_comparison = {"comparison", tests};
