/* SPDX-License-Identifier: MIT
 * What gate --judge says beside its answers: why it is undecided, what is on one side alone,
 * and what the data cannot carry. */
#ifndef GATE_JUDGE_SCREEN_H
#define GATE_JUDGE_SCREEN_H

#include <jansson.h>

#include "cli/gate_judge.h"
#include "report/table.h"

void gate_judge_add_notes(struct table *table, struct gate *g);

/* "judged"; its controls are null, since it measured nothing. */
void gate_judge_add_json(json_t *root, const struct gate_judged *judged);

#endif
