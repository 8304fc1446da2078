/* SPDX-License-Identifier: MIT
 * Tests of stats/effect against published answers, and what must hold for any data. */
#include <math.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "suite.h"

/* Hollander and Wolfe's depression data, as in R's ?wilcox.test. */
static const double depressed[] = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
static const double treated[] = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

static void signed_rank_interval_agrees_with_r(void)
{
    double d[9];

    for (size_t i = 0; i < 9; i++)
        d[i] = depressed[i] - treated[i];
    struct interval ci = stats_signed_rank_interval(d, 9, 0.95);
    CU_ASSERT_DOUBLE_EQUAL(stats_hodges_lehmann(d, 9), 0.46, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(ci.low, 0.010, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(ci.high, 0.786, 1e-12);
}

/* Vectors of Pragmastat's tests/center: normal-10, additive-5, extreme-wide-5. */
static void hodges_lehmann_agrees_with_pragmastat(void)
{
    static const double ten[] = {10.320019277632081, 10.182186084274377, 10.035992719290558,
                                 9.9840928264839,    10.811244939458113, 9.480952280345113,
                                 10.025957840025901, 9.861132861064087,  9.658535406131065,
                                 10.536036868666999};
    static const double five[] = {9.545057338990643, 9.700394982578409, 9.640517663413698,
                                  7.725085934185934, 9.988143609531168};
    static const double wide[] = {0.001, 1, 100, 1000, 1000000};

    CU_ASSERT_DOUBLE_EQUAL(stats_hodges_lehmann(ten, 10), 10.08313945537914, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(stats_hodges_lehmann(five, 5), 9.622726160784527, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(stats_hodges_lehmann(wide, 5), 500.5, 1e-12);
}

/* A vector of Pragmastat's tests/center-bounds: 1, 2, ... N without a share of MISRATE. */
struct bounds {
    size_t n;
    double misrate, low, high;
};

static void check_bounds(const struct bounds *b)
{
    double x[20], all[210];
    size_t count = 0, k = (size_t)stats_signed_rank_quantile(b->misrate / 2, b->n);

    for (size_t i = 0; i < b->n; i++)
        x[i] = (double)i + 1;
    for (size_t i = 0; i < b->n; i++)
        for (size_t j = i; j < b->n; j++)
            all[count++] = (x[i] + x[j]) / 2;
    stats_sort(all, count);
    struct interval ci = stats_signed_rank_interval(x, b->n, 1 - b->misrate);
    CU_ASSERT_EQUAL(ci.low, all[k - 1]);
    CU_ASSERT_EQUAL(ci.high, all[count - k]);
    CU_ASSERT_EQUAL(b->low, all[k]);
    CU_ASSERT_EQUAL(b->high, all[count - k - 1]);
}

/* Pragmastat (repository AndreyAkinshin/pragmastat) cuts k Walsh averages at each end, k the
 * signed-rank quantile: its bounds are the next ones inwards of R's and ours, which are those
 * of rank k. What is lost is seen by counting: {1..5} at a misrate of 0.1 gives it [1.5, 4.5],
 * and 2 P(V <= 1) = 4 / 32 of all sign patterns miss that, not 0.1; R says [1, 5]. Where
 * neighbouring averages are equal both say the same. */
static void signed_rank_intervals_are_r_s_and_no_narrower_than_pragmastats(void)
{
    static const struct bounds vectors[] = {
        {5, 0.1, 1.5, 4.5}, {7, 0.05, 2, 6}, {10, 0.005, 2, 9}, {20, 0.01, 6.5, 14.5}};
    static const double five[] = {1, 2, 3, 4, 5}, ten[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    for (size_t i = 0; i < ARRAY_SIZE(vectors); i++)
        check_bounds(&vectors[i]);
    CU_ASSERT_EQUAL(stats_signed_rank_interval(five, 5, 0.9).low, 1);
    CU_ASSERT_EQUAL(stats_signed_rank_interval(five, 5, 0.9).high, 5);
    CU_ASSERT_EQUAL(stats_signed_rank_interval(ten, 10, 0.995).low, 1.5);
    CU_ASSERT_EQUAL(2 * stats_signed_rank_cdf(1, 5), 0.125);
}

/* Its tests/signed-rank-margin: twice the quantile. */
static void signed_rank_margins_agree_with_pragmastat(void)
{
    CU_ASSERT_EQUAL(2 * stats_signed_rank_quantile(0.05 / 2, 10), 18);
    CU_ASSERT_EQUAL(2 * stats_signed_rank_quantile(0.01 / 2, 20), 76);
    CU_ASSERT_EQUAL(2 * stats_signed_rank_quantile(0.001 / 2, 50), 610);
}

static void paired_t_agrees_with_r_on_sleep(void)
{
    static const double one[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    static const double two[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    double d[10], ea[10], eb[10];

    for (size_t i = 0; i < 10; i++) {
        d[i] = one[i] - two[i];
        ea[i] = exp(two[i]);
        eb[i] = exp(one[i]);
    }
    struct interval ci = stats_t_interval(d, 10, 0.95);
    CU_ASSERT_DOUBLE_EQUAL(ci.low, -2.459885763277, 1e-11);
    CU_ASSERT_DOUBLE_EQUAL(ci.high, -0.700114236723, 1e-11);
    double t = stats_mean(d, 10) / (stats_sd(d, 10) / sqrt(10));
    CU_ASSERT_DOUBLE_EQUAL(t, -4.06212768338, 1e-11);
    CU_ASSERT_DOUBLE_EQUAL(2 * stats_t_cdf(t, 9), 0.00283289019738, 1e-13);

    /* Welch: t and its degrees of freedom give R's interval of the difference of means. */
    struct effect welch = stats_unpaired_ratio(ea, 10, eb, 10, 0.95);
    double half = stats_t_quantile(0.975, 17.7764735162) * -1.58 / -1.86081346749;
    CU_ASSERT_DOUBLE_EQUAL(log(welch.ratio), -1.58, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(log(welch.ratio) / welch.log_se, -1.86081346749, 1e-10);
    CU_ASSERT_DOUBLE_EQUAL(log(welch.ci.low), -1.58 - half, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(log(welch.ci.high), -1.58 + half, 1e-9);
}

static void welch_agrees_with_scipy(void)
{
    double a[] = {exp(1), exp(2), exp(3)}, b[] = {exp(1.1), exp(2.9), exp(4.2)};
    struct effect effect = stats_unpaired_ratio(a, 3, b, 3, 0.95);

    CU_ASSERT_DOUBLE_EQUAL(log(effect.ratio) / effect.log_se, 0.686495127355726, 1e-13);
    /* The interval whose level is 1 - p ends at 1. */
    effect = stats_unpaired_ratio(a, 3, b, 3, 1 - 0.536194907531267);
    CU_ASSERT_DOUBLE_EQUAL(effect.ci.low, 1, 1e-12);
}

static void paired_ratio_by_t_agrees_with_r_on_logs(void)
{
    struct effect effect = stats_paired_ratio_t(treated, depressed, 9, 0.95);

    CU_ASSERT_EQUAL(effect.method, EFFECT_T);
    CU_ASSERT_DOUBLE_EQUAL(effect.ratio, 1.37449087771, 5e-12);
    CU_ASSERT_DOUBLE_EQUAL(effect.ci.low, 1.01760536425, 5e-12);
    CU_ASSERT_DOUBLE_EQUAL(effect.ci.high, 1.85654010804, 5e-12);
}

static void six_pairs_give_the_least_and_the_greatest(void)
{
    static const double a[] = {1, 1, 1, 1, 1, 1}, b[] = {1.02, 0.97, 1.1, 1.3, 0.99, 1.01};
    struct effect effect = stats_paired_ratio(a, b, 6, 0.95);

    CU_ASSERT_EQUAL(effect.method, EFFECT_SIGNED_RANK);
    CU_ASSERT_DOUBLE_EQUAL(effect.ci.low, 0.97, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(effect.ci.high, 1.3, 1e-14);
}

static void fewer_pairs_fall_back_and_say_so(void)
{
    struct effect effect = stats_paired_ratio(treated, depressed, 5, 0.95);

    CU_ASSERT_EQUAL(effect.method, EFFECT_T);
    CU_ASSERT_EQUAL(effect.pairs, 5);
    effect = stats_paired_ratio(treated, depressed, 1, 0.95);
    CU_ASSERT_EQUAL(effect.method, EFFECT_NONE);
    CU_ASSERT_DOUBLE_EQUAL(effect.ratio, depressed[0] / treated[0], 1e-14);
    CU_ASSERT(isnan(effect.ci.low));
    CU_ASSERT_EQUAL(stats_half_width(&effect), INFINITY);
    effect = stats_paired_ratio(NULL, NULL, 0, 0.95);
    CU_ASSERT(isnan(effect.ratio));
}

static double *walsh_averages(const double *d, size_t n)
{
    double *all = mem_alloc(n * (n + 1) / 2, sizeof(*all));
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++)
            all[count++] = d[i] / 2 + d[j] / 2;
    stats_sort(all, count);
    return all;
}

/* Ties and zeros included: the values are multiples of 1/4. */
static void selection_finds_the_walsh_averages_that_sorting_finds(void)
{
    struct rng rng;
    double d[1300];

    rng_seed(&rng, 3);
    for (size_t n = 6; n <= ARRAY_SIZE(d); n += n < 40 ? 1 : n < 250 ? 70 : 525) {
        for (size_t i = 0; i < n; i++)
            d[i] = n % 2 == 0 ? (double)rng_below(&rng, 9) / 4 - 1 : rng_uniform(&rng) - 0.4;
        double *all = walsh_averages(d, n);
        size_t count = n * (n + 1) / 2;
        size_t k = n <= 1000
                       ? (size_t)stats_signed_rank_quantile(0.025, n)
                       : (size_t)floor((double)count / 2 -
                                       1.959963984540054 *
                                           sqrt((double)count * (2. * (double)n + 1) / 12));
        size_t off = n > 250 ? 3 : 0; /* the rank of some 20,000 is near, not exact */
        k = k > 0 ? k : 1;
        struct interval ci = stats_signed_rank_interval(d, n, 0.95);
        CU_ASSERT(ci.low >= all[k - 1 - off] - 1e-15 && ci.low <= all[k - 1 + off] + 1e-15);
        CU_ASSERT(ci.high >= all[count - k - off] - 1e-15 &&
                  ci.high <= all[count - k + off] + 1e-15);
        CU_ASSERT_DOUBLE_EQUAL(stats_hodges_lehmann(d, n), stats_median(all, count), 1e-15);
        free(all);
    }
}

static double log_normal(struct rng *rng, double sd)
{
    return exp(sd * stats_normal_quantile(rng_uniform(rng) / 2 + 0.25 + 1e-9));
}

static void fill(struct rng *rng, double *a, double *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        a[i] = 5 * log_normal(rng, 0.1);
        b[i] = 7 * log_normal(rng, 0.1);
    }
}

static void swapping_the_arms_inverts_ratio_and_interval(void)
{
    struct rng rng;
    double a[30], b[30];

    rng_seed(&rng, 11);
    for (size_t n = 2; n <= 30; n++) {
        fill(&rng, a, b, n);
        struct effect one = stats_paired_ratio(a, b, n, 0.95);
        struct effect two = stats_paired_ratio(b, a, n, 0.95);
        CU_ASSERT_DOUBLE_EQUAL(one.ratio * two.ratio, 1, 1e-14);
        CU_ASSERT_DOUBLE_EQUAL(one.ci.low * two.ci.high, 1, 1e-14);
        CU_ASSERT_DOUBLE_EQUAL(one.ci.high * two.ci.low, 1, 1e-14);
        CU_ASSERT(one.ci.low <= one.ratio && one.ratio <= one.ci.high);
    }
}

/* A ratio that drifts. */
static void alike_neighbours_are_merged_before_the_interval(void)
{
    double a[40], b[40];
    struct batches batches;

    for (size_t i = 0; i < 40; i++) {
        a[i] = 5;
        b[i] = 7 * exp(0.02 * sin(0.7 * (double)i) + 0.001 * (double)(i * i % 11));
    }
    struct effect plain = stats_paired_ratio(a, b, 40, 0.95);
    struct effect merged = stats_batched_ratio(a, b, 40, 0.95, &batches);
    CU_ASSERT(batches.flagged && batches.per_batch > 1);
    CU_ASSERT_EQUAL(merged.pairs, batches.count);
    CU_ASSERT_EQUAL(merged.pairs, 40 / batches.per_batch);
    CU_ASSERT_NOT_EQUAL(merged.ci.high, plain.ci.high);

    merged = stats_batched_ratio(depressed, treated, 9, 0.95, &batches);
    plain = stats_paired_ratio(depressed, treated, 9, 0.95);
    CU_ASSERT(!batches.flagged && batches.per_batch == 1);
    CU_ASSERT(merged.ci.low == plain.ci.low && merged.ci.high == plain.ci.high);
    CU_ASSERT(merged.ratio == plain.ratio && merged.log_se == plain.log_se);
    CU_ASSERT(isnan(stats_batched_ratio(NULL, NULL, 0, 0.95, &batches).ratio));
}

static void swapping_unpaired_arms_inverts_ratio_and_interval(void)
{
    struct rng rng;
    double a[30], b[30];

    rng_seed(&rng, 12);
    fill(&rng, a, b, 30);
    struct effect one = stats_unpaired_ratio(a, 30, b, 17, 0.95);
    struct effect two = stats_unpaired_ratio(b, 17, a, 30, 0.95);
    CU_ASSERT_DOUBLE_EQUAL(one.ratio * two.ratio, 1, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(one.ci.low * two.ci.high, 1, 1e-14);
    CU_ASSERT_EQUAL(stats_unpaired_ratio(a, 30, b, 1, 0.95).method, EFFECT_NONE);
    CU_ASSERT_DOUBLE_EQUAL(stats_unpaired_ratio(a, 1, b, 1, 0.95).ratio, b[0] / a[0], 1e-15);
}

static void scale_and_order_of_pairs_change_nothing_but_the_scale(void)
{
    struct rng rng;
    double a[20], b[20], scaled[20], a2[20], b2[20];
    size_t order[20];

    rng_seed(&rng, 13);
    fill(&rng, a, b, 20);
    for (size_t i = 0; i < 20; i++) {
        scaled[i] = 1e9 * b[i];
        order[i] = i;
    }
    rng_shuffle(&rng, order, 20);
    for (size_t i = 0; i < 20; i++) {
        a2[i] = a[order[i]];
        b2[i] = b[order[i]];
    }
    struct effect plain = stats_paired_ratio(a, b, 20, 0.95);
    struct effect large = stats_paired_ratio(a, scaled, 20, 0.95);
    struct effect shuffled = stats_paired_ratio(a2, b2, 20, 0.95);
    CU_ASSERT_DOUBLE_EQUAL(large.ratio / plain.ratio, 1e9, 1e-3);
    CU_ASSERT_DOUBLE_EQUAL(large.ci.low / plain.ci.low, 1e9, 1e-3);
    CU_ASSERT_DOUBLE_EQUAL(stats_half_width(&large), stats_half_width(&plain), 1e-12);
    CU_ASSERT_EQUAL(shuffled.ratio, plain.ratio);
    CU_ASSERT_EQUAL(shuffled.ci.low, plain.ci.low);
    CU_ASSERT_EQUAL(shuffled.ci.high, plain.ci.high);
}

static void the_interval_covers_as_often_as_it_says(void)
{
    enum { ROUNDS = 2000 };
    struct rng rng;
    double a[12], b[12];
    int covered = 0;

    rng_seed(&rng, 17);
    for (int i = 0; i < ROUNDS; i++) {
        fill(&rng, a, b, 12);
        struct effect effect = stats_paired_ratio(a, b, 12, 0.95);
        covered += effect.ci.low <= 1.4 && 1.4 <= effect.ci.high;
    }
    /* 12 pairs: exactly 1 - 2 P(V <= 13) = 0.9575; four standard errors are 0.018. */
    CU_ASSERT_DOUBLE_EQUAL((double)covered / ROUNDS, 0.9575, 0.018);
}

static void thousands_of_pairs_use_the_normal_rank_and_little_time(void)
{
    enum { N = 3000 };
    struct rng rng;
    double *a = mem_alloc(N, sizeof(*a)), *b = mem_alloc(N, sizeof(*b));

    rng_seed(&rng, 19);
    fill(&rng, a, b, N);
    struct effect effect = stats_paired_ratio(a, b, N, 0.95);
    struct effect t = stats_paired_ratio_t(a, b, N, 0.95);
    CU_ASSERT_EQUAL(effect.method, EFFECT_SIGNED_RANK);
    CU_ASSERT_DOUBLE_EQUAL(effect.ci.low, t.ci.low, 2e-3);
    CU_ASSERT_DOUBLE_EQUAL(effect.ci.high, t.ci.high, 2e-3);
    free(a);
    free(b);
}

static void geometric_mean_of_equal_and_opposite_ratios_is_one(void)
{
    static const double ratios[] = {2, 0.5, 4, 0.25};
    struct effect effect = stats_geometric_mean(ratios, 4, 0.95);
    double half = stats_t_quantile(0.975, 3) * log(2) * sqrt(10.0 / 3 / 4);

    CU_ASSERT_DOUBLE_EQUAL(effect.ratio, 1, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(log(effect.ci.high), half, 1e-12);
    CU_ASSERT_EQUAL(effect.method, EFFECT_T);
    effect = stats_geometric_mean(ratios, 1, 0.95);
    CU_ASSERT_DOUBLE_EQUAL(effect.ratio, 2, 1e-15);
    CU_ASSERT(isnan(effect.ci.low));
}

/* Four equal standard errors with 9 degrees of freedom each: SE = se / 2, 36 degrees. */
static void geometric_mean_of_this_suite_adds_the_workloads_noise(void)
{
    struct effect effects[4];

    for (size_t i = 0; i < 4; i++)
        effects[i] = (struct effect){.ratio = 3, .pairs = 10, .log_se = 0.02};
    struct effect mean = stats_geometric_mean_fixed(effects, 4, 0.95);
    CU_ASSERT_DOUBLE_EQUAL(mean.ratio, 3, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(log(mean.ci.high / mean.ratio), 0.01 * stats_t_quantile(0.975, 36),
                           1e-12);
    effects[2].log_se = NAN;
    mean = stats_geometric_mean_fixed(effects, 4, 0.95);
    CU_ASSERT_EQUAL(mean.method, EFFECT_NONE);
    CU_ASSERT(isnan(mean.ci.low));
}

static void equal_arms_have_an_interval_of_no_width(void)
{
    struct effect effect = stats_paired_ratio(treated, treated, 9, 0.95);

    CU_ASSERT_EQUAL(effect.ratio, 1);
    CU_ASSERT_EQUAL(effect.ci.low, 1);
    CU_ASSERT_EQUAL(effect.ci.high, 1);
    CU_ASSERT_EQUAL(stats_half_width(&effect), 0);
}

static const struct suite_test tests[] = {
    TEST(signed_rank_interval_agrees_with_r),
    TEST(hodges_lehmann_agrees_with_pragmastat),
    TEST(signed_rank_intervals_are_r_s_and_no_narrower_than_pragmastats),
    TEST(signed_rank_margins_agree_with_pragmastat),
    TEST(paired_t_agrees_with_r_on_sleep),
    TEST(welch_agrees_with_scipy),
    TEST(paired_ratio_by_t_agrees_with_r_on_logs),
    TEST(six_pairs_give_the_least_and_the_greatest),
    TEST(fewer_pairs_fall_back_and_say_so),
    TEST(selection_finds_the_walsh_averages_that_sorting_finds),
    TEST(swapping_the_arms_inverts_ratio_and_interval),
    TEST(alike_neighbours_are_merged_before_the_interval),
    TEST(swapping_unpaired_arms_inverts_ratio_and_interval),
    TEST(scale_and_order_of_pairs_change_nothing_but_the_scale),
    TEST(the_interval_covers_as_often_as_it_says),
    TEST(thousands_of_pairs_use_the_normal_rank_and_little_time),
    TEST(geometric_mean_of_equal_and_opposite_ratios_is_one),
    TEST(geometric_mean_of_this_suite_adds_the_workloads_noise),
    TEST(equal_arms_have_an_interval_of_no_width),
    {NULL, NULL},
};
const struct suite suite_effect = {"effect", tests};
