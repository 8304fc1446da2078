/* SPDX-License-Identifier: MIT
 * HTML: whatever is not markup of our own gets into a page by these. */
#ifndef HTML_H
#define HTML_H

#include "base/text.h"

/* Add TEXT, any bytes, as content of an element or of an attribute in double quotes. Line ends
 * stay; other control characters are spaces, what is no UTF-8 is "?". */
void html_text(struct text *out, const char *text);

/* Add ' NAME="VALUE"', VALUE any bytes. */
void html_attribute(struct text *out, const char *name, const char *value);

/* Add <TAG class="CLASS">TEXT</TAG>. CLASS may be NULL. */
void html_element(struct text *out, const char *tag, const char *class, const char *text);

/* Add JSON as the content of a <script>: no text in it ends the element or begins a comment,
 * and it parses to the same. */
void html_json(struct text *out, const char *json);

#endif
