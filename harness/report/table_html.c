/* SPDX-License-Identifier: MIT
 * A table of a page. It is a plain table; page.js makes its headings sort, page.css lets a row
 * open: its first cell's <details> has nothing in it, but shows the row below. */
#include "report/table_html.h"

#include <string.h>

#include "report/html.h"
#include "report/table_content.h"

/* Columns that have no heading on a screen are called by their keys. */
static void add_heading(struct text *out, const struct table_column *column)
{
    text_printf(out, "<th scope=\"col\"%s>", table_is_right(column) ? " class=\"n\"" : "");
    if (column->heading[0] != '\0')
        html_text(out, column->heading);
    else
        for (const char *c = column->key; *c != '\0'; c++)
            html_text(out, (char[]){*c == '_' ? ' ' : *c, '\0'});
    text_add(out, "</th>");
}

static bool opens(const struct table *table, size_t row, size_t *at)
{
    while (*at < table->detail_count && table->details[*at].row < row)
        (*at)++;
    return *at < table->detail_count && table->details[*at].row == row;
}

static void add_content(struct text *out, const struct table_cell *cell, enum unit unit)
{
    static const char *const marks[] = {
        [TABLE_GOOD] = "good", [TABLE_BAD] = "bad", [TABLE_WARN] = "warn", [TABLE_DIM] = "dim"};
    struct text text = {0};

    table_cell_text(&text, cell, unit, WRITING_UTF8);
    if (cell->kind == CELL_ABSENT && cell->text != NULL) {
        text_add(out, "<abbr");
        html_attribute(out, "title", cell->text);
        text_add(out, ">n/a</abbr>");
    } else if (cell->mark != TABLE_PLAIN) {
        html_element(out, "span", marks[cell->mark], text_string(&text));
    } else {
        html_text(out, text_string(&text));
    }
    text_free(&text);
}

/* Words that are longer are broken into lines. */
enum { SHORT = 32 };

static const char *class_of(const struct table_cell *cell, const struct table_column *column)
{
    return table_is_right(column)                                  ? " class=\"n\""
           : cell->kind == CELL_TEXT && strlen(cell->text) > SHORT ? " class=\"long\""
                                                                   : "";
}

/* The first one names the row. */
static void add_cell(struct text *out, const struct table_cell *cell,
                     const struct table_column *column, bool first, bool opening)
{
    char number[TABLE_NUMBER_SIZE];
    const char *tag = first ? "th" : "td";

    text_printf(out, "<%s%s%s", tag, first ? " scope=\"row\"" : "", class_of(cell, column));
    if (cell->kind == CELL_INTEGER || cell->kind == CELL_REAL)
        html_attribute(out, "data-value", table_number(number, cell->real));
    text_add(out, first && opening ? "><details><summary>" : ">");
    add_content(out, cell, column->unit);
    text_printf(out, "%s</%s>", first && opening ? "</summary></details>" : "", tag);
}

static void add_details(struct text *out, const struct table *table, size_t row, size_t at,
                        size_t columns)
{
    text_printf(out, "<tr class=\"more\"><td colspan=\"%zu\"><dl>\n", columns);
    for (; at < table->detail_count && table->details[at].row == row; at++) {
        const struct table_detail *d = &table->details[at];
        text_add(out, "<div>");
        html_element(out, "dt", NULL, d->term);
        text_add(out, "<dd>");
        if (d->markup)
            text_add(out, d->content);
        else
            html_text(out, d->content);
        text_add(out, "</dd></div>\n");
    }
    text_add(out, "</dl></td></tr>\n");
}

static size_t add_head(struct text *out, const struct table *table)
{
    size_t shown = 0;

    text_add(out, "<thead><tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        if (!table_is_shown(&table->columns[c]))
            continue;
        add_heading(out, &table->columns[c]);
        shown++;
    }
    text_add(out, "</tr></thead>\n");
    return shown;
}

void table_html(const struct table *table, const char *id, const char *title, struct text *out)
{
    size_t at = 0;

    text_printf(out,
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"%s-t\">"
                "<table id=\"%s\">\n<caption id=\"%s-t\">",
                id, id, id);
    html_text(out, title != NULL ? title : table->title != NULL ? table->title : id);
    text_add(out, "</caption>\n");
    size_t shown = add_head(out, table);
    for (size_t r = 0; r < table->row_count; r++) {
        bool opening = opens(table, r, &at), first = true;
        text_add(out, "<tbody><tr>");
        for (size_t c = 0; c < table->column_count; c++) {
            if (!table_is_shown(&table->columns[c]))
                continue;
            add_cell(out, &table->rows[r][c], &table->columns[c], first, opening);
            first = false;
        }
        text_add(out, "</tr>\n");
        if (opening)
            add_details(out, table, r, at, shown);
        text_add(out, "</tbody>\n");
    }
    text_add(out, "</table></div>\n");
    for (size_t i = 0; i < table->note_count; i++) {
        html_element(out, "p", "note", table->notes[i]);
        text_add(out, "\n");
    }
}
