/* SPDX-License-Identifier: MIT
 * Tests of judge/claim on results made by hand. */
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "judge/claim.h"
#include "result_fixture.h"
#include "suite.h"

enum { WORKLOADS = 2, LANGUAGES = 2, BLOCKS = 12 };

static const char *const workloads[] = {"n-body", "binary_trees", NULL};
static const char *const languages[] = {"rust", "c", NULL};
static const char *const sizes[] = {"ref", NULL};

static struct claim claim_of(enum claim_metric metric, double published)
{
    return (struct claim){.id = "it",
                          .sentence = "It is so.",
                          .kind = CLAIM_RATIO,
                          .metric = metric,
                          .domains = CLAIM_PACKAGE,
                          .languages = languages,
                          .workloads = workloads,
                          .sizes = sizes,
                          .within = CLAIM_MEAN,
                          .across = CLAIM_RATIO_OF_MEANS,
                          .missing = CLAIM_COMMON,
                          .published = published,
                          .tolerance = 0.1};
}

/* C takes 1 s and 3 s, and 10 W; Rust RATIO times as long, with a ripple of 1 % that both share
 * and one of 0.2 % of its own, in which neighbours do not resemble each other. */
static struct result *result_of(double ratio, const char *source)
{
    struct result *r = fixture_empty(source);

    r->energy_source = source;
    r->energy_reason = strcmp(source, "absent") == 0 ? "no counter" : NULL;
    r->blocks = BLOCKS;
    r->cells = arena_alloc(&r->arena, WORKLOADS * LANGUAGES, sizeof(*r->cells));
    r->trials = arena_alloc(&r->arena, WORKLOADS * LANGUAGES * BLOCKS, sizeof(*r->trials));
    for (size_t w = 0; w < WORKLOADS; w++)
        for (size_t l = 0; l < LANGUAGES; l++) {
            fixture_cell(r, w, l, BLOCKS);
            r->cells[w * LANGUAGES + l].admissible = BLOCKS;
        }
    for (size_t cell = 0; cell < WORKLOADS * LANGUAGES; cell++) {
        r->cells[cell].trials = &r->trials[r->trial_count];
        r->cells[cell].trial_count = BLOCKS;
        for (int64_t block = 0; block < BLOCKS; block++) {
            bool rust = cell % LANGUAGES == 1;
            double ns = (cell < LANGUAGES ? 1e9 : 3e9) * (1 + 0.01 * (double)(block % 3)) *
                        (rust ? ratio * (1 + 0.002 * (double)((block + 1) / 2 % 2)) : 1);
            r->trials[r->trial_count++] =
                (struct result_trial){.cell = cell,
                                      .block = block,
                                      .status = RESULT_OK,
                                      .wall_ns = ns,
                                      .cpu_ns = ns,
                                      .max_rss_bytes = rust ? 2e6 : 1e6,
                                      .nj = {10 * ns, NAN, NAN, NAN, NAN}};
        }
    }
    return r;
}

static enum claim_verdict verdict_of(const struct claim *claim, struct result *r)
{
    struct claim_answer answer;

    claim_ask(&answer, claim, r);
    enum claim_verdict verdict = answer.verdict;
    CU_ASSERT_PTR_NOT_NULL(answer.reason);
    claim_answer_free(&answer);
    result_free(r);
    return verdict;
}

static void an_interval_inside_the_band_reproduces(void)
{
    const struct claim claim = claim_of(CLAIM_TIME, 2);

    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2.05, "absent")), CLAIM_REPRODUCED);
}

static void one_outside_it_has_the_direction_or_contradicts(void)
{
    const struct claim claim = claim_of(CLAIM_TIME, 2);

    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(5, "absent")), CLAIM_DIRECTION_ONLY);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(1.2, "absent")), CLAIM_DIRECTION_ONLY);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(0.8, "absent")), CLAIM_CONTRADICTED);
    const struct claim less = claim_of(CLAIM_TIME, 0.5);
    CU_ASSERT_EQUAL(verdict_of(&less, result_of(0.2, "absent")), CLAIM_DIRECTION_ONLY);
    CU_ASSERT_EQUAL(verdict_of(&less, result_of(2, "absent")), CLAIM_CONTRADICTED);
}

