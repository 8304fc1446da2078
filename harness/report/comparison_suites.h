/* SPDX-License-Identifier: MIT
 * What sums a comparison up, and how far that moves where it is summed up otherwise. */
#ifndef COMPARISON_SUITES_H
#define COMPARISON_SUITES_H

#include "judge/comparison.h"
#include "report/table.h"

enum { COMPARISON_SUITE_TABLES = 3 };

/* Fill TABLES, each for table_free(), and return how many there are: none where there is only
 * one entry of each value. */
size_t comparison_suite_tables(struct table *tables[static COMPARISON_SUITE_TABLES],
                               const struct comparison *comparison);

/* "1.02 [0.99, 1.05]"; absent without a ratio. */
void comparison_effect_text(struct table *table, const struct effect *effect);

#endif
