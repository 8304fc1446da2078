/* SPDX-License-Identifier: MIT
 * A document as Markdown, for a README or a pull request. */
#include "report/document_parts.h"

#include <stdlib.h>
#include <string.h>

#include "report/writing.h"

static void add_line(struct text *out, const char *before, const char *text, const char *after)
{
    text_add(out, before);
    writing_add(out, text, WRITING_MARKDOWN);
    text_add(out, after);
}

/* Between fences longer than any row of backticks in it. */
static void add_lines(struct text *out, const char *lines)
{
    size_t fence = 3;

    for (const char *c = lines; *c != '\0'; c++) {
        size_t ticks = strspn(c, "`");
        fence = ticks >= fence ? ticks + 1 : fence;
        c += ticks > 0 ? ticks - 1 : 0;
    }
    for (size_t i = 0; i < fence; i++)
        text_add(out, "`");
    text_printf(out, "\n%s%s", lines,
                lines[0] != '\0' && lines[strlen(lines) - 1] == '\n' ? "" : "\n");
    for (size_t i = 0; i < fence; i++)
        text_add(out, "`");
    text_add(out, "\n\n");
}

static void add_table(struct text *out, const struct document_part *part)
{
    const struct table_style style = {.format = TABLE_MD};
    struct err never;

    if (part->text != NULL)
        add_line(out, "", part->text, "\n\n");
    table_render(part->table, &style, out, &never); /* Markdown has no way to fail */
    text_add(out, "\n");
}

static void add_part(struct text *out, const struct document_part *part, bool last_item)
{
    switch (part->kind) {
    case PART_SECTION:
        add_line(out, "## ", part->text, "\n\n");
        break;
    case PART_LEAD:
        add_line(out, "**", part->text, "**\n\n");
        break;
    case PART_SENTENCE:
        add_line(out, "", part->text, "\n\n");
        break;
    case PART_ITEM:
        add_line(out, "- ", part->text, last_item ? "\n\n" : "\n");
        break;
    case PART_LINES:
        add_lines(out, part->text);
        break;
    case PART_TABLE:
        add_table(out, part);
        break;
    case PART_FIGURE:
        text_printf(out, "`%s`: ", part->command);
        add_line(out, "", part->text, "\n\n");
        break;
    }
}

void document_markdown(const struct document *d, struct text *out)
{
    add_line(out, "# ", d->title, "\n\n");
    for (size_t i = 0; i < d->part_count; i++)
        add_part(out, &d->parts[i],
                 i + 1 == d->part_count || d->parts[i + 1].kind != PART_ITEM);
}
