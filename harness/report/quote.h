/* SPDX-License-Identifier: MIT
 * Any bytes as a string of gnuplot's, or as words of XML. */
#ifndef QUOTE_H
#define QUOTE_H

#include "base/text.h"

/* Add TEXT in single quotes: nothing in it is a command or an escape, control characters are
 * spaces, what is no UTF-8 is "?". (The terminals are noenhanced, so nothing is markup either.)
 */
void quote_gnuplot(struct text *out, const char *text);

/* Add TEXT as content of an element or of an attribute in double quotes; control characters but
 * line ends, and what is no UTF-8, as above. */
void quote_xml(struct text *out, const char *text);

#endif
