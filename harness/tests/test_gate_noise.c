/* SPDX-License-Identifier: MIT
 * Gates of a program against itself, and of one that is slower, under noise that is out to
 * deceive them (STATISTICS.md 7, 4). Which of a pair runs first is drawn, as campaign/plan.c
 * draws it; time goes on from run to run. */
#include <math.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "judge/gate.h"
#include "stats/distribution.h"
#include "stats/summary.h"
#include "suite.h"

enum { PAIRS = 80, GATES = 150 };

static const struct gate_terms usual = {.most = 0.01, .alpha = 0.01, .tests = 1};

/* One machine: what a run takes beyond 50 ms, as a logarithm. */
struct noise {
    struct rng rng;
    size_t runs;  /* so far */
    double state; /* the noise's own */
};

static double normal(struct rng *rng)
{
    return stats_normal_quantile((rng_uniform(rng) + 1e-9) / 1.00001);
}

static double quiet(struct noise *n)
{
    return 0.005 * normal(&n->rng);
}

/* Another program comes and goes, for some ten runs each time, and costs 8 %. */
static double load(struct noise *n)
{
    if (rng_uniform(&n->rng) < 0.1)
        n->state = n->state > 0 ? 0 : 0.08;
    return n->state + quiet(n);
}

/* Each run takes 1 % longer than the one before. */
static double ramp(struct noise *n)
{
    return 0.01 * (double)n->runs + quiet(n);
}

/* A core at half its speed, for fifty runs or so. */
static double throttle(struct noise *n)
{
    if (rng_uniform(&n->rng) < 0.02)
        n->state = n->state > 0 ? 0 : log(2);
    return n->state + quiet(n);
}

/* Of infinite variance, and to one side. */
static double tails(struct noise *n)
{
    return 0.005 * (pow(rng_uniform(&n->rng) + 1e-12, -2. / 3) - 1);
}

/* Whichever runs first of a pair finds the caches cold. */
static double first(struct noise *n)
{
    return (n->runs % 2 == 0 ? 0.05 : 0) + quiet(n);
}

/* Fast or slow, from process to process. */
static double bimodal(struct noise *n)
{
    return (rng_uniform(&n->rng) < 0.3 ? 0.06 : 0) + quiet(n);
}

typedef double noise_of(struct noise *);

static double run(struct noise *n, noise_of *of)
{
    double taken = 50e6 * exp(of(n));

    n->runs++;
    return taken;
}

/* How many of GATES come to VERDICT, where B takes 1 + SLOWDOWN as long. FIXED: A always first.
 */
static size_t count(enum gate_verdict verdict, noise_of *of, double slowdown, bool fixed)
{
    double *a = mem_alloc(PAIRS, sizeof(*a)), *b = mem_alloc(PAIRS, sizeof(*b));
    struct noise noise = {.runs = 0};
    struct gate_answer answer;
    size_t found = 0;

    rng_seed(&noise.rng, 41);
    for (size_t g = 0; g < GATES; g++) {
        noise.runs = 0;
        noise.state = 0;
        for (size_t i = 0; i < PAIRS; i++) {
            size_t order[] = {0, 1};
            if (!fixed)
                rng_shuffle(&noise.rng, order, 2);
            double *arms[] = {&a[i], &b[i]};
            *arms[order[0]] = run(&noise, of);
            *arms[order[1]] = run(&noise, of);
            b[i] *= 1 + slowdown;
        }
        gate_judge(&answer, a, b, PAIRS, 1000, &usual);
        found += answer.verdict == verdict;
    }
    free(a);
    free(b);
    return found;
}

/* The gate's word is 1 % of wrong fails at most. Where it is kept, so many or more are as rare
 * as 1 in 1000: P(Bin(150, 0.01) >= 7) = 0.0010. */
enum { TOO_MANY = 7 };

static noise_of *const all[] = {quiet, load, ramp, throttle, tails, first, bimodal};

static void no_noise_makes_more_false_alarms_than_stated(void)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        CU_ASSERT(count(GATE_FAIL, all[i], 0, false) < TOO_MANY);
}

static void no_noise_lets_one_percent_pass_more_often_than_stated(void)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        CU_ASSERT(count(GATE_PASS, all[i], 0.01, false) < TOO_MANY);
}

/* Half a percent of noise, and what comes and goes for longer than a pair, hide nothing. */
static void five_percent_are_found_in_all_of_them(void)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        CU_ASSERT(count(GATE_FAIL, all[i], 0.05, false) > GATES / 2);
}

/* What the random order is for: without it these tests would be red, and so would the gate. */
static void a_fixed_order_takes_noise_for_an_effect(void)
{
    CU_ASSERT(count(GATE_FAIL, ramp, 0, true) > GATES / 2);
    CU_ASSERT(count(GATE_PASS, first, 0.01, true) > GATES / 2);
}

static const struct suite_test tests[] = {
    TEST(no_noise_makes_more_false_alarms_than_stated),
    TEST(no_noise_lets_one_percent_pass_more_often_than_stated),
    TEST(five_percent_are_found_in_all_of_them),
    TEST(a_fixed_order_takes_noise_for_an_effect),
    {NULL, NULL},
};
const struct suite suite_gate_noise = {"gate_noise", tests};