static void one_across_an_edge_is_inconclusive(void)
{
    const struct claim claim = claim_of(CLAIM_TIME, 2);

    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2.2 / 1.001, "absent")), CLAIM_INCONCLUSIVE);
}

static void energy_needs_a_measurement(void)
{
    const struct claim claim = claim_of(CLAIM_ENERGY, 2);

    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2, "absent")), CLAIM_NO_ENERGY);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2, "estimated")), CLAIM_NO_ENERGY);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2, "simulated")), CLAIM_NO_ENERGY);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2, "rapl-perf")), CLAIM_REPRODUCED);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2, "imported")), CLAIM_REPRODUCED);
}

static void a_domain_that_is_not_there_is_named(void)
{
    struct claim claim = claim_of(CLAIM_ENERGY, 2);
    struct result *r = result_of(2, "rapl-perf");
    struct claim_answer answer;

    claim.domains = CLAIM_PACKAGE | CLAIM_DRAM;
    claim_ask(&answer, &claim, r);
    CU_ASSERT_EQUAL(answer.verdict, CLAIM_NOT_COMPARABLE);
    CU_ASSERT_STRING_EQUAL(answer.reason,
                           "the claim is of package+dram, and there is no dram counter here");
    claim_answer_free(&answer);
    result_free(r);
}

static void a_workload_or_a_size_that_was_not_run_is_not_comparable(void)
{
    static const char *const others[] = {"paper", NULL};
    static const char *const more[] = {"n-body", "binary_trees", "fasta", NULL};
    struct claim claim = claim_of(CLAIM_TIME, 2);

    claim.sizes = others;
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2, "absent")), CLAIM_NOT_COMPARABLE);
    claim.sizes = sizes;
    claim.workloads = more;
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(2, "absent")), CLAIM_NOT_COMPARABLE);
}

static double ratio_by(enum claim_across across)
{
    struct claim claim = claim_of(CLAIM_TIME, 2);
    struct result *r = result_of(2, "absent");
    struct claim_answer answer;

    /* n-body 2 s to 1 s, binary trees 18 s to 3 s. */
    for (size_t i = 0; i < r->trial_count; i++)
        r->trials[i].wall_ns = r->trials[i].cell == 0   ? 1e9
                               : r->trials[i].cell == 1 ? 2e9
                               : r->trials[i].cell == 2 ? 3e9
                                                        : 18e9;
    claim.across = across;
    claim_ask(&answer, &claim, r);
    double ratio = answer.ratio.value;
    claim_answer_free(&answer);
    result_free(r);
    return ratio;
}

static void aggregations_differ_as_they_must(void)
{
    CU_ASSERT_DOUBLE_EQUAL(ratio_by(CLAIM_RATIO_OF_MEANS), 20.0 / 4, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(ratio_by(CLAIM_GEOMETRIC_MEAN), sqrt(12), 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(ratio_by(CLAIM_MEAN_OF_RATIOS), 4, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(ratio_by(CLAIM_MEDIAN_OF_RATIOS), 4, 1e-12);
}

/* The ripple of 1 % is common to both arms of a block. */
static void what_blocks_share_cancels(void)
{
    const struct claim claim = claim_of(CLAIM_TIME, 2);
    struct result *r = result_of(2, "absent");
    struct claim_answer paired, unpaired;

    claim_ask(&paired, &claim, r);
    r->imported = true;
    for (size_t i = 0; i < r->cell_count; i++) {
        r->cells[i].imported = true;
        r->cells[i].variant = "published";
    }
    claim_ask(&unpaired, &claim, r);
    CU_ASSERT(log(paired.ratio.ci.high / paired.ratio.ci.low) <
              0.3 * log(unpaired.ratio.ci.high / unpaired.ratio.ci.low));
    claim_answer_free(&paired);
    claim_answer_free(&unpaired);
    result_free(r);
}

static void swapping_the_languages_inverts_the_ratio(void)
{
    static const char *const swapped[] = {"c", "rust", NULL};
    struct claim claim = claim_of(CLAIM_TIME, 2);
    struct result *r = result_of(2, "absent");
    struct claim_answer one, other;

    claim_ask(&one, &claim, r);
    claim.languages = swapped;
    claim_ask(&other, &claim, r);
    CU_ASSERT_DOUBLE_EQUAL(one.ratio.value * other.ratio.value, 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(one.ratio.ci.low * other.ratio.ci.high, 1, 1e-12);
    claim_answer_free(&one);
    claim_answer_free(&other);
    result_free(r);
}

static void an_order_holds_where_all_neighbours_are_apart(void)
{
    static const char *const order[] = {"c", "rust", NULL}, *const other[] = {"rust", "c",
                                                                              NULL};
    struct claim claim = claim_of(CLAIM_TIME, 0);

    claim.kind = CLAIM_ORDER;
    claim.languages = order;
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(1.1, "absent")), CLAIM_REPRODUCED);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(0.999, "absent")), CLAIM_INCONCLUSIVE);
    claim.languages = other;
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(1.1, "absent")), CLAIM_CONTRADICTED);
}

