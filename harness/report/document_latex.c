/* SPDX-License-Identifier: MIT
 * A document as LaTeX to be \input: a macro for each number, then the sections, with tables for
 * the package booktabs. */
#include "report/document_parts.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "report/table_content.h"
#include "report/writing.h"

static void add_line(struct text *out, const char *before, const char *text, const char *after)
{
    text_add(out, before);
    writing_add(out, text, WRITING_LATEX);
    text_add(out, after);
}

static void add_part(struct text *out, const struct document_part *part, bool first_item,
                     bool last_item)
{
    const struct table_style style = {.format = TABLE_TEX, .pages = true};
    struct err never;

    switch (part->kind) {
    case PART_SECTION:
        add_line(out, "\\section*{", part->text, "}\n\n");
        break;
    case PART_LEAD:
        add_line(out, "\\textbf{", part->text, "}\n\n");
        break;
    case PART_SENTENCE:
        add_line(out, "", part->text, "\n\n");
        break;
    case PART_ITEM:
        text_add(out, first_item ? "\\begin{itemize}\n" : "");
        add_line(out, "\\item ", part->text, "\n");
        text_add(out, last_item ? "\\end{itemize}\n\n" : "");
        break;
    case PART_LINES:
        add_line(out, "{\\ttfamily\\footnotesize ", part->text, "}\n\n");
        break;
    case PART_TABLE:
        if (part->text != NULL || part->table->title != NULL)
            add_line(out, "\\subsection*{",
                     part->text != NULL ? part->text : part->table->title, "}\n");
        text_add(out, "{\\footnotesize\n");
        table_render(part->table, &style, out, &never); /* LaTeX has no way to fail */
        text_add(out, "}\n\n");
        break;
    case PART_FIGURE:
        add_line(out, "\\texttt{", part->command, "}: ");
        add_line(out, "", part->text, "\n\n");
        break;
    }
}

/* What may stand in a \csname whatever it holds: other bytes are hyphens. */
static void add_key(struct text *out, const char *key)
{
    for (const char *c = key; *c != '\0'; c++)
        text_printf(out, "%c", isalnum((unsigned char)*c) || strchr("/.+", *c) ? *c : '-');
}

static void add_number(struct text *out, const char *key, const struct document_number *number)
{
    const struct table_cell cell = {.kind = CELL_REAL, .real = number->value, .delta = NAN};

    text_printf(out, "\\pjset{%s}{", key);
    table_cell_text(out, &cell, number->unit, WRITING_LATEX);
    text_add(out, "}\n");
}

/* One of a key that was there before has +2, +3 ... behind it: it would silently take the
 * other's place. */
static void add_numbers(struct text *out, const struct document *d)
{
    struct arena arena = {0};
    const char **keys = arena_alloc(&arena, d->number_count + 1, sizeof(*keys));

    for (size_t i = 0; i < d->number_count; i++) {
        struct text key = {0};
        size_t same = 0;
        add_key(&key, d->numbers[i].key);
        keys[i] = arena_dup(&arena, text_string(&key));
        for (size_t k = 0; k < i; k++)
            same += strcmp(keys[k], keys[i]) == 0;
        if (same > 0)
            text_printf(&key, "+%zu", same + 1);
        add_number(out, text_string(&key), &d->numbers[i]);
        text_free(&key);
    }
    arena_free(&arena);
}

void document_latex(const struct document *d, struct text *out)
{
    text_add(
        out,
        "% \\input this after \\usepackage{booktabs,longtable}. Each number has a macro of its "
        "own: \\pj{...}\n% with what stands in \\pjset below; an unknown one is an "
        "error.\n"
        "\\providecommand\\pjset[2]{\\expandafter\\gdef\\csname pj@#1\\endcsname{#2}}\n"
        "\\providecommand\\pj[1]{\\ifcsname pj@#1\\endcsname\\csname "
        "pj@#1\\endcsname\\else\\errmessage{polyjoule: there is no number #1}\\fi}\n");
    add_numbers(out, d);
    add_line(out, "\n% ", d->title, "\n\n");
    for (size_t i = 0; i < d->part_count; i++)
        add_part(out, &d->parts[i], i == 0 || d->parts[i - 1].kind != PART_ITEM,
                 i + 1 == d->part_count || d->parts[i + 1].kind != PART_ITEM);
}
