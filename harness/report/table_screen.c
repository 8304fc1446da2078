/* SPDX-License-Identifier: MIT
 * Values as people read them, and the three layouts that show them. */
#include "report/table_screen.h"

#include <errno.h>
#include <langinfo.h>
#include <libsmartcols.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/table_content.h"
#include "report/table_wrap.h"
#include "report/writing.h"

/* units_format() writes ASCII: "us", "uJ", "+-". */
static void add_number(struct text *out, const char *number, enum writing writer)
{
    struct text better = {0};

    for (const char *c = number; *c != '\0'; c++) {
        if (*c == 'u')
            text_add(&better, "µ");
        else if (c[0] == '+' && c[1] == '-')
            text_add(&better, "±"), c++;
        else
            text_add_bytes(&better, c, 1);
    }
    writing_add(out, text_string(&better), writer);
    text_free(&better);
}

static const struct {
    const char *symbol, *color;
} marks[] = {
    [TABLE_PLAIN] = {"", NULL},     [TABLE_GOOD] = {"✓ ", "green"}, [TABLE_BAD] = {"✗ ", "red"},
    [TABLE_WARN] = {"! ", "brown"}, [TABLE_DIM] = {"", "darkgray"},
};

void table_cell_text(struct text *out, const struct table_cell *cell, enum unit unit,
                     enum writing writer)
{
    char number[UNITS_TEXT_SIZE];

    writing_add(out, marks[cell->mark].symbol, writer);
    switch (cell->kind) {
    case CELL_ABSENT:
        text_add(out, "n/a");
        break;
    case CELL_TEXT:
        writing_add(out, cell->text, writer);
        break;
    case CELL_INTEGER:
    case CELL_REAL:
        add_number(out, units_format_pm(number, cell->real, cell->delta, unit), writer);
        break;
    }
}

bool table_is_right(const struct table_column *column)
{
    return column->number && !(column->flags & TABLE_ALIGN_LEFT);
}

bool table_is_shown(const struct table_column *column)
{
    return !(column->flags & TABLE_FOR_DATA);
}

static int screen_flags(const struct table_column *column)
{
    int flags = table_is_right(column) ? SCOLS_FL_RIGHT : 0;

    if (column->flags & TABLE_SHRINK)
        flags |= SCOLS_FL_TRUNC;
    if (column->flags & TABLE_WRAP)
        flags |= SCOLS_FL_WRAP;
    return flags;
}

/* ------------------------------------------------------------------- wrapping */

enum { SEPARATOR = 2, LEAST_WRAPPED = 12 };

static size_t width_of_column(const struct table *table, size_t c, enum writing writer)
{
    size_t width = table_wrap_width(table->columns[c].heading);
    struct text text = {0};

    for (size_t r = 0; r < table->row_count; r++) {
        text_free(&text);
        table_cell_text(&text, &table->rows[r][c], table->columns[c].unit, writer);
        size_t own = table_wrap_width(text_string(&text));
        width = own > width ? own : width;
    }
    text_free(&text);
    return width;
}

/* What is left for each column that may be wrapped: libsmartcols would break lines in the
 * middle of words. One that needs less than its share leaves the rest to the others. */
static size_t room_to_wrap(const struct table *table, int width, enum writing writer)
{
    size_t left = (width > 0 ? (size_t)width : 80) + SEPARATOR, wrapped = 0, room;

    for (size_t c = 0; c < table->column_count; c++) {
        if (!table_is_shown(&table->columns[c]))
            continue;
        size_t taken = SEPARATOR;
        if (table->columns[c].flags & TABLE_WRAP)
            wrapped++;
        else
            taken += width_of_column(table, c, writer);
        left -= taken < left ? taken : left;
    }
    for (size_t c = 0; c < table->column_count && wrapped > 1; c++) {
        size_t own = width_of_column(table, c, writer);
        if (!table_is_shown(&table->columns[c]) || !(table->columns[c].flags & TABLE_WRAP) ||
            own > left / wrapped)
            continue;
        left -= own;
        wrapped--;
    }
    room = wrapped > 0 ? left / wrapped : left;
    return room > LEAST_WRAPPED ? room : LEAST_WRAPPED;
}

static void screen_row(const struct table *table, size_t r, struct libscols_line *line,
                       enum writing writer, bool color, size_t room)
{
    struct text text = {0}, wrapped = {0};
    size_t at = 0;

    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_cell *cell = &table->rows[r][c];
        if (!table_is_shown(&table->columns[c]))
            continue;
        text_free(&text);
        table_cell_text(&text, cell, table->columns[c].unit, writer);
        const char *shown = text_string(&text);
        if (table->columns[c].flags & TABLE_WRAP) {
            text_free(&wrapped);
            table_wrap(&wrapped, shown, room);
            shown = text_string(&wrapped);
        }
        if (scols_line_set_data(line, at, shown) < 0)
            abort();
        if (color && marks[cell->mark].color != NULL)
            scols_cell_set_color(scols_line_get_cell(line, at), marks[cell->mark].color);
        at++;
    }
    text_free(&text);
    text_free(&wrapped);
}

