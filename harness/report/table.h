/* SPDX-License-Identifier: MIT
 * Tables, written once and shown as text, JSON, CSV, Markdown or LaTeX. People read values with
 * prefixes and units; programs get them in base units, unrounded, absent ones empty or null. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/err.h"
#include "base/text.h"
#include "base/units.h"

struct table;

enum table_format { TABLE_TEXT, TABLE_JSON, TABLE_CSV, TABLE_MD, TABLE_TEX };

/* "text", "json", "csv", "md", "tex"; -EINVAL for others. */
int table_format_parse(enum table_format *out, const char *name, struct err *err);

enum table_flags {
    TABLE_SHRINK = 1 << 0,    /* may be cut where the screen is too narrow */
    TABLE_WRAP = 1 << 1,      /* may go on in the next line there */
    TABLE_FOR_DATA = 1 << 2,  /* JSON and CSV alone: an interval's ends beside "1.02 +- 0.01" */
    TABLE_FOR_SHOW = 1 << 3,  /* everywhere else: what the data say in several columns */
    TABLE_ALIGN_LEFT = 1 << 4 /* numbers stand right otherwise, texts left */
};

struct table_column {
    const char *heading; /* "Energy" */
    const char *key;     /* "package_nj"; the unit at its end */
    enum unit unit;      /* of its numbers */
    bool number;
    unsigned flags;
};

/* Strings of COLUMNS are copied. TITLE may be NULL. Given to table_free(). */
struct table *table_new(const char *title, const struct table_column *columns, size_t count);
/* Accepts NULL. */
void table_free(struct table *table);

/* A row is begun, then its cells are added in the order of the columns; those that are left out
 * are absent. */
void table_row(struct table *table);
void table_text(struct table *table, const char *text); /* NULL: absent */
void table_printf(struct table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void table_integer(struct table *table, int64_t value); /* INT64_MIN: absent */
void table_real(struct table *table, double value);     /* NAN: absent */
/* Shown as "4.61 J +- 0.03"; VALUE alone is data. */
void table_real_pm(struct table *table, double value, double delta);
/* "n/a"; in JSON REASON stands beside it as "<key>_reason". REASON may be NULL. */
void table_absent(struct table *table, const char *reason);

enum table_mark { TABLE_PLAIN, TABLE_GOOD, TABLE_BAD, TABLE_WARN, TABLE_DIM };

/* Mark the last cell: a symbol before it (none for TABLE_DIM), and a colour where there are
 * colours. Data do not show marks. */
void table_mark(struct table *table, enum table_mark mark);

/* What the last row opens to where a table is a page's (HTML): TEXT under the word TERM. Other
 * formats leave it out. Nothing is added where TEXT is NULL or empty. */
void table_detail(struct table *table, const char *term, const char *text);
/* The same with a drawing of our own: MARKUP is put there as it is. */
void table_drawing(struct table *table, const char *term, const char *markup);

/* A sentence below the table, in JSON in "notes". CSV has no place for it: what a row is must
 * be in its columns. */
void table_note(struct table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

struct table_style {
    enum table_format format;
    const char *schema; /* JSON: "polyjoule.list/1"; NULL: none */
    int width;          /* of the screen; 0: 80 */
    bool color;
    bool pages; /* LaTeX: the table goes on over pages, by the package longtable */
    bool ascii; /* no symbols beyond ASCII; so it is too where the locale is not UTF-8 */
};

/* Add the table to OUT. */
int table_render(const struct table *table, const struct table_style *style, struct text *out,
                 struct err *err);

/* An array of one object a row, to be put into a larger one; the caller's reference. */
json_t *table_json(const struct table *table);

/* A number as CSV and JSON have it, whatever the locale: the fewest digits that give VALUE
 * back. Returns BUFFER. */
enum { TABLE_NUMBER_SIZE = 32 };
const char *table_number(char buffer[static TABLE_NUMBER_SIZE], double value);

/* TEXT as a JSON string: what is not UTF-8 becomes '?'. */
json_t *table_json_text(const char *text);

/* TEXT as a CSV field (RFC 4180). */
void table_csv_field(struct text *out, const char *text);

#endif
