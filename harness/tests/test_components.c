/* SPDX-License-Identifier: MIT
 * Tests of stats/components against R and NIST StRD. */
#include <math.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "stats/components.h"
#include "suite.h"

/* R's warpbreaks by tension, 18 each of L, M and H. Mean squares between 1017.1296296 and
 * within 141.1481481, F 7.20611. */
static void components_agree_with_r_on_warpbreaks(void)
{
    static const double breaks[] = {26, 30, 54, 25, 70, 52, 51, 26, 67, 27, 14, 29, 19, 29,
                                    31, 41, 20, 44, 18, 21, 29, 17, 12, 18, 35, 30, 36, 42,
                                    26, 19, 16, 39, 28, 21, 39, 29, 36, 21, 24, 18, 10, 43,
                                    28, 15, 26, 20, 21, 24, 17, 13, 15, 15, 16, 28};
    struct components c;

    stats_components(&c, breaks, (size_t[]){18, 3}, 2);
    CU_ASSERT_DOUBLE_EQUAL(c.squares[0], 141.148148148148, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(18 * c.squares[1], 1017.129629629629, 5e-12);
    CU_ASSERT_DOUBLE_EQUAL(18 * c.squares[1] / c.squares[0], 7.20611, 5e-6);
    CU_ASSERT_DOUBLE_EQUAL(c.variances[1], (1017.129629629629 - 141.148148148148) / 18, 1e-12);
    CU_ASSERT_EQUAL(c.variances[0], c.squares[0]);
    CU_ASSERT_DOUBLE_EQUAL(c.mean, 1520.0 / 54, 1e-13);
}

/* Certified: F 1.18046237440255, mean squares 0.01278656540 and 0.0108318280. */
static void components_agree_with_nist_on_sirstv(void)
{
    static const double ohms[] = {196.3052, 196.1240, 196.1890, 196.2569, 196.3403,
                                  196.3042, 196.3825, 196.1669, 196.3257, 196.0422,
                                  196.1303, 196.2005, 196.2889, 196.0343, 196.1811,
                                  196.2795, 196.1748, 196.1494, 196.1485, 195.9885,
                                  196.2119, 196.1051, 196.1850, 196.0052, 196.2090};
    struct components c;

    stats_components(&c, ohms, (size_t[]){5, 5}, 2);
    CU_ASSERT_DOUBLE_EQUAL(c.squares[0], 0.0108318280, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(5 * c.squares[1], 0.01278656540, 1e-13);
    CU_ASSERT_DOUBLE_EQUAL(5 * c.squares[1] / c.squares[0], 1.18046237440255, 1e-11);
}

/* NIST's SmLs01 to 09: nine groups about BASE + 0.4, 0.3, 0.5, 0.3, 0.5 ..., each once its
 * centre and then 0.1 below and above in turn. F is 21 for 21 in each group, 201 for 201, 2001
 * for 2001: of EACH, in exact arithmetic. */
static void check_smls(double base, size_t each, double tolerance)
{
    double *x = mem_alloc(9 * each, sizeof(*x));
    struct components c;

    for (size_t i = 0; i < 9 * each; i++) {
        size_t group = i / each, at = i % each;
        int tenths = group == 0 ? 4 : group % 2 == 1 ? 3 : 5;
        tenths += at == 0 ? 0 : at % 2 == 1 ? -1 : 1;
        x[i] = base + tenths / 10.0;
    }
    stats_components(&c, x, (size_t[]){each, 9}, 2);
    double f = (double)each * c.squares[1] / c.squares[0];
    CU_ASSERT_DOUBLE_EQUAL(f / (double)each, 1, tolerance);
    free(x);
}

/* At 1e12 the data themselves are off by 6e-5 in steps of 0.1. */
static void components_agree_with_nist_on_smls(void)
{
    static const size_t each[] = {21, 201, 2001};

    for (size_t i = 0; i < ARRAY_SIZE(each); i++) {
        check_smls(1, each[i], 1e-12);
        check_smls(1e6, each[i], 1e-8);
        check_smls(1e12, each[i], 1e-3);
    }
}

/* R: anova(lm(y ~ build/process)), mean squares 30.55794444, 20.136 and 7.943916667. */
static void nested_components_agree_with_r(void)
{
    static const double y[] = {57.8, 47.4, 48.9, 49.7, 48,   49.7, 54.8, 52.2, 53,   59.1,
                               52.9, 60,   58.7, 52.8, 57.5, 54.3, 50.3, 52,   52.9, 55.9,
                               55.7, 55.3, 57.1, 49,   57,   52.6, 54.3, 53.8, 49.1, 51.2,
                               50.4, 55.2, 53.4, 52.8, 51.8, 48.6, 53.3, 47,   49.9, 51.3,
                               54.6, 48.8, 50.1, 47,   49.8, 49.9, 55.1, 52.9, 51.4, 53.9,
                               48.8, 49.5, 50.6, 54.7, 51.7, 51.6, 45.5, 51.1, 50.7, 47.5};
    struct components c;

    stats_components(&c, y, (size_t[]){5, 3, 4}, 3);
    CU_ASSERT_DOUBLE_EQUAL(c.squares[0], 7.94391666666664, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(5 * c.squares[1], 20.136, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(15 * c.squares[2], 30.55794444444443, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(c.variances[1], (20.136 - 7.94391666666664) / 5, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(c.variances[2], (30.55794444444443 - 20.136) / 15, 1e-12);
}

static void one_repeat_has_no_component(void)
{
    static const double x[] = {1, 2, 4, 8};
    struct components c;

    stats_components(&c, x, (size_t[]){1, 4}, 2);
    CU_ASSERT(isnan(c.variances[0]) && isnan(c.variances[1]));
    stats_components(&c, x, (size_t[]){4, 1}, 2);
    CU_ASSERT(!isnan(c.variances[0]) && isnan(c.variances[1]));
}

static void scale_squares_and_order_within_a_unit_keeps_the_components(void)
{
    static const double x[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8},
                        moved[] = {40, 30, 10, 50, 10, 90, 50, 20, 60, 80, 30, 50};
    struct components c, large;

    stats_components(&c, x, (size_t[]){3, 4}, 2);
    stats_components(&large, moved, (size_t[]){3, 4}, 2);
    for (size_t i = 0; i < 2; i++)
        CU_ASSERT_DOUBLE_EQUAL(large.variances[i], 100 * c.variances[i], 1e-11);
}

/* A process costs 8, an iteration 2; it varies by 9 within and by 1 between:
 * sqrt(8 / 2 * 9 / 1) = 6. */
static void effort_follows_kalibera_and_jones(void)
{
    struct components c = {.levels = 2, .variances = {9, 1}};
    size_t repeats[COMPONENTS_LEVELS];

    stats_effort(repeats, &c, (double[]){2, 8});
    CU_ASSERT_EQUAL(repeats[0], 6);
    stats_effort(repeats, &c, (double[]){2, 8.1});
    CU_ASSERT_EQUAL(repeats[0], 7);
    c.variances[1] = 1e6;
    stats_effort(repeats, &c, (double[]){2, 8});
    CU_ASSERT_EQUAL(repeats[0], 1);
}

static double variance_for(const struct components *c, const double *cost, double first,
                           double second)
{
    double variance = c->variances[2] + (c->variances[1] + c->variances[0] / first) / second;

    return variance * (cost[2] + second * (cost[1] + first * cost[0]));
}

/* Variance times cost is what the split minimises: no other one in sight is better. */
static void effort_is_where_variance_for_its_cost_is_least(void)
{
    const struct components c = {.levels = 3, .variances = {400, 25, 1}};
    const double cost[] = {1, 4, 36};
    size_t repeats[COMPONENTS_LEVELS];

    stats_effort(repeats, &c, cost);
    CU_ASSERT_EQUAL(repeats[0], 8);
    CU_ASSERT_EQUAL(repeats[1], 15);
    double best = variance_for(&c, cost, 8, 15);
    for (double first = 1; first < 40; first++)
        for (double second = 1; second < 40; second++)
            CU_ASSERT(variance_for(&c, cost, first, second) >= best);
}

static void a_level_that_does_not_vary_gets_one_repetition(void)
{
    struct components c = {.levels = 3, .variances = {400, -0.1, 1}};
    size_t repeats[COMPONENTS_LEVELS];

    stats_effort(repeats, &c, (double[]){1, 4, 36});
    CU_ASSERT_EQUAL(repeats[0], 127); /* sqrt(40 * 400) = 126.49 */
    CU_ASSERT_EQUAL(repeats[1], 1);
    c.variances[0] = 0;
    stats_effort(repeats, &c, (double[]){1, 4, 36});
    CU_ASSERT_EQUAL(repeats[0], 1);
    c = (struct components){.levels = 2, .variances = {9, 0}};
    stats_effort(repeats, &c, (double[]){1, 4});
    CU_ASSERT_EQUAL(repeats[0], 0);
}

static const struct suite_test tests[] = {
    TEST(components_agree_with_r_on_warpbreaks),
    TEST(components_agree_with_nist_on_sirstv),
    TEST(components_agree_with_nist_on_smls),
    TEST(nested_components_agree_with_r),
    TEST(one_repeat_has_no_component),
    TEST(scale_squares_and_order_within_a_unit_keeps_the_components),
    TEST(effort_follows_kalibera_and_jones),
    TEST(effort_is_where_variance_for_its_cost_is_least),
    TEST(a_level_that_does_not_vary_gets_one_repetition),
    {NULL, NULL},
};
const struct suite suite_components = {"components", tests};
