/* SPDX-License-Identifier: MIT
 * The table of a comparison, with what its marks mean. */
#ifndef COMPARISON_TABLE_H
#define COMPARISON_TABLE_H

#include "judge/comparison.h"
#include "report/comparison_json.h"
#include "report/table.h"

struct comparison_view {
    const struct comparison *comparison;
    struct comparison_source sources[2];
    size_t source_count;
    bool energy; /* is there, of one source */
    /* A table a row, which is its title: ROW's. Else all are in one table, and what its marks
     * mean is below it. */
    bool rows_titled;
    size_t row;
    bool crowded; /* there is no room for what is only useful */
};

/* For table_free(). */
struct table *comparison_table(const struct comparison_view *view);

/* A sentence a mark, from the first to the last. */
void comparison_explain(const struct comparison *comparison,
                        void (*say_it)(void *to, char mark, const char *sentence), void *to);

/* In what two campaigns differ beside what is compared; nothing where they do not. */
void comparison_unlike_text(struct text *text, const struct comparison *comparison);

/* What imported files could not tell, once where both campaigns say it: one after the other, AT
 * from 0 on; NULL after the last. */
const char *comparison_next_warning(const struct comparison_view *view, size_t *at);

#endif
