/* SPDX-License-Identifier: MIT
 * A table of a page. */
#ifndef TABLE_HTML_H
#define TABLE_HTML_H

#include "report/table.h"

/* Add TABLE, called ID (letters) and TITLE (its own where NULL), with the notes below it. A
 * cell's text is the one of every other format; a number stands beside it, in base units, in
 * data-value. */
void table_html(const struct table *table, const char *id, const char *title, struct text *out);

#endif
