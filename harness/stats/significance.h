/* SPDX-License-Identifier: MIT
 * p-values: Student's and Welch's t, Wilcoxon's signed ranks, Mann and Whitney's ranks,
 * equivalence. A p-value that cannot be had is NAN. */
#ifndef SIGNIFICANCE_H
#define SIGNIFICANCE_H

#include <stdbool.h>
#include <stddef.h>

struct t_test {
    double estimate, se, t, df;
    double p; /* of no difference, two-sided */
};

/* Of N differences of pairs, against a mean of 0 (Student 1908). All but the estimate are NAN
 * for n < 2, t and p where the differences do not vary. */
struct t_test stats_t_test(const double *d, size_t n);

/* Of two samples with variances of their own, mean of B less mean of A; degrees of freedom by
 * Satterthwaite (Welch 1947). Else as above, for each sample. */
struct t_test stats_welch_test(const double *a, size_t na, const double *b, size_t nb);

/* Two one-sided tests (Schuirmann 1987): the p-value of "the difference is not within LOW to
 * HIGH", the larger of the two. It is below alpha where the interval of level 1 - 2 alpha lies
 * within. */
double stats_equivalence_p(const struct t_test *test, double low, double high);

enum rank_method {
    RANK_BEST,                   /* exact while that is quick, else normal with continuity */
    RANK_EXACT,                  /* given the ranks: ties are no approximation */
    RANK_NORMAL,                 /* variance corrected for ties */
    RANK_NORMAL_WITH_CONTINUITY, /* and half a step towards the middle */
};

struct rank_test {
    double statistic;
    double p_less, p_greater; /* one-sided: what is seen, or still less (greater) */
    double p;                 /* twice the smaller one, at most 1 */
    bool exact;
};

/* Wilcoxon's signed ranks (1945; Hollander, Wolfe and Chicken 2014, 3.1). Differences of 0 are
 * left out and ties get their mean rank; the statistic is V, the sum of the positive ones'
 * ranks. "less": the differences lie below 0. RANK_BEST is exact up to 200 differences. All
 * NAN for n = 0; p is 1 where all are 0. */
struct rank_test stats_signed_rank_test(const double *d, size_t n, enum rank_method method);

/* Mann and Whitney 1947 (Hollander, Wolfe and Chicken 2014, 4.1). The statistic is A's U: in
 * how many of the na * nb pairs A is the larger one, ties for a half. "less": A lies below B.
 * RANK_BEST is exact up to 60 values together. All NAN where a sample is empty. */
struct rank_test stats_rank_sum_test(const double *a, size_t na, const double *b, size_t nb,
                                     enum rank_method method);

#endif
