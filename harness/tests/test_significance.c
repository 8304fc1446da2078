/* SPDX-License-Identifier: MIT
 * Tests of stats/significance against published answers, R's and scipy's. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "stats/significance.h"
#include "suite.h"

/* R's sleep. */
static const double sleep_one[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
static const double sleep_two[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

/* Hollander and Wolfe's depression data, before and after. */
static const double depressed[] = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
static const double treated[] = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

/* scipy's TestMannWhitneyU. */
static const double three[] = {210.052110, 110.190630, 307.918612};
static const double thirteen[] = {436.08811482466416, 416.37397329768191, 179.96975939463582,
                                  197.8118754228619,  34.038757281225756, 138.54220550921517,
                                  128.7769351470246,  265.92721427951852, 275.6617533155341,
                                  592.34083395416258, 448.73177590617018, 300.61495185038905,
                                  187.97508449019588};

/* With ties within and across. */
static const double tied_a[] = {1, 2, 2, 3, 5, 5, 8}, tied_b[] = {2, 4, 5, 6, 6, 9};

static void subtract(double *d, const double *x, const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        d[i] = x[i] - y[i];
}

static void paired_t_agrees_with_r(void)
{
    double d[10];

    subtract(d, sleep_one, sleep_two, 10);
    struct t_test test = stats_t_test(d, 10);
    CU_ASSERT_DOUBLE_EQUAL(test.t, -4.06212768338, 5e-12);
    CU_ASSERT_EQUAL(test.df, 9);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.0028328901973842702, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(test.estimate, -1.58, 1e-14);
}

static void welch_agrees_with_r_and_scipy(void)
{
    static const double a[] = {1, 2, 3}, b[] = {1.1, 2.9, 4.2};
    struct t_test test = stats_welch_test(sleep_two, 10, sleep_one, 10);

    CU_ASSERT_DOUBLE_EQUAL(test.t, -1.86081346749, 5e-12);
    CU_ASSERT_DOUBLE_EQUAL(test.df, 17.7764735162, 5e-11);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.079394140187358173, 1e-14);
    test = stats_welch_test(b, 3, a, 3);
    CU_ASSERT_DOUBLE_EQUAL(test.t, -0.686495127355726, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.536194907531267, 1e-14);
}

static void too_little_has_no_p_value(void)
{
    static const double same[] = {3, 3, 3};

    CU_ASSERT(isnan(stats_t_test(same, 1).p));
    CU_ASSERT(isnan(stats_t_test(same, 0).p));
    CU_ASSERT(isnan(stats_t_test(same, 3).p));
    CU_ASSERT_EQUAL(stats_t_test(same, 3).estimate, 3);
    CU_ASSERT(isnan(stats_welch_test(sleep_one, 10, same, 1).p));
    CU_ASSERT(isnan(stats_signed_rank_test(same, 0, RANK_BEST).p));
    CU_ASSERT(isnan(stats_rank_sum_test(same, 3, same, 0, RANK_BEST).p));
    struct t_test none = stats_t_test(same, 3);
    CU_ASSERT(isnan(stats_equivalence_p(&none, -1, 1)));
}

static void signed_ranks_agree_with_the_depression_data(void)
{
    double d[9];

    subtract(d, depressed, treated, 9);
    struct rank_test test = stats_signed_rank_test(d, 9, RANK_BEST);
    CU_ASSERT(test.exact);
    CU_ASSERT_EQUAL(test.statistic, 40);
    CU_ASSERT_EQUAL(test.p, 0.0390625);
    CU_ASSERT_EQUAL(test.p_greater, 0.01953125);
    test = stats_signed_rank_test(d, 9, RANK_NORMAL);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.038151710173415156, 1e-15);
    test = stats_signed_rank_test(d, 9, RANK_NORMAL_WITH_CONTINUITY);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.044010984012951455, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(test.p_greater, 0.022005492006475728, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(test.p_less, 0.98351530937788989, 1e-15);
    CU_ASSERT(!test.exact);
}

static void signed_ranks_agree_with_scipy_on_ties(void)
{
    static const double x[] = {120, 114, 181, 188, 180, 146, 121, 191, 132, 113, 127, 112};
    static const double y[] = {133, 143, 119, 189, 112, 199, 198, 113, 115, 121, 142, 187};
    double d[12];

    subtract(d, x, y, 12);
    struct rank_test test = stats_signed_rank_test(d, 12, RANK_NORMAL);
    CU_ASSERT_EQUAL(test.statistic, 34);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.6948866023724735, 1e-15);
    test = stats_signed_rank_test(d, 12, RANK_NORMAL_WITH_CONTINUITY);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.7240816609153895, 1e-15);
    /* scipy's PermutationMethod over all signs. */
    test = stats_signed_rank_test(d, 12, RANK_BEST);
    CU_ASSERT_EQUAL(test.p, 0.7333984375);
    CU_ASSERT_EQUAL(test.p_greater, 0.661376953125);
    for (size_t i = 0; i < 10; i++)
        d[i] = 0.1;
    test = stats_signed_rank_test(d, 10, RANK_NORMAL);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.001565402258002551, 1e-17);
    test = stats_signed_rank_test(d, 10, RANK_NORMAL_WITH_CONTINUITY);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.00190419504300439, 1e-17);
    CU_ASSERT_EQUAL(stats_signed_rank_test(d, 10, RANK_EXACT).p, 0.001953125);
}

