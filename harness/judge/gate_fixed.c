/* SPDX-License-Identifier: MIT
 * Verdicts of a fixed number of samples. */
#include "judge/gate_fixed.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/detectable.h"
#include "stats/distribution.h"
#include "stats/multiple.h"
#include "stats/significance.h"

/* What logarithms of equal ratios differ by. */
static const double rounding = 1e-13;

static void fill_planning(struct gate_answer *out, const struct t_test *welch,
                          const struct gate_terms *terms)
{
    const double alpha = terms->alpha / (double)terms->tests;
    const struct detection usual = {alpha, 0.8}, wanted = {alpha, 0.95};
    /* What a difference of two single processes would scatter by, as df and n have it. */
    double root = sqrt((double)out->pairs),
           margin = log1p(terms->most) - log1p(terms->tolerance);

    if (!(welch->se > rounding))
        return;
    size_t n = (size_t)welch->df + 1;
    out->detectable = expm1(stats_detectable(welch->se * sqrt((double)n), n, &usual));
    size_t needed = stats_pairs_needed(welch->se * root, margin, &wanted);
    out->more = needed > out->pairs ? needed - out->pairs : 0;
}

/* Of "slower by the tolerance at most", and of "slower by the maximum at least". Values that do
 * not vary, bytes perhaps, leave Student nothing to divide by: the sign test's p-value of as
 * many pairs stands then. */
static void test_sides(struct gate_answer *out, const struct t_test *welch,
                       const struct gate_terms *terms)
{
    double above = welch->estimate - log1p(terms->tolerance),
           below = log1p(terms->most) - welch->estimate;

    if (welch->se > rounding) {
        out->p_fail = stats_t_cdf(-above / welch->se, welch->df);
        out->p_pass = stats_t_cdf(-below / welch->se, welch->df);
    } else {
        double signs = pow(2, -(double)out->pairs);
        out->p_fail = above > rounding ? signs : 1;
        out->p_pass = below > rounding ? signs : 1;
    }
}

/* All but the verdict. */
static void measure(struct gate_answer *out, const struct gate_fixed_test *test,
                    const struct gate_terms *terms)
{
    size_t na, nb;
    double *a = result_process_logs(&test->a->metric[test->metric], &na),
           *b = result_process_logs(&test->b->metric[test->metric], &nb);
    const struct t_test welch = stats_welch_test(a, na, b, nb);

    *out = (struct gate_answer){.verdict = GATE_UNDECIDED,
                                .pairs = na < nb ? na : nb,
                                .ratio = exp(welch.estimate),
                                .ci = {0, INFINITY},
                                .detectable = NAN,
                                .p_fail = NAN,
                                .p_pass = NAN};
    if (out->pairs > 1) {
        double half = welch.se > rounding
                          ? stats_t_quantile((1 + RESULT_LEVEL) / 2, welch.df) * welch.se
                          : 0;
        out->ci = (struct interval){exp(welch.estimate - half), exp(welch.estimate + half)};
        test_sides(out, &welch, terms);
        fill_planning(out, &welch, terms);
    }
    free(a);
    free(b);
}

void gate_fixed_judge(struct gate_answer *answers, const struct gate_fixed_test *tests,
                      size_t count, const struct gate_terms *terms)
{
    double *p = mem_alloc(count + 1, sizeof(*p));

    for (size_t i = 0; i < count; i++) {
        struct gate_terms own = tests[i].own != NULL ? *tests[i].own : *terms;
        own.alpha = terms->alpha;
        own.tests = count;
        measure(&answers[i], &tests[i], &own);
        p[i] = answers[i].p_fail;
    }
    stats_holm(p, p, count);
    for (size_t i = 0; i < count; i++) {
        struct gate_answer *answer = &answers[i];
        answer->p_fail = p[i];
        if (tests[i].iterations || answer->pairs < GATE_FIXED_LEAST)
            continue;
        if (answer->p_fail <= terms->alpha)
            answer->verdict = GATE_FAIL;
        else if (answer->p_pass <= terms->alpha)
            answer->verdict = GATE_PASS;
    }
    free(p);
}
