/* SPDX-License-Identifier: MIT
 * What a gate says. */
#ifndef GATE_SCREEN_H
#define GATE_SCREEN_H

#include "cli/gating.h"
#include "report/table.h"

/* "pass: B is slower by less than 1 %; fail: by more than 0 %; RATES", once or for each metric.
 */
void gate_add_terms(struct table *table, const struct gate *gate, const char *arm,
                    const char *rates);

/* Neither a false alarm nor a missed slowdown. */
bool gate_controls_hold(const struct gate *g);

/* Print all in the settings' format; the exit status. */
int gate_screen_print(struct context *context, struct gate *gate, struct err *err);

/* "pass", "fail", "undecided" or "invalid", over all tests. */
const char *gate_overall(struct gate *gate);
/* Whether some runs of a workload's arms failed. */
bool gate_runs_failed(const struct gate *gate, size_t workload);
/* What an answer is counted in: "pairs", or with --judge "processes", "values". */
const char *gate_unit(const struct gate *gate);

/* The files that the settings ask for, and GitHub's annotations. */
int gate_tell_ci(struct context *context, struct gate *gate, const struct table *table,
                 struct err *err);

#endif
