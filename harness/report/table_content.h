/* SPDX-License-Identifier: MIT
 * What is in a table: for the files that write one. */
#ifndef TABLE_CONTENT_H
#define TABLE_CONTENT_H

#include "base/arena.h"
#include "report/table.h"
#include "report/writing.h"

enum table_cell_kind { CELL_ABSENT, CELL_TEXT, CELL_INTEGER, CELL_REAL };

struct table_cell {
    enum table_cell_kind kind;
    enum table_mark mark;
    const char *text; /* CELL_ABSENT: the reason, or NULL */
    int64_t integer;
    double real, delta; /* REAL holds an integer too */
};

/* What a row opens to. */
struct table_detail {
    size_t row;
    const char *term, *content;
    bool markup; /* CONTENT is */
};

struct table {
    struct arena arena;
    const char *title;
    struct table_column *columns;
    size_t column_count;
    struct table_cell **rows;     /* COLUMN_COUNT cells each */
    size_t row_count, filled;     /* cells of the last row */
    struct table_detail *details; /* in the order of rows */
    size_t detail_count;
    const char **notes;
    size_t note_count;
};

/* The cell as people read it, with its mark's symbol. */
void table_cell_text(struct text *out, const struct table_cell *cell, enum unit unit,
                     enum writing how);
bool table_is_right(const struct table_column *column);
bool table_is_shown(const struct table_column *column); /* to people */

#endif
