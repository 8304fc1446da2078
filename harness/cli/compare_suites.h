/* SPDX-License-Identifier: MIT
 * What sums a comparison up, and how far that moves where it is summed up otherwise. */
#ifndef COMPARE_SUITES_H
#define COMPARE_SUITES_H

#include "base/text.h"
#include "cli/command.h"
#include "judge/comparison.h"
#include "report/table.h"

/* Add the tables; none where there is only one entry of each value. */
int compare_suites(struct text *out, const struct context *context,
                   const struct comparison *comparison, struct err *err);

/* "1.02 [0.99, 1.05]"; absent without a ratio. */
void compare_effect_text(struct table *table, const struct effect *effect);

#endif
