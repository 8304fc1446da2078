/* SPDX-License-Identifier: MIT
 * Tests of stats/summary against published answers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/effect.h"
#include "stats/summary.h"
#include "suite.h"

/* R's morley$Speed; Speed / 1000 + 299 is NIST StRD's Michelso. */
static const double morley[] = {
    850,  740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000,
    1000, 960, 960, 960,  940, 960, 940, 880, 800, 850, 880,  900, 840, 830, 790, 810, 880,
    880,  830, 800, 790,  760, 800, 880, 880, 880, 860, 720,  720, 620, 860, 970, 950, 880,
    910,  850, 870, 840,  840, 850, 840, 840, 840, 890, 810,  810, 820, 800, 770, 760, 740,
    750,  760, 910, 920,  890, 860, 880, 720, 840, 850, 850,  780, 890, 840, 780, 810, 760,
    810,  790, 810, 820,  850, 870, 870, 810, 740, 810, 940,  950, 800, 810, 870};

/* Davison and Hinkley's and scipy's bootstrap example. */
static const double skewed[] = {10, 12, 12.5, 12.5, 13.9, 15,  21,  22,
                                23, 34, 50,   81,   89,   121, 134, 213};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Of both signs and all magnitudes, some twice, both zeros and infinities among them. */
static void many_values_are_sorted_as_few_are(void)
{
    enum { COUNT = 3000 };
    double x[COUNT], expected[COUNT];
    struct rng rng;

    rng_seed(&rng, 11);
    for (size_t i = 0; i < COUNT; i++)
        x[i] = ldexp(rng_uniform(&rng) - 0.5, (int)rng_below(&rng, 2000) - 1000);
    memcpy(x, (double[]){-0.0, INFINITY, 0.0, -INFINITY, 5e-324, -5e-324, 1, 1},
           8 * sizeof(*x));
    memcpy(x + 1000, x, 100 * sizeof(*x));
    memcpy(expected, x, sizeof(x));
    qsort(expected, COUNT, sizeof(*expected), ascending);
    stats_sort(x, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        CU_ASSERT(x[i] == expected[i]);
}

static void summary_agrees_with_nist_on_michelson(void)
{
    double x[ARRAY_SIZE(morley)];

    for (size_t i = 0; i < ARRAY_SIZE(x); i++)
        x[i] = morley[i] / 1000 + 299;
    CU_ASSERT_DOUBLE_EQUAL(stats_mean(x, 100), 299.8524, 1e-13 * 300);
    CU_ASSERT_DOUBLE_EQUAL(stats_sd(x, 100), 0.0790105478190518, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(stats_lag1(x, 100), 0.535199668621283, 1e-12);
}

static void summary_agrees_with_nist_on_mavro(void)
{
    static const double x[] = {
        2.00180, 2.00170, 2.00180, 2.00190, 2.00180, 2.00170, 2.00150, 2.00140, 2.00150,
        2.00150, 2.00170, 2.00180, 2.00180, 2.00190, 2.00190, 2.00210, 2.00200, 2.00160,
        2.00140, 2.00130, 2.00130, 2.00150, 2.00150, 2.00160, 2.00150, 2.00140, 2.00130,
        2.00140, 2.00150, 2.00140, 2.00150, 2.00160, 2.00150, 2.00160, 2.00190, 2.00200,
        2.00200, 2.00210, 2.00220, 2.00230, 2.00240, 2.00250, 2.00270, 2.00260, 2.00260,
        2.00260, 2.00270, 2.00260, 2.00250, 2.00240};

    CU_ASSERT_DOUBLE_EQUAL(stats_mean(x, 50), 2.001856, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(stats_sd(x, 50), 0.000429123454003053, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(stats_lag1(x, 50), 0.937989183438248, 1e-12);
}

/* NIST StRD NumAcc1 to 4: BASE, then (BASE - STEP, BASE + STEP) 500 times. */
static void check_numacc(double base, double step, double sd, double tolerance)
{
    double x[1001] = {base};

    for (size_t i = 1; i < 1001; i += 2) {
        x[i] = base - step;
        x[i + 1] = base + step;
    }
    CU_ASSERT_DOUBLE_EQUAL(stats_mean(x, 1001), base, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(stats_sd(x, 1001), sd, tolerance);
    CU_ASSERT_DOUBLE_EQUAL(stats_lag1(x, 1001), -0.999, 1e-8);
}

static void summary_keeps_the_digits_of_nist_numacc(void)
{
    static const double one[] = {10000001, 10000003, 10000002};

    CU_ASSERT_DOUBLE_EQUAL(stats_mean(one, 3), 10000002, 0);
    CU_ASSERT_DOUBLE_EQUAL(stats_sd(one, 3), 1, 0);
    CU_ASSERT_DOUBLE_EQUAL(stats_lag1(one, 3), -0.5, 0);
    check_numacc(1.2, 0.1, 0.1, 1e-15);
    check_numacc(1000000.2, 0.1, 0.1, 1e-9);
    check_numacc(10000000.2, 0.1, 0.1, 1e-8); /* the data's own rounding */
}

static void summary_agrees_with_jmh(void)
{
    /* TestListStatistics of the OpenJDK Microbenchmark Harness. */
    static const double x[] = {60.89053178, 3.589312005, 42.73638635, 85.55397805, 96.66786311,
                               29.31809699, 63.50268147, 52.24157468, 64.68049085, 2.34517545,
                               92.62435741, 7.50775664,  31.92395987, 82.68609724, 71.07171954,
                               15.78967174, 34.43339987, 65.40063304, 69.86288638, 22.55130769,
                               36.99130073, 60.17648239, 33.1484382,  56.4605944,  93.67454206};
    struct interval ci = stats_t_interval(x, 25, 0.999);

    CU_ASSERT_DOUBLE_EQUAL(stats_mean(x, 25), 51.03316951740001, 1e-13);
    CU_ASSERT_DOUBLE_EQUAL(stats_sd(x, 25), 28.582874479178013, 1e-13);
    CU_ASSERT_DOUBLE_EQUAL(ci.low, 29.62232, 1e-5);
    CU_ASSERT_DOUBLE_EQUAL(ci.high, 72.44402, 1e-5);
}

static void quantiles_are_those_of_r(void)
{
    size_t n = ARRAY_SIZE(skewed);

    CU_ASSERT_DOUBLE_EQUAL(stats_median(skewed, n), 22.5, 0);
    CU_ASSERT_DOUBLE_EQUAL(stats_mad(skewed, n), 16.3086, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(stats_quantile(skewed, n, 0.05), 11.5, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(stats_quantile(skewed, n, 0.25), 13.55, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(stats_quantile(skewed, n, 0.95), 153.75, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(stats_quantile(skewed, n, 0.75) - stats_quantile(skewed, n, 0.25),
                           69.45, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(stats_quantile(skewed, n, 0), 10, 0);
    CU_ASSERT_DOUBLE_EQUAL(stats_quantile(skewed, n, 1), 213, 0);
}

static void median_interval_agrees_with_asv_and_benchstat(void)
{
    static const double x[] = {-2.47946614, -1.49595963, -1.02812482, -0.76592323,
                               -0.09452743, 0.10732743,  0.27798342,  0.50173779,
                               0.57829823,  0.60474948,  0.94695675,  1.20159789};
    struct interval ci = stats_median_interval(x, 12, 0.8);

    CU_ASSERT_DOUBLE_EQUAL(ci.low, -0.7659232, 1e-7);
    CU_ASSERT_DOUBLE_EQUAL(ci.high, 0.5782982, 1e-7);
    CU_ASSERT_DOUBLE_EQUAL(stats_quantile(x, 12, 0.2), -0.9756845, 1e-7);
    ci = stats_median_interval(x, 6, 0.95);
    CU_ASSERT_EQUAL(ci.low, x[0]);
    CU_ASSERT_EQUAL(ci.high, x[5]);
}

static void median_interval_says_when_there_are_too_few_values(void)
{
    CU_ASSERT_EQUAL(stats_median_interval_needs(0.95), 6);
    CU_ASSERT_EQUAL(stats_median_interval_needs(0.99), 8);
    CU_ASSERT_EQUAL(stats_median_interval_needs(0.5), 2);
    CU_ASSERT(isnan(stats_median_interval(skewed, 5, 0.95).low));
    CU_ASSERT(isnan(stats_median_interval(skewed, 0, 0.95).high));
}

/* Nile, flow at Aswan 1871 to 1970, as R has it. */
static const double nile[] = {
    1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
    960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
    874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
    1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
    781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
    1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
    1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740};

static void serial_correlation_agrees_with_r_on_the_nile(void)
{
    CU_ASSERT_DOUBLE_EQUAL(stats_lag1(nile, ARRAY_SIZE(nile)), 0.498408184133, 5e-13);
}

/* R: mean(log(x / y), trim = 0.2) of the depression data. */
static void trimmed_mean_agrees_with_r(void)
{
    static const double x[] = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    static const double y[] = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double d[9];

    for (size_t i = 0; i < 9; i++)
        d[i] = log(x[i] / y[i]);
    CU_ASSERT_DOUBLE_EQUAL(stats_trimmed_mean(d, 9, 0.2), 0.303414006847, 5e-13);
    CU_ASSERT_EQUAL(stats_trimmed_mean(d, 9, 0), stats_mean(d, 9));
    CU_ASSERT_EQUAL(stats_trimmed_mean(d, 9, 0.5), stats_median(d, 9));
    CU_ASSERT_EQUAL(stats_trimmed_mean(d, 8, 0.5), stats_median(d, 8));
    CU_ASSERT_EQUAL(stats_trimmed_mean(d, 1, 0.2), d[0]);
}

static void share_interval_agrees_with_clopper_and_pearson(void)
{
    struct interval none = stats_share_interval(0, 300, 0.95);
    struct interval two = stats_share_interval(2, 400, 0.95);
    struct interval all = stats_share_interval(300, 300, 0.95);
    struct interval seven = stats_share_interval(7, 20, 0.95);

    CU_ASSERT_EQUAL(none.low, 0);
    CU_ASSERT_DOUBLE_EQUAL(none.high, 0.0122209746943, 5e-14);
    CU_ASSERT_DOUBLE_EQUAL(two.low, 0.000606097809, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(two.high, 0.017944144606, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(all.low, 1 - none.high, 1e-15);
    CU_ASSERT_EQUAL(all.high, 1);
    CU_ASSERT_DOUBLE_EQUAL(seven.low, 0.15390920478454115, 1e-14); /* R's binom.test */
    CU_ASSERT_DOUBLE_EQUAL(seven.high, 0.59218853453282816, 1e-14);
    CU_ASSERT(isnan(stats_share_interval(0, 0, 0.95).low));
}

static void order_keeps_equals_in_place_and_puts_nan_last(void)
{
    static const double x[] = {3, NAN, 1, 3, -2, NAN, 1};
    static const size_t expected[] = {4, 2, 6, 0, 3, 1, 5};
    size_t order[7];

    stats_order(order, x, 7);
    CU_ASSERT_EQUAL(memcmp(order, expected, sizeof(order)), 0);
}

static void nothing_comes_from_nothing(void)
{
    double one = 3;

    CU_ASSERT(isnan(stats_mean(NULL, 0)));
    CU_ASSERT(isnan(stats_median(NULL, 0)));
    CU_ASSERT(isnan(stats_mad(NULL, 0)));
    CU_ASSERT(isnan(stats_trimmed_mean(NULL, 0, 0.2)));
    CU_ASSERT(isnan(stats_sd(&one, 1)));
    CU_ASSERT(isnan(stats_lag1(&one, 1)));
    CU_ASSERT_EQUAL(stats_median(&one, 1), 3);
}

static void order_does_not_matter(void)
{
    double x[ARRAY_SIZE(skewed)];
    size_t order[ARRAY_SIZE(skewed)], n = ARRAY_SIZE(skewed);
    struct interval before = stats_median_interval(skewed, n, 0.95), after;
    struct rng rng;

    rng_seed(&rng, 7);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (int round = 0; round < 20; round++) {
        rng_shuffle(&rng, order, n);
        for (size_t i = 0; i < n; i++)
            x[i] = skewed[order[i]];
        after = stats_median_interval(x, n, 0.95);
        CU_ASSERT_EQUAL(before.low, after.low);
        CU_ASSERT_EQUAL(before.high, after.high);
        CU_ASSERT_EQUAL(stats_mad(x, n), stats_mad(skewed, n));
        CU_ASSERT_DOUBLE_EQUAL(stats_sd(x, n), stats_sd(skewed, n), 1e-12);
    }
}

static const struct suite_test tests[] = {
    TEST(many_values_are_sorted_as_few_are),
    TEST(summary_agrees_with_nist_on_michelson),
    TEST(summary_agrees_with_nist_on_mavro),
    TEST(summary_keeps_the_digits_of_nist_numacc),
    TEST(summary_agrees_with_jmh),
    TEST(quantiles_are_those_of_r),
    TEST(median_interval_agrees_with_asv_and_benchstat),
    TEST(median_interval_says_when_there_are_too_few_values),
    TEST(serial_correlation_agrees_with_r_on_the_nile),
    TEST(trimmed_mean_agrees_with_r),
    TEST(share_interval_agrees_with_clopper_and_pearson),
    TEST(order_keeps_equals_in_place_and_puts_nan_last),
    TEST(nothing_comes_from_nothing),
    TEST(order_does_not_matter),
    {NULL, NULL},
};
const struct suite suite_summary = {"summary", tests};
