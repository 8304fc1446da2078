/* SPDX-License-Identifier: MIT
 * Tests of stats/steady, on series whose shape is known. */
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/distribution.h"
#include "stats/steady.h"
#include "stats/summary.h"
#include "suite.h"

enum { N = 600 };

/* 10 with sigma 1 %, and each change multiplies from an iteration on. */
struct change {
    size_t at;
    double factor;
};

static void invent(double x[static N], const struct change *changes, size_t count,
                   uint64_t seed)
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < N; i++) {
        x[i] = 10 * (1 + 0.01 * stats_normal_quantile(rng_uniform(&rng) + 0x1p-54));
        for (size_t k = 0; k < count; k++)
            x[i] *= i >= changes[k].at ? changes[k].factor : 1;
    }
}

static struct steady judge(const struct change *changes, size_t count)
{
    double x[N];
    struct steady s;

    invent(x, changes, count, 71);
    stats_steady(&s, x, N, 0);
    return s;
}

static void noise_alone_is_flat(void)
{
    int flat = 0;

    for (uint64_t seed = 0; seed < 50; seed++) {
        double x[N];
        struct steady s;
        invent(x, NULL, 0, seed);
        stats_steady(&s, x, N, 0);
        flat += s.kind == STEADY_FLAT && s.start == 0;
    }
    CU_ASSERT_EQUAL(flat, 50);
}

static void getting_faster_is_a_warmup(void)
{
    struct steady s = judge((struct change[]){{0, 3}, {40, 0.5}, {100, 2 / 3.0}}, 3);

    CU_ASSERT_EQUAL(s.kind, STEADY_WARMUP);
    CU_ASSERT_EQUAL(s.start, 100);
    CU_ASSERT_EQUAL(s.segments, 3);
}

/* The first two take ten and four times as long: a segment that is too short to know its own
 * spread. */
static void two_slow_iterations_are_a_warmup(void)
{
    struct steady s = judge((struct change[]){{0, 10}, {1, 0.4}, {2, 0.25}}, 3);

    CU_ASSERT_EQUAL(s.kind, STEADY_WARMUP);
    CU_ASSERT_EQUAL(s.start, 2);
}

static void getting_slower_is_a_slowdown(void)
{
    struct steady s = judge((struct change[]){{150, 1.05}}, 1);

    CU_ASSERT_EQUAL(s.kind, STEADY_SLOWDOWN);
    CU_ASSERT(s.start >= 145 && s.start <= 155);
    /* A warm-up that ends above its best is one as well. */
    s = judge((struct change[]){{0, 3}, {40, 0.3}, {150, 1.2}}, 3);
    CU_ASSERT_EQUAL(s.kind, STEADY_SLOWDOWN);
}

/* What comes before a slow spell is a hair faster than what follows, and the same. */
static void a_slow_spell_is_no_slowdown(void)
{
    struct steady s = judge((struct change[]){{100, 2}, {200, 0.5001}}, 2);

    CU_ASSERT_EQUAL(s.kind, STEADY_WARMUP);
    CU_ASSERT_EQUAL(s.start, 200);
}

static void a_change_in_the_last_quarter_is_no_steady_state(void)
{
    struct steady s = judge((struct change[]){{470, 0.9}}, 1);

    CU_ASSERT_EQUAL(s.kind, STEADY_NEVER);
    CU_ASSERT_EQUAL(s.start, N);
    s = judge((struct change[]){{440, 0.9}}, 1);
    CU_ASSERT_EQUAL(s.kind, STEADY_WARMUP);
}

/* Another spread at the same mean is the same state: garbage is collected more often. */
static void another_spread_is_no_other_state(void)
{
    double x[N];
    struct steady s;

    invent(x, NULL, 0, 73);
    double mean = stats_mean(x, N);
    for (size_t i = 300; i < N; i++)
        x[i] = mean + 4 * (x[i] - mean);
    stats_steady(&s, x, N, 0);
    CU_ASSERT_EQUAL(s.segments, 2);
    CU_ASSERT_EQUAL(s.kind, STEADY_FLAT);
    CU_ASSERT_EQUAL(s.start, 0);
}

static void outliers_are_masked_and_change_nothing(void)
{
    double x[N];
    struct steady s;

    invent(x, (struct change[]){{0, 2}, {260, 0.5}}, 2, 79);
    for (size_t i = 230; i < N; i += 37)
        x[i] *= 5;
    stats_steady(&s, x, N, 0);
    CU_ASSERT_EQUAL(s.masked, 10);
    CU_ASSERT_EQUAL(s.kind, STEADY_WARMUP);
    CU_ASSERT_EQUAL(s.start, 260); /* of all iterations, not of those that are left */
}

static void a_tolerance_takes_small_steps_for_none(void)
{
    double x[N];
    struct steady s;

    invent(x, (struct change[]){{500, 1.02}}, 1, 83);
    stats_steady(&s, x, N, 0);
    CU_ASSERT_EQUAL(s.kind, STEADY_NEVER);
    stats_steady(&s, x, N, 0.03);
    CU_ASSERT_EQUAL(s.kind, STEADY_FLAT);
}

static void scale_changes_no_class(void)
{
    double x[N];
    struct steady one, two;

    invent(x, (struct change[]){{0, 3}, {40, 0.5}, {100, 2 / 3.0}}, 3, 89);
    stats_steady(&one, x, N, 0);
    for (size_t i = 0; i < N; i++)
        x[i] *= 1e6;
    stats_steady(&two, x, N, 0);
    CU_ASSERT_EQUAL(one.kind, two.kind);
    CU_ASSERT_EQUAL(one.start, two.start);
    CU_ASSERT_EQUAL(one.masked, two.masked);
}

static void short_series_are_judged_with_what_they_have(void)
{
    static const double x[] = {30,   31,  10.1, 10,   9.9, 10.2, 10,   9.8, 10.1, 10,
                               10.1, 9.9, 10,   10.1, 9.9, 10,   10.2, 9.8, 10,   10.1};
    static const double same[] = {4, 4, 4, 4, 4, 4, 4, 4};
    struct steady s;

    stats_steady(&s, x, ARRAY_SIZE(x), 0);
    CU_ASSERT_EQUAL(s.kind, STEADY_WARMUP);
    CU_ASSERT_EQUAL(s.start, 2);
    stats_steady(&s, x, 7, 0);
    CU_ASSERT_EQUAL(s.kind, STEADY_NEVER);
    CU_ASSERT_EQUAL(s.start, 7);
    stats_steady(&s, same, 8, 0);
    CU_ASSERT_EQUAL(s.kind, STEADY_FLAT);
}

static void classes_have_names(void)
{
    CU_ASSERT_STRING_EQUAL(stats_steadiness_name(STEADY_FLAT), "flat");
    CU_ASSERT_STRING_EQUAL(stats_steadiness_name(STEADY_NEVER), "no steady state");
}

static const struct suite_test tests[] = {
    TEST(noise_alone_is_flat),
    TEST(getting_faster_is_a_warmup),
    TEST(two_slow_iterations_are_a_warmup),
    TEST(getting_slower_is_a_slowdown),
    TEST(a_slow_spell_is_no_slowdown),
    TEST(a_change_in_the_last_quarter_is_no_steady_state),
    TEST(another_spread_is_no_other_state),
    TEST(outliers_are_masked_and_change_nothing),
    TEST(a_tolerance_takes_small_steps_for_none),
    TEST(scale_changes_no_class),
    TEST(short_series_are_judged_with_what_they_have),
    TEST(classes_have_names),
    {NULL, NULL},
};
const struct suite suite_steady = {"steady", tests};
