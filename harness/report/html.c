/* SPDX-License-Identifier: MIT
 * HTML's ways to hold any text. */
#include "report/html.h"

#include <string.h>

#include "report/quote.h"

void html_text(struct text *out, const char *text)
{
    quote_xml(out, text);
}

void html_attribute(struct text *out, const char *name, const char *value)
{
    text_printf(out, " %s=\"", name);
    html_text(out, value);
    text_add(out, "\"");
}

void html_element(struct text *out, const char *tag, const char *class, const char *text)
{
    text_printf(out, "<%s", tag);
    if (class != NULL)
        html_attribute(out, "class", class);
    text_add(out, ">");
    html_text(out, text);
    text_printf(out, "</%s>", tag);
}

void html_json(struct text *out, const char *json)
{
    for (size_t length; *json != '\0'; json += length) {
        length = strcspn(json, "<");
        text_add_bytes(out, json, length);
        if (json[length] == '<') {
            text_add(out, "\\u003c");
            length++;
        }
    }
}
