/* SPDX-License-Identifier: MIT
 * A gate's verdicts on samples that are there already, and did not run in turns: files of other
 * tools, campaigns of two databases. Fixed n: Welch's t on the logs of the processes' means,
 * one-sided in each direction; Holm's correction over the failures, none over the passes, all
 * of which are needed (STATISTICS.md 3 and 5; Berger 1982). */
#ifndef GATE_FIXED_H
#define GATE_FIXED_H

#include "judge/gate.h"

/* Processes a side, below which there is no verdict: fewer were not tried in STATISTICS.md 3.
 */
enum { GATE_FIXED_LEAST = 5 };

struct gate_fixed_test {
    const struct result_cell *a, *b;
    enum metric metric;
    bool iterations; /* the values are of one process, who knows which: no verdict */
    const struct gate_terms *own; /* its margins, where they are not those of all; NULL */
};

/* ANSWERS, one a test: PAIRS is the smaller number of processes, CI at RESULT_LEVEL, P_FAIL and
 * P_PASS those of the two tests, MORE how many processes more a side might do. TERMS' tests are
 * COUNT's. */
void gate_fixed_judge(struct gate_answer *answers, const struct gate_fixed_test *tests,
                      size_t count, const struct gate_terms *terms);

#endif
