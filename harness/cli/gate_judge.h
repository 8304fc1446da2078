/* SPDX-License-Identifier: MIT
 * gate --judge OLD NEW: a verdict on what was measured before, here or by another tool. */
#ifndef GATE_JUDGE_H
#define GATE_JUDGE_H

#include "cli/gate_screen.h"
#include "cli/side.h"

/* What only such a gate has to say. Texts live in the context's arena, or in the sides. */
struct gate_judged {
    struct side sides[2];
    const char **warnings, **only[2]; /* benchmarks of one side alone */
    size_t warning_count, only_count[2];
    bool iterations; /* of one process, on one side at least: nothing is decided */
};

/* GATE has its terms, and its metrics where they were asked for. Prints all; the exit status.
 */
int gate_judge_run(struct context *context, struct gate *gate, struct err *err);

#endif