static void equivalence_needs_all_intervals_within_the_tolerance(void)
{
    static const char *const both[] = {"c", "rust", NULL};
    struct claim claim = claim_of(CLAIM_TIME, 0);

    claim.kind = CLAIM_EQUIVALENCE;
    claim.languages = both;
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(1.05, "absent")), CLAIM_REPRODUCED);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(0.95, "absent")), CLAIM_REPRODUCED);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(1.0995, "absent")), CLAIM_INCONCLUSIVE);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(1.3, "absent")), CLAIM_CONTRADICTED);
    claim.metric = CLAIM_POWER;
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(5, "rapl-perf")), CLAIM_REPRODUCED);
    CU_ASSERT_EQUAL(verdict_of(&claim, result_of(5, "absent")), CLAIM_NO_ENERGY);
}

/* Series as the reader would have made them; Rust's energy is its time's times POWER. */
static struct result *with_series(double ratio, double power)
{
    struct result *r = result_of(ratio, "rapl-perf");

    for (size_t i = 0; i < r->trial_count; i++) {
        const struct result_trial *t = &r->trials[i];
        struct result_cell *cell = &r->cells[t->cell];
        const double value[METRIC_COUNT] = {
            [METRIC_WALL] = t->wall_ns,
            [METRIC_ENERGY] = t->nj[0] * (t->cell % LANGUAGES == 1 ? power : 1)};
        for (int m = METRIC_WALL; m <= METRIC_ENERGY; m += METRIC_ENERGY - METRIC_WALL) {
            struct result_series *series = &cell->metric[m];
            if (series->values == NULL)
                series->values = arena_alloc(&r->arena, BLOCKS, sizeof(*series->values));
            series->values[series->count++] = (struct result_value){t->block, value[m]};
        }
    }
    return r;
}

static void a_reversal_is_a_pair_that_is_faster_and_hungrier(void)
{
    struct claim claim = claim_of(CLAIM_ENERGY, 0);

    claim.kind = CLAIM_REVERSAL;
    CU_ASSERT_EQUAL(verdict_of(&claim, with_series(0.5, 1)), CLAIM_CONTRADICTED);
    CU_ASSERT_EQUAL(verdict_of(&claim, with_series(0.5, 3)), CLAIM_REPRODUCED);
    CU_ASSERT_EQUAL(verdict_of(&claim, with_series(2, 0.3)), CLAIM_REPRODUCED);
    CU_ASSERT_EQUAL(verdict_of(&claim, with_series(0.999, 1.5)), CLAIM_INCONCLUSIVE);
}

static struct claim claim_by_misses(void)
{
    static const char *const both[] = {"c", "rust", NULL};
    struct claim claim = claim_of(CLAIM_POWER, 0.9);

