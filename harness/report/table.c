/* SPDX-License-Identifier: MIT
 * A table's content, and what programs read of it: JSON and CSV. */
#include "report/table.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "report/table_content.h"
#include "report/table_screen.h"

int table_format_parse(enum table_format *out, const char *name, struct err *err)
{
    static const char *const names[] = {
        [TABLE_TEXT] = "text", [TABLE_JSON] = "json", [TABLE_CSV] = "csv",
        [TABLE_MD] = "md",     [TABLE_TEX] = "tex",
    };

    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (strcmp(name, names[i]) == 0) {
            *out = (enum table_format)i;
            return 0;
        }
    }
    return err_set(err, -EINVAL, "'%s' is not a format; expected text, json, csv, md or tex",
                   name);
}

struct table *table_new(const char *title, const struct table_column *columns, size_t count)
{
    struct table *table = mem_alloc(1, sizeof(*table));

    table->title = arena_dup(&table->arena, title);
    table->columns = arena_alloc(&table->arena, count, sizeof(*columns));
    table->column_count = count;
    for (size_t i = 0; i < count; i++) {
        table->columns[i] = columns[i];
        table->columns[i].heading = arena_dup(&table->arena, columns[i].heading);
        table->columns[i].key = arena_dup(&table->arena, columns[i].key);
    }
    return table;
}

void table_free(struct table *table)
{
    if (table == NULL)
        return;
    arena_free(&table->arena);
    free(table->rows);
    free(table->details);
    free(table->notes);
    free(table);
}

void table_row(struct table *table)
{
    table->rows = mem_grow(table->rows, table->row_count, sizeof(*table->rows));
    table->rows[table->row_count++] =
        arena_alloc(&table->arena, table->column_count, sizeof(struct table_cell));
    table->filled = 0;
}

static struct table_cell *add_cell(struct table *table, enum table_cell_kind kind)
{
    assert(table->row_count > 0 && table->filled < table->column_count);
    struct table_cell *cell = &table->rows[table->row_count - 1][table->filled++];

    cell->kind = kind;
    cell->delta = NAN;
    return cell;
}

void table_text(struct table *table, const char *text)
{
    struct table_cell *cell = add_cell(table, text != NULL ? CELL_TEXT : CELL_ABSENT);

    cell->text = arena_dup(&table->arena, text);
}

void table_printf(struct table *table, const char *format, ...)
{
    struct text text = {0};
    va_list args;

    va_start(args, format);
    text_vprintf(&text, format, args);
    va_end(args);
    table_text(table, text_string(&text));
    text_free(&text);
}

void table_integer(struct table *table, int64_t value)
{
    struct table_cell *cell = add_cell(table, value != INT64_MIN ? CELL_INTEGER : CELL_ABSENT);

    cell->integer = value;
    cell->real = (double)value;
}

void table_real(struct table *table, double value)
{
    table_real_pm(table, value, NAN);
}

void table_real_pm(struct table *table, double value, double delta)
{
    struct table_cell *cell = add_cell(table, isfinite(value) ? CELL_REAL : CELL_ABSENT);

    cell->real = value;
    cell->delta = delta;
}

void table_absent(struct table *table, const char *reason)
{
    struct table_cell *cell = add_cell(table, CELL_ABSENT);

    cell->text = arena_dup(&table->arena, reason);
}

void table_mark(struct table *table, enum table_mark mark)
{
    assert(table->row_count > 0 && table->filled > 0);
    table->rows[table->row_count - 1][table->filled - 1].mark = mark;
}

static void add_detail(struct table *table, const char *term, const char *content, bool markup)
{
    if (content == NULL || content[0] == '\0')
        return;
    assert(table->row_count > 0);
    table->details = mem_grow(table->details, table->detail_count, sizeof(*table->details));
    table->details[table->detail_count++] =
        (struct table_detail){table->row_count - 1, arena_dup(&table->arena, term),
                              arena_dup(&table->arena, content), markup};
}

void table_detail(struct table *table, const char *term, const char *text)
{
    add_detail(table, term, text, false);
}

void table_drawing(struct table *table, const char *term, const char *markup)
{
    add_detail(table, term, markup, true);
}

