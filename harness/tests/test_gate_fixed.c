/* SPDX-License-Identifier: MIT
 * Tests of judge/gate_fixed. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "judge/gate_fixed.h"
#include "stats/distribution.h"
#include "suite.h"

enum { VALUES_MOST = 60, GATES = 1000 };

static const struct gate_terms usual = {.most = 0.01, .alpha = 0.01};

struct arm {
    struct result_value values[VALUES_MOST];
    struct result_cell cell;
};

static void add(struct arm *arm, int64_t block, double value)
{
    struct result_series *series = &arm->cell.metric[METRIC_WALL];

    series->values = arm->values;
    series->values[series->count++] = (struct result_value){block, value};
}

static void fill(struct arm *arm, const double *values, size_t count)
{
    *arm = (struct arm){0};
    for (size_t i = 0; i < count; i++)
        add(arm, (int64_t)i, values[i]);
}

static struct gate_answer judge(const struct arm *a, const struct arm *b,
                                const struct gate_terms *terms)
{
    const struct gate_fixed_test test = {&a->cell, &b->cell, METRIC_WALL, false, NULL};
    struct gate_answer answer;

    gate_fixed_judge(&answer, &test, 1, terms);
    return answer;
}

/* R: t.test(log(b), log(a)), and with mu = log(1.01), alternative = "less". */
static void the_numbers_are_those_of_welchs_test_in_r(void)
{
    const double x[] = {10.1, 9.8, 10.3, 10.0, 9.9, 10.2},
                 y[] = {10.6, 10.4, 10.9, 10.5, 10.3, 10.8};
    struct arm a, b;

    fill(&a, x, 6);
    fill(&b, y, 6);
    const struct gate_answer answer = judge(&a, &b, &usual);
    CU_ASSERT_EQUAL(answer.verdict, GATE_FAIL);
    CU_ASSERT_EQUAL(answer.pairs, 6);
    CU_ASSERT_DOUBLE_EQUAL(answer.ratio, 1.05301039121928, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(answer.ci.low, 1.02578015768815, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(answer.ci.high, 1.08096347517074, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(answer.p_fail, 0.000700071670650495, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(answer.p_pass, 0.997301052140245, 1e-9);
}

/* COUNT processes around 100 of a spread of 1 %. */
static void draw(struct arm *arm, struct rng *rng, double slowdown, size_t count)
{
    *arm = (struct arm){0};
    for (size_t i = 0; i < count; i++) {
        double z = stats_normal_quantile((rng_uniform(rng) + 1e-9) / 1.00001);
        add(arm, (int64_t)i, 100 * (1 + slowdown) * exp(0.01 * z));
    }
}

static size_t count_of(enum gate_verdict verdict, double slowdown, uint64_t seed)
{
    struct arm a, b;
    struct rng rng;
    size_t found = 0;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < GATES; i++) {
        draw(&a, &rng, 0, 50);
        draw(&b, &rng, slowdown, 50);
        found += judge(&a, &b, &usual).verdict == verdict;
    }
    return found;
}

/* At most 1 % each; 21 of 1000 would be one chance in 2000. */
static void errors_stay_within_alpha_at_either_edge(void)
{
    CU_ASSERT(count_of(GATE_FAIL, 0, 1) <= 20);
    CU_ASSERT(count_of(GATE_PASS, 0.01, 2) <= 20);
    CU_ASSERT(count_of(GATE_PASS, 0, 3) >= 900);
    CU_ASSERT(count_of(GATE_FAIL, 0.01, 4) >= 900);
}

static void fewer_than_five_processes_do_not_decide(void)
{
    const double x[] = {10, 10.1, 9.9, 10, 10.05}, y[] = {20, 20.1, 19.9, 20, 20.05};
    struct arm a, b;

    fill(&a, x, 4);
    fill(&b, y, 5);
    CU_ASSERT_EQUAL(judge(&a, &b, &usual).verdict, GATE_UNDECIDED);
    fill(&a, x, 5);
    CU_ASSERT_EQUAL(judge(&a, &b, &usual).verdict, GATE_FAIL);
    fill(&a, x, 1);
    const struct gate_answer answer = judge(&a, &b, &usual);
    CU_ASSERT_EQUAL(answer.verdict, GATE_UNDECIDED);
    CU_ASSERT_DOUBLE_EQUAL(answer.ratio, 2, 0.01);
    CU_ASSERT(isnan(answer.p_fail));
}

/* Ten iterations of one process are one. */
static void iterations_of_a_process_count_as_their_mean(void)
{
    struct arm a = {0}, b = {0};

    for (int i = 0; i < 50; i++) {
        add(&a, i / 25, 10 + 0.01 * (i % 5));
        add(&b, i / 25, 11 + 0.01 * (i % 5));
    }
    const struct gate_answer answer = judge(&a, &b, &usual);
    CU_ASSERT_EQUAL(answer.pairs, 2);
    CU_ASSERT_EQUAL(answer.verdict, GATE_UNDECIDED);
    CU_ASSERT_DOUBLE_EQUAL(answer.ratio, 11.02 / 10.02, 1e-12);
}

static void iterations_of_unknown_processes_do_not_decide(void)
{
    const double x[] = {10, 10.1, 9.9, 10, 10.05}, y[] = {20, 20.1, 19.9, 20, 20.05};
    struct arm a, b;
    struct gate_answer answer;

    fill(&a, x, 5);
    fill(&b, y, 5);
    const struct gate_fixed_test test = {&a.cell, &b.cell, METRIC_WALL, true, NULL};
    gate_fixed_judge(&answer, &test, 1, &usual);
    CU_ASSERT_EQUAL(answer.verdict, GATE_UNDECIDED);
    CU_ASSERT_DOUBLE_EQUAL(answer.ratio, 2, 0.01);
}

/* A p of 0.006 is enough alone and, by Holm, not among two. */
static void failures_are_corrected_for_all_tests(void)
{
    const double x[] = {10.0, 10.2, 9.8, 10.1, 9.9, 10.0},
                 y[] = {10.4, 10.2, 10.0, 10.5, 10.2, 10.3};
    struct arm a, b;
    struct gate_answer answers[2];

    fill(&a, x, 6);
    fill(&b, y, 6);
    const struct gate_fixed_test tests[] = {{&a.cell, &b.cell, METRIC_WALL, false, NULL},
                                            {&a.cell, &a.cell, METRIC_WALL, false, NULL}};
    gate_fixed_judge(answers, tests, 1, &usual);
    CU_ASSERT_EQUAL(answers[0].verdict, GATE_FAIL);
    double alone = answers[0].p_fail;
    gate_fixed_judge(answers, tests, 2, &usual);
    CU_ASSERT_EQUAL(answers[0].verdict, GATE_UNDECIDED);
    CU_ASSERT_DOUBLE_EQUAL(answers[0].p_fail, 2 * alone, 1e-12);
}

static void values_that_do_not_vary_are_told_by_their_signs(void)
{
    const double x[] = {8, 8, 8, 8, 8, 8, 8}, y[] = {9, 9, 9, 9, 9, 9, 9};
    struct arm a, b;

    fill(&a, x, 7);
    fill(&b, y, 7);
    CU_ASSERT_EQUAL(judge(&a, &b, &usual).verdict, GATE_FAIL);
    CU_ASSERT_EQUAL(judge(&b, &a, &usual).verdict, GATE_PASS);
    CU_ASSERT_EQUAL(judge(&a, &a, &usual).verdict, GATE_PASS);
    fill(&a, x, 6);
    CU_ASSERT_EQUAL(judge(&a, &b, &usual).verdict, GATE_UNDECIDED);
}

static const struct suite_test tests[] = {
    TEST(the_numbers_are_those_of_welchs_test_in_r),
    TEST(errors_stay_within_alpha_at_either_edge),
    TEST(fewer_than_five_processes_do_not_decide),
    TEST(iterations_of_a_process_count_as_their_mean),
    TEST(iterations_of_unknown_processes_do_not_decide),
    TEST(failures_are_corrected_for_all_tests),
    TEST(values_that_do_not_vary_are_told_by_their_signs),
    {NULL, NULL},
};

const struct suite suite_gate_fixed = {"gate_fixed", tests};