    claim.kind = CLAIM_CORRELATION;
    claim.domains = CLAIM_DRAM;
    claim.by = CLAIM_BY_CACHE_MISSES;
    claim.languages = both;
    return claim;
}

/* A program's memory draws 12 W and 20 mW for each million misses a second; one misses nothing,
 * of which there is no logarithm. */
static struct result *with_misses(void)
{
    static const double per_s[WORKLOADS * LANGUAGES] = {0, 1e6, 5e7, 1e9};
    struct result *r = result_of(2, "rapl-perf");

    for (size_t i = 0; i < r->trial_count; i++) {
        struct result_trial *t = &r->trials[i];
        t->cache_misses = per_s[t->cell] * t->wall_ns / 1e9;
        t->nj[RESULT_DRAM] = (12 + 0.02 * per_s[t->cell] / 1e6) * t->wall_ns;
    }
    return r;
}

static void power_by_cache_misses_is_a_straight_line(void)
{
    const struct claim claim = claim_by_misses();
    struct result *r = with_misses();
    struct claim_answer answer;

    claim_ask(&answer, &claim, r);
    CU_ASSERT_EQUAL(answer.verdict, CLAIM_REPRODUCED);
    CU_ASSERT_STRING_EQUAL(answer.reason,
                           "R^2 1.000 [1.000, 1.000] over 4 programs, where 0.8 or more was "
                           "asked for; 12 W and 0.02 W for each million misses a second");
    claim_answer_free(&answer);
    result_free(r);
}

static void a_counter_that_is_not_there_is_named(void)
{
    const struct claim claim = claim_by_misses();
    struct result *r = with_misses();
    struct claim_answer answer;

    for (size_t i = 0; i < r->trial_count; i++)
        r->trials[i].cache_misses = NAN;
    claim_ask(&answer, &claim, r);
    CU_ASSERT_EQUAL(answer.verdict, CLAIM_NOT_COMPARABLE);
    CU_ASSERT_STRING_EQUAL(
        answer.reason,
        "the claim is by cache-misses, and there is no cache-misses counter here");
    claim_answer_free(&answer);
    result_free(r);
}

static void one_workload_has_no_other_aggregation(void)
{
    static const char *const one[] = {"n-body", NULL};
    struct claim claim = claim_of(CLAIM_ENERGY, 2);
    struct result *r = result_of(2, "rapl-perf");
    struct claim_answer answer;

    claim.workloads = one;
    claim_ask(&answer, &claim, r);
    CU_ASSERT_EQUAL(answer.verdict, CLAIM_REPRODUCED);
    CU_ASSERT_EQUAL(answer.ratio.row_count, 1);
    CU_ASSERT_EQUAL_FATAL(answer.view_count, 1);
    CU_ASSERT_STRING_EQUAL(answer.views[0].name, "package");
    CU_ASSERT_DOUBLE_EQUAL(answer.views[0].ratio, answer.ratio.value, 1e-12);
    CU_ASSERT(isnan(answer.low));
    claim_answer_free(&answer);
    result_free(r);
}

static const struct suite_test tests[] = {
    TEST(an_interval_inside_the_band_reproduces),
    TEST(one_outside_it_has_the_direction_or_contradicts),
    TEST(one_across_an_edge_is_inconclusive),
    TEST(energy_needs_a_measurement),
    TEST(a_domain_that_is_not_there_is_named),
    TEST(a_workload_or_a_size_that_was_not_run_is_not_comparable),
    TEST(aggregations_differ_as_they_must),
    TEST(what_blocks_share_cancels),
    TEST(swapping_the_languages_inverts_the_ratio),
    TEST(an_order_holds_where_all_neighbours_are_apart),
    TEST(equivalence_needs_all_intervals_within_the_tolerance),
    TEST(a_reversal_is_a_pair_that_is_faster_and_hungrier),
    TEST(power_by_cache_misses_is_a_straight_line),
    TEST(a_counter_that_is_not_there_is_named),
    TEST(one_workload_has_no_other_aggregation),
    {NULL, NULL},
};

const struct suite suite_claim = {"claim", tests};
