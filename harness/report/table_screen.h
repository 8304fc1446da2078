/* SPDX-License-Identifier: MIT
 * A table for people: on a screen (libsmartcols), in Markdown, in LaTeX. */
#ifndef TABLE_SCREEN_H
#define TABLE_SCREEN_H

#include "report/table.h"

int table_screen(const struct table *table, const struct table_style *style, struct text *out,
                 struct err *err);
void table_markdown(const struct table *table, const struct table_style *style,
                    struct text *out);
void table_latex(const struct table *table, const struct table_style *style, struct text *out);

#endif
