/* SPDX-License-Identifier: MIT
 * Tests of judge/gate. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "judge/gate.h"
#include "stats/distribution.h"
#include "suite.h"

enum { PAIRS = 250, GATES = 100 };

static const struct gate_terms usual = {.most = 0.01, .alpha = 0.01, .tests = 1};

/* Pairs around 50 ms: what is common to both drifts, each has noise of its own. */
static void draw(struct rng *rng, double slowdown, double noise, double *a, double *b)
{
    double drift = 0;

    for (size_t i = 0; i < PAIRS; i++) {
        drift += 0.01 * stats_normal_quantile(rng_uniform(rng) / 2 + 0.25);
        double base = 50e6 * exp(drift);
        a[i] = base * exp(noise * stats_normal_quantile((rng_uniform(rng) + 1e-9) / 1.00001));
        b[i] = base * (1 + slowdown) *
               exp(noise * stats_normal_quantile((rng_uniform(rng) + 1e-9) / 1.00001));
    }
}

/* How many of GATES come to VERDICT. */
static size_t count(enum gate_verdict verdict, double slowdown, uint64_t seed)
{
    double a[PAIRS], b[PAIRS];
    struct gate_answer answer;
    struct rng rng;
    size_t found = 0;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < GATES; i++) {
        draw(&rng, slowdown, 0.007, a, b);
        gate_judge(&answer, a, b, PAIRS, 1000, &usual);
        found += answer.verdict == verdict;
    }
    return found;
}

static void the_same_program_passes_and_does_not_fail(void)
{
    CU_ASSERT(count(GATE_FAIL, 0, 1) <= 1);
    CU_ASSERT(count(GATE_PASS, 0, 2) >= 99);
}

static void one_percent_more_fails_and_does_not_pass(void)
{
    CU_ASSERT(count(GATE_FAIL, 0.01, 3) >= 99);
    CU_ASSERT(count(GATE_PASS, 0.01, 4) <= 1);
}

static void what_has_become_faster_passes(void)
{
    CU_ASSERT_EQUAL(count(GATE_PASS, -0.03, 5), GATES);
}

/* The evidence is the same, whatever comes after it. */
static void a_decision_is_final(void)
{
    double a[2 * PAIRS], b[2 * PAIRS];
    struct gate_answer first, later;
    struct rng rng;

    rng_seed(&rng, 6);
    draw(&rng, 0.01, 0.007, a, b);
    draw(&rng, -0.2, 0.007, a + PAIRS, b + PAIRS);
    gate_judge(&first, a, b, PAIRS, 1000, &usual);
    gate_judge(&later, a, b, 2 * PAIRS, 1000, &usual);
    CU_ASSERT_EQUAL(first.verdict, GATE_FAIL);
    CU_ASSERT_EQUAL(later.verdict, GATE_FAIL);
    CU_ASSERT_EQUAL(later.pairs, first.pairs);
    CU_ASSERT_EQUAL(later.ratio, first.ratio);
    CU_ASSERT_EQUAL(later.ci.high, first.ci.high);
}

static void more_tests_need_more_evidence_for_a_fail_and_no_more_for_a_pass(void)
{
    struct gate_terms many = usual;
    double a[PAIRS], b[PAIRS];
    struct gate_answer one, of_many;
    struct rng rng;

    many.tests = 50;
    rng_seed(&rng, 7);
    draw(&rng, 0.01, 0.007, a, b);
    gate_judge(&one, a, b, PAIRS, 1000, &usual);
    gate_judge(&of_many, a, b, PAIRS, 1000, &many);
    CU_ASSERT_EQUAL(one.verdict, GATE_FAIL);
    CU_ASSERT_EQUAL(of_many.verdict, GATE_FAIL);
    CU_ASSERT(of_many.pairs > one.pairs);
    draw(&rng, 0, 0.007, a, b);
    gate_judge(&one, a, b, PAIRS, 1000, &usual);
    gate_judge(&of_many, a, b, PAIRS, 1000, &many);
    CU_ASSERT_EQUAL(one.verdict, GATE_PASS);
    CU_ASSERT_EQUAL(of_many.pairs, one.pairs);
}