static void signed_ranks_without_ties_have_wilcoxons_distribution(void)
{
    double d[20];
    struct rng rng;

    rng_seed(&rng, 5);
    for (size_t n = 1; n <= 20; n++) {
        for (size_t i = 0; i < n; i++)
            d[i] = rng_uniform(&rng) - 0.4;
        struct rank_test test = stats_signed_rank_test(d, n, RANK_BEST);
        CU_ASSERT_DOUBLE_EQUAL(test.p_less, stats_signed_rank_cdf(test.statistic, n), 1e-14);
        CU_ASSERT_DOUBLE_EQUAL(test.p_greater, 1 - stats_signed_rank_cdf(test.statistic - 1, n),
                               1e-14);
    }
}

static void zeros_are_left_out_of_signed_ranks(void)
{
    static const double with[] = {0, 1, -2, 0, 3, 4}, without[] = {1, -2, 3, 4};
    struct rank_test test = stats_signed_rank_test(with, 6, RANK_BEST);

    CU_ASSERT_EQUAL(test.p, stats_signed_rank_test(without, 4, RANK_BEST).p);
    CU_ASSERT_EQUAL(test.statistic, 8);
    CU_ASSERT_EQUAL(stats_signed_rank_test((double[]){0, 0}, 2, RANK_BEST).p, 1);
    CU_ASSERT_EQUAL(stats_signed_rank_test((double[]){0, 0}, 2, RANK_NORMAL).p, 1);
}

static void rank_sums_agree_with_scipy(void)
{
    struct rank_test test = stats_rank_sum_test(three, 3, thirteen, 13, RANK_BEST);

    CU_ASSERT(test.exact);
    CU_ASSERT_EQUAL(test.statistic, 16);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.7035714285714286, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(test.p_less, 0.3517857142857143, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(test.p_greater, 0.6946428571428571, 1e-15);
    test = stats_rank_sum_test(three, 3, thirteen, 13, RANK_NORMAL_WITH_CONTINUITY);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.6865041817876, 5e-14);
    CU_ASSERT_DOUBLE_EQUAL(test.p_greater, 0.7047591913255302, 1e-14);
}

static void rank_sums_agree_with_go_moremath(void)
{
    static const double a[] = {2, 1, 3, 5}, b[] = {0, 4, 6, 7}, low[] = {1, 2, 3, 4},
                        high[] = {5, 6, 7, 8};
    struct rank_test test = stats_rank_sum_test(a, 4, b, 4, RANK_BEST);

    CU_ASSERT_EQUAL(test.statistic, 5);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.4857142857142857, 1e-15);
    test = stats_rank_sum_test(low, 4, high, 4, RANK_BEST); /* the least there is at 4 */
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.02857142857142857, 1e-16);
}