void table_note(struct table *table, const char *format, ...)
{
    struct text text = {0};
    va_list args;

    va_start(args, format);
    text_vprintf(&text, format, args);
    va_end(args);
    table->notes = mem_grow(table->notes, table->note_count, sizeof(*table->notes));
    table->notes[table->note_count++] = arena_dup(&table->arena, text_string(&text));
    text_free(&text);
}

const char *table_number(char buffer[static TABLE_NUMBER_SIZE], double value)
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, TABLE_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value)
            break;
    }
    char *comma = strchr(buffer, ',');
    if (comma != NULL)
        *comma = '.';
    return buffer;
}

void table_csv_field(struct text *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        text_add(out, text);
        return;
    }
    text_add(out, "\"");
    for (const char *c = text; *c != '\0'; c++)
        text_add_bytes(out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    text_add(out, "\"");
}

static void csv_cell(struct text *out, const struct table_cell *cell)
{
    char number[TABLE_NUMBER_SIZE];

    switch (cell->kind) {
    case CELL_ABSENT:
        break;
    case CELL_TEXT:
        table_csv_field(out, cell->text);
        break;
    case CELL_INTEGER:
        text_printf(out, "%" PRId64, cell->integer);
        break;
    case CELL_REAL:
        text_add(out, table_number(number, cell->real));
        break;
    }
}

static void csv(const struct table *table, struct text *out)
{
    for (size_t r = 0; r <= table->row_count; r++) {
        const char *comma = "";
        for (size_t c = 0; c < table->column_count; c++) {
            if (table->columns[c].flags & TABLE_FOR_SHOW)
                continue;
            text_add(out, comma);
            comma = ",";
            if (r == 0)
                table_csv_field(out, table->columns[c].key);
            else
                csv_cell(out, &table->rows[r - 1][c]);
        }
        text_add(out, "\r\n");
    }
}

json_t *table_json_text(const char *text)
{
    json_t *value = json_string(text);

    if (value != NULL)
        return value;
    char *ascii = mem_dup(text);
    for (char *c = ascii; *c != '\0'; c++)
        if ((unsigned char)*c > 127)
            *c = '?';
    value = json_string(ascii);
    free(ascii);
    return value;
}

static json_t *json_cell(const struct table_cell *cell)
{
    switch (cell->kind) {
    case CELL_ABSENT:
        break;
    case CELL_TEXT:
        return table_json_text(cell->text);
    case CELL_INTEGER:
        return json_integer(cell->integer);
    case CELL_REAL:
        return json_real(cell->real);
    }
    return json_null();
}

json_t *table_json(const struct table *table)
{
    json_t *rows = json_array();
    char reason[128];

    for (size_t r = 0; r < table->row_count; r++) {
        json_t *row = json_object();
        for (size_t c = 0; c < table->column_count; c++) {
            const struct table_cell *cell = &table->rows[r][c];
            const struct table_column *column = &table->columns[c];
            if (column->flags & TABLE_FOR_SHOW)
                continue;
            json_object_set_new(row, column->key, json_cell(cell));
            snprintf(reason, sizeof(reason), "%s_reason", column->key);
            if (cell->kind == CELL_ABSENT && cell->text != NULL)
                json_object_set_new(row, reason, table_json_text(cell->text));
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

static void json(const struct table *table, const char *schema, struct text *out)
{
    json_t *root = json_object();

    if (schema != NULL)
        json_object_set_new(root, "schema", table_json_text(schema));
    json_object_set_new(root, "rows", table_json(table));
    if (table->note_count > 0) {
        json_t *notes = json_array();
        for (size_t i = 0; i < table->note_count; i++)
            json_array_append_new(notes, table_json_text(table->notes[i]));
        json_object_set_new(root, "notes", notes);
    }
    char *dump = json_dumps(root, JSON_INDENT(2));
    text_add(out, dump);
    text_add(out, "\n");
    free(dump);
    json_decref(root);
}

int table_render(const struct table *table, const struct table_style *style, struct text *out,
                 struct err *err)
{
    switch (style->format) {
    case TABLE_TEXT:
        return table_screen(table, style, out, err);
    case TABLE_JSON:
        json(table, style->schema, out);
        return 0;
    case TABLE_CSV:
        csv(table, out);
        return 0;
    case TABLE_MD:
        table_markdown(table, style, out);
        return 0;
    case TABLE_TEX:
        table_latex(table, style, out);
        return 0;
    }
    return err_set(err, -EINVAL, "no such format");
}
