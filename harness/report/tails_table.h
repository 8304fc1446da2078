/* SPDX-License-Identifier: MIT
 * Latencies as tables for people and as JSON. */
#ifndef TAILS_TABLE_H
#define TAILS_TABLE_H

#include <jansson.h>

#include "judge/tails.h"
#include "report/table.h"

/* For people, as are the next two; for table_free(): a row for each cell with the medians over
 * processes, in ms, and one below it with their intervals, where there are any; WIDE: behind
 * them. */
struct table *tails_table(const struct tails *tails, const char *title, bool wide);

/* The same as ratios to LANGUAGE's; NULL where no cell has one. */
struct table *tails_ratio_table(const struct tails *tails, const char *language, bool wide);

/* A row for each cell: pauses a minute, and whether peaks come at equal distances. */
struct table *tails_pauses_table(const struct tails *tails);

/* A list with an object for each cell; figures as show_put_series() has them. With LANGUAGE,
 * which may be NULL, what ratios to its latencies there are, by percentile. */
json_t *tails_json(const struct tails *tails, const char *language);

#endif