static void rank_sums_agree_with_r_and_scipy_on_ties(void)
{
    struct rank_test test = stats_rank_sum_test(tied_a, 7, tied_b, 6, RANK_NORMAL);

    CU_ASSERT_EQUAL(test.statistic, 12);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.19294713116718779, 1e-15);
    test = stats_rank_sum_test(tied_a, 7, tied_b, 6, RANK_NORMAL_WITH_CONTINUITY);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.21885377557711413, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(test.p_less, 0.10942688778855707, 1e-15);
    /* scipy's PermutationMethod over all 1716 choices. */
    test = stats_rank_sum_test(tied_a, 7, tied_b, 6, RANK_EXACT);
    CU_ASSERT_DOUBLE_EQUAL(test.p_less, 0.1048951048951049, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(test.p_greater, 0.9026806526806527, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(test.p, 0.2097902097902098, 1e-15);
}

/* The example in benchstat's documentation, ns/op before and after: -17.20 % (p=0.000), ~
 * (p=0.446), geomean -8.94 %. Its p-values are exact too, and there are ties. */
static void rank_sums_agree_with_benchstat(void)
{
    static const double old_json[] = {1726, 1723, 1707, 1707, 1713,
                                      1729, 1736, 1707, 1705, 1774};
    static const double new_json[] = {1423, 1416, 1411, 1413, 1412,
                                      1426, 1422, 1424, 1447, 1425};
    static const double old_gob[] = {3069, 3075, 3069, 3067, 3207,
                                     3064, 3064, 3058, 3059, 3062};
    static const double new_gob[] = {3075, 3065, 3059, 3065, 3060,
                                     3081, 3186, 3135, 3087, 3062};
    double ratios[] = {stats_median(new_json, 10) / stats_median(old_json, 10),
                       stats_median(new_gob, 10) / stats_median(old_gob, 10)};

    CU_ASSERT_DOUBLE_EQUAL(stats_rank_sum_test(old_gob, 10, new_gob, 10, RANK_BEST).p, 0.446,
                           5e-4);
    CU_ASSERT(stats_rank_sum_test(old_json, 10, new_json, 10, RANK_BEST).p < 5e-4);
    CU_ASSERT_DOUBLE_EQUAL(ratios[0], 1 - 0.1720, 5e-5);
    CU_ASSERT_DOUBLE_EQUAL(stats_geometric_mean(ratios, 2, 0.95).ratio, 1 - 0.0894, 5e-5);
}

static void large_samples_are_nearly_exact(void)
{
    double d[250], e[200];
    struct rng rng;

    rng_seed(&rng, 21);
    for (size_t i = 0; i < ARRAY_SIZE(d); i++)
        d[i] = rng_uniform(&rng) - 0.48;
    for (size_t i = 0; i < ARRAY_SIZE(e); i++)
        e[i] = rng_uniform(&rng) - 0.44;
    struct rank_test best = stats_signed_rank_test(d, 250, RANK_BEST);
    struct rank_test exact = stats_signed_rank_test(d, 250, RANK_EXACT);
    CU_ASSERT(!best.exact && exact.exact);
    CU_ASSERT_DOUBLE_EQUAL(best.p, exact.p, 1e-3);
    CU_ASSERT(stats_signed_rank_test(d, 200, RANK_BEST).exact);
    CU_ASSERT(!stats_rank_sum_test(d, 31, e, 30, RANK_BEST).exact);
    CU_ASSERT_DOUBLE_EQUAL(stats_rank_sum_test(d, 31, e, 30, RANK_BEST).p,
                           stats_rank_sum_test(d, 31, e, 30, RANK_EXACT).p, 3e-3);
}

/* marginaleffects, issue 891: R's rnorm() after set.seed(1024); the interval published there is
 * [-1.058539, 0.845747]. */
static void equivalence_agrees_with_r(void)
{
    static const double a[] = {-0.77866288231515801, -0.98237310428080982, 0.24789005396547981,
                               -0.38141804911469912, 1.02713840744202822,  -1.8792631930677639,
                               -1.23918902637837736, 1.79555122839723813,  -1.3221384809017751,
                               -0.27608641313504689};
    static const double b[] = {
        -0.38947639599467054, -2.0337983290075159, -2.1038646286838887,   2.0749198375245954,
        0.47301422799433085,  1.1604186017980815,  0.0036712909533963885, -0.095452066071663066,
        -0.74397650992831743, -1.070050125125714};
    struct t_test test = stats_welch_test(b, 10, a, 10);
    double half = stats_t_quantile(0.95, test.df) * test.se;

    CU_ASSERT_DOUBLE_EQUAL(test.df, 17.6074593284, 5e-11);
    CU_ASSERT_DOUBLE_EQUAL(test.estimate - half, -1.058538508432, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(test.estimate + half, 0.845747035862, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(stats_equivalence_p(&test, -0.5, 0.5), 0.241176054867, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(stats_equivalence_p(&test, -1, 1), 0.0604915474747, 5e-14);
    CU_ASSERT_DOUBLE_EQUAL(stats_equivalence_p(&test, -2, 2), 0.00145695130774, 5e-15);
    /* Below alpha where the interval of level 1 - 2 alpha lies within. */
    CU_ASSERT_DOUBLE_EQUAL(stats_equivalence_p(&test, test.estimate - half, 2), 0.05, 1e-12);
}

static void swapping_the_arms_swaps_the_sides(void)
{
    struct rank_test one = stats_rank_sum_test(tied_a, 7, tied_b, 6, RANK_BEST);
    struct rank_test two = stats_rank_sum_test(tied_b, 6, tied_a, 7, RANK_BEST);
    struct t_test there = stats_welch_test(sleep_one, 10, sleep_two, 9);
    struct t_test back = stats_welch_test(sleep_two, 9, sleep_one, 10);
    double d[10], e[10];

    CU_ASSERT_DOUBLE_EQUAL(one.p, two.p, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(one.p_less, two.p_greater, 1e-15);
    CU_ASSERT_EQUAL(one.statistic + two.statistic, 42);
    CU_ASSERT_EQUAL(there.estimate, -back.estimate);
    CU_ASSERT_DOUBLE_EQUAL(there.p, back.p, 1e-15);
    subtract(d, sleep_one, sleep_two, 10);
    subtract(e, sleep_two, sleep_one, 10);
    one = stats_signed_rank_test(d, 10, RANK_BEST);
    two = stats_signed_rank_test(e, 10, RANK_BEST);
    CU_ASSERT_EQUAL(one.p, two.p);
    CU_ASSERT_EQUAL(one.p_less, two.p_greater);
}

static void scale_and_order_change_no_p_value(void)
{
    double d[9], moved[9];

    subtract(d, depressed, treated, 9);
    for (size_t i = 0; i < 9; i++)
        moved[i] = 1024 * d[8 - i];
    CU_ASSERT_EQUAL(stats_signed_rank_test(moved, 9, RANK_BEST).p,
                    stats_signed_rank_test(d, 9, RANK_BEST).p);
    CU_ASSERT_DOUBLE_EQUAL(stats_t_test(moved, 9).p, stats_t_test(d, 9).p, 1e-15);
    CU_ASSERT_EQUAL(stats_rank_sum_test(moved, 4, moved + 4, 5, RANK_BEST).p,
                    stats_rank_sum_test(d + 5, 4, d, 5, RANK_BEST).p);
}

/* The exact interval leaves out those shifts that the exact test rejects. */
static void the_signed_rank_interval_is_the_test_inverted(void)
{
    double d[9], shifted[9];

    subtract(d, depressed, treated, 9);
    struct interval ci = stats_signed_rank_interval(d, 9, 0.95);
    for (int side = 0; side < 2; side++)
        for (int out = 0; out < 2; out++) {
            double at =
                side == 0 ? ci.low - (out ? 1e-9 : -1e-9) : ci.high + (out ? 1e-9 : -1e-9);
            for (size_t i = 0; i < 9; i++)
                shifted[i] = d[i] - at;
            CU_ASSERT_EQUAL(stats_signed_rank_test(shifted, 9, RANK_BEST).p <= 0.05, out == 1);
        }
}

static const struct suite_test tests[] = {
    TEST(paired_t_agrees_with_r),
    TEST(welch_agrees_with_r_and_scipy),
    TEST(too_little_has_no_p_value),
    TEST(signed_ranks_agree_with_the_depression_data),
    TEST(signed_ranks_agree_with_scipy_on_ties),
    TEST(signed_ranks_without_ties_have_wilcoxons_distribution),
    TEST(zeros_are_left_out_of_signed_ranks),
    TEST(rank_sums_agree_with_scipy),
    TEST(rank_sums_agree_with_go_moremath),
    TEST(rank_sums_agree_with_r_and_scipy_on_ties),
    TEST(rank_sums_agree_with_benchstat),
    TEST(large_samples_are_nearly_exact),
    TEST(equivalence_agrees_with_r),
    TEST(swapping_the_arms_swaps_the_sides),
    TEST(scale_and_order_change_no_p_value),
    TEST(the_signed_rank_interval_is_the_test_inverted),
    {NULL, NULL},
};
const struct suite suite_significance = {"significance", tests};
