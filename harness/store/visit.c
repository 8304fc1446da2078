/* SPDX-License-Identifier: MIT
 * Questions: named queries and their rows. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "store/handle.h"

struct store_row {
    sqlite3_stmt *statement;
    const char **names; /* asked of SQLite once, not for each row */
    int *next;          /* after the column that was found last */
};

int64_t row_integer(const struct store_row *row, int column)
{
    int64_t value = sqlite3_column_int64(row->statement, column);

    /* NULL is read as 0: most values need not be asked which of the two they are. */
    return value == 0 && sqlite3_column_type(row->statement, column) == SQLITE_NULL
               ? STORE_ABSENT
               : value;
}

double row_real(const struct store_row *row, int column)
{
    sqlite3_value *value = sqlite3_column_value(row->statement, column);

    return sqlite3_value_type(value) == SQLITE_NULL ? NAN : sqlite3_value_double(value);
}

const char *row_text(const struct store_row *row, int column)
{
    return (const char *)sqlite3_column_text(row->statement, column);
}

const void *row_blob(const struct store_row *row, int column, size_t *length)
{
    const void *bytes = sqlite3_column_blob(row->statement, column);

    *length = (size_t)sqlite3_column_bytes(row->statement, column);
    return bytes;
}

int row_columns(const struct store_row *row)
{
    return sqlite3_column_count(row->statement);
}

const char *row_name(const struct store_row *row, int column)
{
    return row->names[column];
}

/* Mostly columns are asked for in their order. -1: there is no such column. */
static int find(const struct store_row *row, const char *name)
{
    int count = row_columns(row);

    for (int i = 0; i < count; i++) {
        int at = (*row->next + i) % count;
        if (strcmp(row->names[at], name) == 0) {
            *row->next = at + 1;
            return at;
        }
    }
    return -1;
}

int64_t row_integer_of(const struct store_row *row, const char *name)
{
    int column = find(row, name);

    return column < 0 ? STORE_ABSENT : row_integer(row, column);
}

double row_real_of(const struct store_row *row, const char *name)
{
    int column = find(row, name);

    return column < 0 ? NAN : row_real(row, column);
}

const char *row_text_of(const struct store_row *row, const char *name)
{
    int column = find(row, name);

    return column < 0 ? NULL : row_text(row, column);
}

const void *row_blob_of(const struct store_row *row, const char *name, size_t *length)
{
    int column = find(row, name);

    if (column < 0)
        return *length = 0, NULL;
    return row_blob(row, column, length);
}

enum row_type row_type(const struct store_row *row, int column)
{
    switch (sqlite3_column_type(row->statement, column)) {
    case SQLITE_INTEGER:
        return ROW_INTEGER;
    case SQLITE_FLOAT:
        return ROW_REAL;
    case SQLITE_TEXT:
        return ROW_TEXT;
    case SQLITE_BLOB:
        return ROW_BLOB;
    default:
        return ROW_NULL;
    }
}

static int bind(struct store *store, sqlite3_stmt *statement, const char *query,
                const struct store_argument *argument, struct err *err)
{
    int at = sqlite3_bind_parameter_index(statement, argument->name);
    int code;

    if (at == 0)
        return err_set(err, -EINVAL, "query %s has no parameter %s", query, argument->name);
    if (argument->text != NULL)
        code = sqlite3_bind_text(statement, at, argument->text, -1, SQLITE_STATIC);
    else if (argument->integer != STORE_ABSENT)
        code = sqlite3_bind_int64(statement, at, argument->integer);
    else
        code = sqlite3_bind_null(statement, at);
    return code == SQLITE_OK ? 0 : handle_fail(store, err, query);
}

/* Prepared anew each time, so that a visitor may ask further questions, the same one even. */
static int prepare(struct store *store, const char *query, sqlite3_stmt **out, struct err *err)
{
    for (const struct embedded *q = embedded_queries; q->name != NULL; q++) {
        if (strcmp(q->name, query) != 0)
            continue;
        if (sqlite3_prepare_v2(store->db, q->text, -1, out, NULL) != SQLITE_OK)
            return handle_fail(store, err, query);
        return 0;
    }
    return err_set(err, -EINVAL, "there is no query named %s", query);
}

/* They are valid from the first step to the end of the statement. */
static const char **names_of(sqlite3_stmt *statement)
{
    int count = sqlite3_column_count(statement);
    const char **names = mem_alloc((size_t)count, sizeof(*names));

    for (int i = 0; i < count; i++)
        names[i] = sqlite3_column_name(statement, i);
    return names;
}

int store_visit(struct store *s, const char *query, const struct store_argument *arguments,
                size_t count,
                int (*visit)(void *context, const struct store_row *row, struct err *err),
                void *context, struct err *err)
{
    int next = 0;
    struct store_row row = {.next = &next};
    int code = SQLITE_ROW;
    int r;

    if ((r = handle_settle(s, err)) == 0)
        r = prepare(s, query, &row.statement, err);
    for (size_t i = 0; i < count && r == 0; i++)
        r = bind(s, row.statement, query, &arguments[i], err);
    while (r == 0 && (code = sqlite3_step(row.statement)) == SQLITE_ROW) {
        if (row.names == NULL)
            row.names = names_of(row.statement);
        r = visit(context, &row, err);
    }
    if (r == 0 && code != SQLITE_DONE)
        r = handle_fail(s, err, query);
    free(row.names);
    sqlite3_finalize(row.statement);
    return r;
}

static int take_first(void *context, const struct store_row *row, struct err *err)
{
    int64_t *out = context;

    (void)err;
    *out = row_integer(row, 0);
    return 1;
}

int store_get_integer(struct store *s, const char *query,
                      const struct store_argument *arguments, size_t count, int64_t *out,
                      struct err *err)
{
    *out = STORE_ABSENT;
    int r = store_visit(s, query, arguments, count, take_first, out, err);

    return r < 0 ? r : 0;
}
