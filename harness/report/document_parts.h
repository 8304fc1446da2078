/* SPDX-License-Identifier: MIT
 * What is in a document: for the files that write one. */
#ifndef DOCUMENT_PARTS_H
#define DOCUMENT_PARTS_H

#include "base/arena.h"
#include "report/document.h"

enum document_part_kind {
    PART_SECTION,
    PART_LEAD,
    PART_SENTENCE,
    PART_ITEM,
    PART_LINES,
    PART_TABLE,
    PART_FIGURE,
};

struct document_part {
    enum document_part_kind kind;
    const char *id, *text; /* TEXT: title, sentence, lines, or how to read a figure */
    const char *svg, *command;
    struct table *table;
};

struct document_number {
    const char *key;
    double value;
    enum unit unit;
};

struct document {
    struct arena arena;
    const char *title;
    struct document_part *parts;
    size_t part_count;
    struct document_number *numbers;
    size_t number_count;
    json_t *data;
};

void document_html(const struct document *document, struct text *out);
void document_markdown(const struct document *document, struct text *out);
void document_latex(const struct document *document, struct text *out);

#endif
