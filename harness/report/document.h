/* SPDX-License-Identifier: MIT
 * A document: sections of sentences, tables, figures and data, put together once and written as
 * a page (HTML), as Markdown or as LaTeX. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <jansson.h>

#include "base/err.h"
#include "report/table.h"
#include "stats/summary.h"

enum document_format { DOCUMENT_HTML, DOCUMENT_MD, DOCUMENT_TEX };

/* "html", "md", "tex"; -EINVAL for others. */
int document_format_parse(enum document_format *out, const char *name, struct err *err);

struct document;

struct document *document_new(const char *title);
void document_free(struct document *document); /* accepts NULL */

/* All texts are any bytes, and copied. */

/* ID: letters. */
void document_section(struct document *document, const char *id, const char *title);
void document_lead(struct document *document, const char *text); /* said with more weight */
void document_sentence(struct document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void document_item(struct document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Lines as they are: a command, a program's last words. */
void document_lines(struct document *document, const char *text);
/* ID: letters, distinct. TITLE: NULL where TABLE has one. TABLE is the document's from now on.
 */
void document_table(struct document *document, const char *id, const char *title,
                    struct table *table);
/* SVG is put into a page as it is. COMMAND draws the same for other formats. */
void document_figure(struct document *document, const char *svg, const char *how_to_read,
                     const char *command);
/* Embedded in a page; other formats have no place for it. DATA is the document's from now on.
 */
void document_data(struct document *document, json_t *data);
/* A number that LaTeX may quote: \pj{KEY}. The other formats leave it out, all leave out NAN.
 */
void document_number(struct document *document, double value, enum unit unit, const char *key,
                     ...) __attribute__((format(printf, 4, 5)));
/* Those of an interval too: \pj{KEY/low}, \pj{KEY/high}. */
void document_interval(struct document *document, double value, struct interval ci,
                       enum unit unit, const char *key);

void document_render(const struct document *document, enum document_format format,
                     struct text *out);

#endif
