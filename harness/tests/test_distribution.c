/* SPDX-License-Identifier: MIT
 * Tests of stats/distribution. Unless said otherwise the numbers are R's. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "stats/distribution.h"
#include "suite.h"

static void distributions_agree_with_r(void)
{
    CU_ASSERT_DOUBLE_EQUAL(stats_t_quantile(0.975, 9), 2.262157162798, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(stats_t_quantile(0.995, 4.3), 4.391966707684, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(stats_t_cdf(-2.1, 7.5), 0.035618535729, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(stats_normal_quantile(0.99), 2.326347874041, 5e-13);
    CU_ASSERT_DOUBLE_EQUAL(stats_binomial_cdf(3, 10, 0.3), 0.6496107184, 5e-11);
}

/* Clopper-Pearson bounds are where the binomial tail is 2.5 %. */
static void binomial_tails_give_clopper_and_pearsons_bounds(void)
{
    CU_ASSERT_DOUBLE_EQUAL(stats_binomial_cdf(0, 300, 0.0122209746943), 0.025, 1e-11);
    CU_ASSERT_DOUBLE_EQUAL(stats_binomial_cdf(2, 400, 0.017944144606), 0.025, 1e-10);
    CU_ASSERT_DOUBLE_EQUAL(1 - stats_binomial_cdf(1, 400, 0.000606097809), 0.025, 1e-10);
    CU_ASSERT_EQUAL(stats_binomial_cdf(5, 5, 0.3), 1);
}

static void binomial_is_the_sum_of_its_masses(void)
{
    for (size_t n = 1; n <= 40; n++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++) {
            double nn = (double)n, kk = (double)k;
            sum += exp(lgamma(nn + 1) - lgamma(kk + 1) - lgamma(nn - kk + 1)) * pow(0.5, nn);
            CU_ASSERT_DOUBLE_EQUAL(stats_binomial_cdf(k, n, 0.5), sum, 1e-12);
        }
    }
}

static void normal_quantile_and_cdf_are_inverses(void)
{
    static const double p[] = {1e-300, 1e-20, 1e-6, 0.02, 0.3, 0.5, 0.9, 0.99999};

    for (size_t i = 0; i < ARRAY_SIZE(p); i++)
        CU_ASSERT_DOUBLE_EQUAL(stats_normal_cdf(stats_normal_quantile(p[i])) / p[i], 1, 1e-12);
    CU_ASSERT_EQUAL(stats_normal_quantile(0), -INFINITY);
    CU_ASSERT(isnan(stats_normal_quantile(1.5)));
}

/* Closed forms: Cauchy at 1, and t/sqrt(2+t^2) at 2 degrees of freedom. */
static void student_has_its_closed_forms(void)
{
    for (double t = -30; t <= 30; t += 0.7) {
        CU_ASSERT_DOUBLE_EQUAL(stats_t_cdf(t, 1), 0.5 + atan(t) / acos(-1), 1e-14);
        CU_ASSERT_DOUBLE_EQUAL(stats_t_cdf(t, 2), 0.5 + t / (2 * sqrt(2 + t * t)), 1e-14);
        CU_ASSERT_DOUBLE_EQUAL(stats_t_quantile(stats_t_cdf(t, 2), 2), t, 1e-9);
    }
    CU_ASSERT_DOUBLE_EQUAL(stats_t_cdf(1.7, 1e7), stats_normal_cdf(1.7), 1e-6);
}

static void signed_rank_counts_every_sign_pattern(void)
{
    enum { N = 10 };
    size_t seen[N * (N + 1) / 2 + 1] = {0}, below = 0;

    for (unsigned signs = 0; signs < 1u << N; signs++) {
        size_t v = 0;
        for (unsigned i = 0; i < N; i++)
            v += signs >> i & 1 ? i + 1 : 0;
        seen[v]++;
    }
    for (size_t v = 0; v < ARRAY_SIZE(seen); v++) {
        below += seen[v];
        CU_ASSERT_EQUAL(stats_signed_rank_cdf((double)v, N), (double)below / (1 << N));
    }
}

/* Depression data (Hollander and Wolfe): V = 40 of 9, one-sided p .01953125. */
static void signed_rank_agrees_with_the_depression_data(void)
{
    CU_ASSERT_EQUAL(1 - stats_signed_rank_cdf(39, 9), 0.01953125);
    CU_ASSERT_EQUAL(2 * stats_signed_rank_cdf(5, 9), 0.0390625);
}

static void signed_rank_quantile_is_the_first_that_reaches_p(void)
{
    for (size_t n = 6; n < 60; n++) {
        double v = stats_signed_rank_quantile(0.025, n);
        CU_ASSERT(stats_signed_rank_cdf(v, n) >= 0.025);
        CU_ASSERT(stats_signed_rank_cdf(v - 1, n) < 0.025);
    }
    CU_ASSERT_EQUAL(stats_signed_rank_quantile(0.025, 10), 9);
    CU_ASSERT_EQUAL(stats_signed_rank_cdf(-1, 10), 0);
    CU_ASSERT_EQUAL(stats_signed_rank_cdf(55, 10), 1);
}

static void signed_rank_of_a_thousand_is_nearly_normal(void)
{
    double n = 1000, mean = n * (n + 1) / 4, sd = sqrt(mean * (2 * n + 1) / 6);

    CU_ASSERT_DOUBLE_EQUAL(stats_signed_rank_cdf(mean - 1.5 * sd, 1000), stats_normal_cdf(-1.5),
                           1e-4);
}

static const struct suite_test tests[] = {
    TEST(distributions_agree_with_r),
    TEST(binomial_tails_give_clopper_and_pearsons_bounds),
    TEST(binomial_is_the_sum_of_its_masses),
    TEST(normal_quantile_and_cdf_are_inverses),
    TEST(student_has_its_closed_forms),
    TEST(signed_rank_counts_every_sign_pattern),
    TEST(signed_rank_agrees_with_the_depression_data),
    TEST(signed_rank_quantile_is_the_first_that_reaches_p),
    TEST(signed_rank_of_a_thousand_is_nearly_normal),
    {NULL, NULL},
};
const struct suite suite_distribution = {"distribution", tests};
