/* SPDX-License-Identifier: MIT
 * The parts of a document. */
#include "report/document.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/document_parts.h"

static const struct {
    const char *name;
    void (*write)(const struct document *document, struct text *out);
} formats[] = {
    [DOCUMENT_HTML] = {"html", document_html},
    [DOCUMENT_MD] = {"md", document_markdown},
    [DOCUMENT_TEX] = {"tex", document_latex},
};

int document_format_parse(enum document_format *out, const char *name, struct err *err)
{
    for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
        if (strcmp(name, formats[i].name) == 0) {
            *out = (enum document_format)i;
            return 0;
        }
    }
    return err_set(err, -EINVAL, "'%s' is not a report's format; expected html, md or tex",
                   name);
}

struct document *document_new(const char *title)
{
    struct document *d = mem_alloc(1, sizeof(*d));

    d->title = arena_dup(&d->arena, title);
    return d;
}

void document_free(struct document *d)
{
    if (d == NULL)
        return;
    for (size_t i = 0; i < d->part_count; i++)
        table_free(d->parts[i].table);
    free(d->parts);
    free(d->numbers);
    json_decref(d->data);
    arena_free(&d->arena);
    free(d);
}

static struct document_part *add(struct document *d, enum document_part_kind kind,
                                 const char *text)
{
    d->parts = mem_grow(d->parts, d->part_count, sizeof(*d->parts));
    struct document_part *part = &d->parts[d->part_count++];
    *part = (struct document_part){.kind = kind, .text = arena_dup(&d->arena, text)};
    return part;
}

static void add_formatted(struct document *d, enum document_part_kind kind, const char *format,
                          va_list args)
{
    struct text text = {0};

    text_vprintf(&text, format, args);
    add(d, kind, text_string(&text));
    text_free(&text);
}

void document_section(struct document *d, const char *id, const char *title)
{
    add(d, PART_SECTION, title)->id = arena_dup(&d->arena, id);
}

void document_lead(struct document *d, const char *text)
{
    add(d, PART_LEAD, text);
}

void document_sentence(struct document *d, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_formatted(d, PART_SENTENCE, format, args);
    va_end(args);
}

void document_item(struct document *d, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_formatted(d, PART_ITEM, format, args);
    va_end(args);
}

void document_lines(struct document *d, const char *text)
{
    add(d, PART_LINES, text);
}

void document_table(struct document *d, const char *id, const char *title, struct table *table)
{
    struct document_part *part = add(d, PART_TABLE, title);

    part->id = arena_dup(&d->arena, id);
    part->table = table;
}

void document_figure(struct document *d, const char *svg, const char *how_to_read,
                     const char *command)
{
    struct document_part *part = add(d, PART_FIGURE, how_to_read);

    part->svg = arena_dup(&d->arena, svg);
    part->command = arena_dup(&d->arena, command);
}

void document_data(struct document *d, json_t *data)
{
    json_decref(d->data);
    d->data = data;
}

void document_number(struct document *d, double value, enum unit unit, const char *key, ...)
{
    struct text text = {0};
    va_list args;

    if (isnan(value))
        return;
    va_start(args, key);
    text_vprintf(&text, key, args);
    va_end(args);
    d->numbers = mem_grow(d->numbers, d->number_count, sizeof(*d->numbers));
    d->numbers[d->number_count++] =
        (struct document_number){arena_dup(&d->arena, text_string(&text)), value, unit};
    text_free(&text);
}

void document_interval(struct document *d, double value, struct interval ci, enum unit unit,
                       const char *key)
{
    document_number(d, value, unit, "%s", key);
    document_number(d, ci.low, unit, "%s/low", key);
    document_number(d, ci.high, unit, "%s/high", key);
}

void document_render(const struct document *d, enum document_format format, struct text *out)
{
    formats[format].write(d, out);
}
