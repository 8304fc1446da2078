/* SPDX-License-Identifier: MIT
 * The gate: is B slower than A? Two e-processes are looked at after every pair (STATISTICS.md
 * 4): one against "B is slower by the tolerance at most", one against "B is slower by the
 * maximum at least". Whichever is refuted first decides, once and for all. Between tolerance
 * and maximum either answer is right. */
#ifndef GATE_H
#define GATE_H

#include "judge/result.h"

enum gate_verdict { GATE_PASS, GATE_FAIL, GATE_UNDECIDED, GATE_VERDICTS };

/* "pass" ..., as shown and stored. */
const char *gate_verdict_name(enum gate_verdict verdict);

struct gate_terms {
    double most;      /* a slowdown of so much, 0.01, is refuted for a pass */
    double tolerance; /* one of so much at most is refuted for a fail; below MOST */
    double alpha;     /* of each side, over all tests together */
    size_t tests;     /* whose failures would block: workloads times metrics */
};

struct gate_answer {
    enum gate_verdict verdict;
    size_t pairs;       /* when it was decided, or all */
    double ratio;       /* B over A, by those pairs: Hodges and Lehmann; NAN: none */
    struct interval ci; /* 95 %, at whatever moment it is looked at: infinite where too few */
    double log_e_fail, log_e_pass; /* then */
    double p_fail, p_pass;         /* gate_fixed_judge()'s, by Holm and uncorrected */
    double detectable;             /* the least slowdown that so many pairs would have shown, by
                                      a test of fixed size at 80 % power; NAN for too few */
    size_t
        more; /* of GATE_UNDECIDED: so many pairs more might do, by their spread; 0: not known
               */
};

/* A and B: COUNT pairs, positive. STEP: the least by which a value can differ (a page, a
 * counter's unit). TERMS may be NULL. */
void gate_judge(struct gate_answer *out, const double *a, const double *b, size_t count,
                double step, const struct gate_terms *terms);

/* The pairs of two cells. Without TERMS nothing is asked: the ratio and its interval alone, by
 * all pairs, and undecided. */
void gate_judge_cells(struct gate_answer *out, const struct result_cell *a,
                      const struct result_cell *b, enum metric metric,
                      const struct gate_terms *terms);

#endif
