/* SPDX-License-Identifier: MIT
 * Any bytes as a string of gnuplot's, or as words of XML. */
#include "report/quote.h"

#include <stddef.h>
#include <string.h>

/* Length of the well-formed UTF-8 sequence at P, 0 for none. Surrogates and overlong forms pass
 * no decoder, so they are none (Unicode 15, table 3-7). */
static size_t utf8_length(const unsigned char *p)
{
    size_t n = p[0] < 0x80   ? 1
               : p[0] < 0xc2 ? 0
               : p[0] < 0xe0 ? 2
               : p[0] < 0xf0 ? 3
               : p[0] < 0xf5 ? 4
                             : 0;

    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return n;
}

/* TEXT with each of SPECIAL by ESCAPE, control characters but KEPT as spaces. */
static void add_clean(struct text *out, const char *text, const char *special, char kept,
                      void (*escape)(struct text *out, unsigned char c))
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0';) {
        size_t n = utf8_length(p);
        if (n == 0)
            text_add(out, "?");
        else if ((*p < 0x20 && *p != kept) || *p == 0x7f)
            text_add(out, " ");
        else if (strchr(special, *p) != NULL)
            escape(out, *p);
        else
            text_add_bytes(out, p, n);
        p += n > 0 ? n : 1;
    }
}

static void escape_gnuplot(struct text *out, unsigned char c)
{
    text_printf(out, "%c%c", c, c);
}

static void escape_xml(struct text *out, unsigned char c)
{
    text_printf(out, "&#%d;", c);
}

void quote_gnuplot(struct text *out, const char *text)
{
    text_add(out, "'");
    add_clean(out, text, "'", '\0', escape_gnuplot);
    text_add(out, "'");
}

void quote_xml(struct text *out, const char *text)
{
    add_clean(out, text, "<>&\"", '\n', escape_xml);
}