/* Instructions, say: the same count each time, so that the counter's step is all the spread. */
static void what_does_not_vary_is_decided_at_once(void)
{
    double a[PAIRS], b[PAIRS];
    struct gate_answer answer;

    for (size_t i = 0; i < PAIRS; i++) {
        a[i] = 1e9;
        b[i] = 1.002e9;
    }
    gate_judge(&answer, a, b, PAIRS, 1, &usual);
    CU_ASSERT_EQUAL(answer.verdict, GATE_FAIL);
    CU_ASSERT(answer.pairs < 20);
    gate_judge(&answer, a, a, PAIRS, 1, &usual);
    CU_ASSERT_EQUAL(answer.verdict, GATE_PASS);
    CU_ASSERT_EQUAL(answer.ratio, 1);
}

static void without_terms_nothing_is_decided(void)
{
    double a[PAIRS], b[PAIRS];
    struct gate_answer answer;
    struct rng rng;

    rng_seed(&rng, 9);
    draw(&rng, 0.05, 0.007, a, b);
    gate_judge(&answer, a, b, PAIRS, 1000, NULL);
    CU_ASSERT_EQUAL(answer.verdict, GATE_UNDECIDED);
    CU_ASSERT_EQUAL(answer.pairs, PAIRS);
    CU_ASSERT_EQUAL(answer.more, 0);
    CU_ASSERT(answer.ci.low < 1.05 && 1.05 < answer.ci.high && answer.ci.low > 1.04);
}

static void a_tolerance_lets_small_slowdowns_be(void)
{
    const struct gate_terms patient = {
        .most = 0.05, .tolerance = 0.02, .alpha = 0.01, .tests = 1};
    double a[PAIRS], b[PAIRS];
    struct gate_answer answer;
    struct rng rng;

    rng_seed(&rng, 8);
    draw(&rng, 0.01, 0.007, a, b);
    gate_judge(&answer, a, b, PAIRS, 1000, &patient);
    CU_ASSERT_EQUAL(answer.verdict, GATE_PASS);
    draw(&rng, 0.06, 0.007, a, b);
    gate_judge(&answer, a, b, PAIRS, 1000, &patient);
    CU_ASSERT_EQUAL(answer.verdict, GATE_FAIL);
}

/* Counts in whole pages tie; a page tells how far apart values can be. */
static void equal_values_pass_by_the_counters_step(void)
{
    double a[40], b[40];
    struct gate_answer answer;

    for (size_t i = 0; i < ARRAY_SIZE(a); i++)
        a[i] = b[i] = 400 * 4096;
    gate_judge(&answer, a, b, ARRAY_SIZE(a), 4096, &usual);
    CU_ASSERT_EQUAL(answer.verdict, GATE_PASS);
    CU_ASSERT_EQUAL(answer.ratio, 1);
}

static void what_is_undecided_says_what_it_would_take(void)
{
    double a[PAIRS], b[PAIRS];
    struct gate_answer answer;
    struct rng rng;

    rng_seed(&rng, 9);
    draw(&rng, 0, 0.1, a, b);
    gate_judge(&answer, a, b, 30, 1000, &usual);
    CU_ASSERT_EQUAL(answer.verdict, GATE_UNDECIDED);
    CU_ASSERT_EQUAL(answer.pairs, 30);
    CU_ASSERT(answer.more > 1000);
    CU_ASSERT(answer.detectable > 0.05);
    gate_judge(&answer, a, b, 0, 1000, &usual);
    CU_ASSERT_EQUAL(answer.verdict, GATE_UNDECIDED);
    CU_ASSERT(isnan(answer.ratio));
    CU_ASSERT_EQUAL(answer.ci.high, INFINITY);
}

static const struct suite_test tests[] = {
    TEST(the_same_program_passes_and_does_not_fail),
    TEST(one_percent_more_fails_and_does_not_pass),
    TEST(what_has_become_faster_passes),
    TEST(a_decision_is_final),
    TEST(more_tests_need_more_evidence_for_a_fail_and_no_more_for_a_pass),
    TEST(what_does_not_vary_is_decided_at_once),
    TEST(without_terms_nothing_is_decided),
    TEST(a_tolerance_lets_small_slowdowns_be),
    TEST(equal_values_pass_by_the_counters_step),
    TEST(what_is_undecided_says_what_it_would_take),
    {NULL, NULL},
};

const struct suite suite_gate = {"gate", tests};