static struct libscols_table *screen_table(const struct table *table,
                                           const struct table_style *style, enum writing writer)
{
    struct libscols_table *screen = scols_new_table();
    size_t room = room_to_wrap(table, style->width, writer);
    struct text heading = {0};

    if (screen == NULL)
        abort();
    scols_table_enable_colors(screen, style->color);
    scols_table_enable_ascii(screen, writer == WRITING_ASCII);
    scols_table_set_termforce(screen, SCOLS_TERMFORCE_ALWAYS);
    scols_table_set_termwidth(screen, style->width > 0 ? (size_t)style->width : 80);
    scols_table_set_column_separator(screen, "  ");
    for (size_t c = 0; c < table->column_count; c++) {
        if (!table_is_shown(&table->columns[c]))
            continue;
        text_free(&heading);
        writing_add(&heading, table->columns[c].heading, writer);
        struct libscols_column *column = scols_table_new_column(
            screen, text_string(&heading), 0, screen_flags(&table->columns[c]));
        if (column == NULL)
            abort();
        if (table->columns[c].flags & TABLE_WRAP) {
            scols_column_set_wrapfunc(column, scols_wrapnl_chunksize, scols_wrapnl_nextchunk,
                                      NULL);
            scols_column_set_safechars(column, "\n");
        }
    }
    text_free(&heading);
    for (size_t r = 0; r < table->row_count; r++) {
        struct libscols_line *line = scols_table_new_line(screen, NULL);
        if (line == NULL)
            abort();
        screen_row(table, r, line, writer, style->color, room);
    }
    return screen;
}

/* libsmartcols fills the last column up. */
static void add_trimmed(struct text *out, const char *lines)
{
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n"), kept = length;
        while (kept > 0 && lines[kept - 1] == ' ')
            kept--;
        text_add_bytes(out, lines, kept);
        text_add(out, "\n");
        lines += length + (lines[length] == '\n');
    }
}

static void add_line(struct text *out, const char *line, enum writing writer)
{
    writing_add(out, line, writer);
    text_add(out, "\n");
}

static void add_note(struct text *out, const char *note, enum writing writer, int width)
{
    struct text line = {0};

    writing_add(&line, note, writer);
    text_add_wrapped(out, text_string(&line), 0, 2, width > 0 ? (size_t)width : 80);
    text_add(out, "\n");
    text_free(&line);
}

int table_screen(const struct table *table, const struct table_style *style, struct text *out,
                 struct err *err)
{
    bool utf8 = !style->ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    enum writing writer = utf8 ? WRITING_UTF8 : WRITING_ASCII;
    char *lines = NULL;
    int r = 0;

    if (table->title != NULL)
        add_line(out, table->title, writer);
    if (table->row_count > 0) {
        struct libscols_table *screen = screen_table(table, style, writer);
        if (scols_print_table_to_string(screen, &lines) < 0)
            r = err_set(err, -EIO, "the table cannot be laid out");
        else
            add_trimmed(out, lines);
        scols_unref_table(screen);
        free(lines);
    }
    for (size_t i = 0; i < table->note_count; i++)
        add_note(out, table->notes[i], writer, style->width);
    return r;
}

static size_t shown_columns(const struct table *table)
{
    size_t shown = 0;

    for (size_t c = 0; c < table->column_count; c++)
        shown += table_is_shown(&table->columns[c]);
    return shown;
}

void table_markdown(const struct table *table, const struct table_style *style,
                    struct text *out)
{
    (void)style;
    if (table->title != NULL) {
        writing_add(out, table->title, WRITING_MARKDOWN);
        text_add(out, "\n\n");
    }
    for (size_t r = 0; r < table->row_count + 2; r++) {
        for (size_t c = 0; c < table->column_count; c++) {
            const struct table_column *column = &table->columns[c];
            if (!table_is_shown(column))
                continue;
            text_add(out, "| ");
            if (r == 0)
                writing_add(out, column->heading, WRITING_MARKDOWN);
            else if (r == 1)
                text_add(out, table_is_right(column) ? "---:" : "---");
            else
                table_cell_text(out, &table->rows[r - 2][c], column->unit, WRITING_MARKDOWN);
            text_add(out, " ");
        }
        text_add(out, "|\n");
    }
    for (size_t i = 0; i < table->note_count; i++) {
        text_add(out, "\n");
        add_line(out, table->notes[i], WRITING_MARKDOWN);
    }
}

static void latex_row(const struct table *table, size_t r, struct text *out)
{
    const char *separator = "";

    for (size_t c = 0; c < table->column_count; c++) {
        if (!table_is_shown(&table->columns[c]))
            continue;
        text_add(out, separator);
        separator = " & ";
        if (r == 0)
            writing_add(out, table->columns[c].heading, WRITING_LATEX);
        else
            table_cell_text(out, &table->rows[r - 1][c], table->columns[c].unit, WRITING_LATEX);
    }
    text_add(out, " \\\\\n");
}

/* What is long is wrapped: LaTeX has no other way to break a line in a cell. */
static const char *latex_column(const struct table_column *column)
{
    return table_is_right(column)       ? "r"
           : column->flags & TABLE_WRAP ? "p{.33\\linewidth}"
                                        : "l";
}

/* For the package booktabs; the caption is the author's. */
void table_latex(const struct table *table, const struct table_style *style, struct text *out)
{
    const char *environment = style->pages ? "longtable" : "tabular";

    text_printf(out, "\\begin{%s}{", environment);
    for (size_t c = 0; c < table->column_count; c++)
        if (table_is_shown(&table->columns[c]))
            text_add(out, latex_column(&table->columns[c]));
    text_add(out, "}\n\\toprule\n");
    latex_row(table, 0, out);
    text_printf(out, "\\midrule%s\n", style->pages ? "\\endhead" : "");
    for (size_t r = 1; r <= table->row_count; r++)
        latex_row(table, r, out);
    text_add(out, "\\bottomrule\n");
    for (size_t i = 0; i < table->note_count; i++) {
        text_printf(out, "\\multicolumn{%zu}{p{.9\\linewidth}}{\\footnotesize ",
                    shown_columns(table));
        writing_add(out, table->notes[i], WRITING_LATEX);
        text_add(out, "} \\\\\n");
    }
    text_printf(out, "\\end{%s}\n", environment);
}
