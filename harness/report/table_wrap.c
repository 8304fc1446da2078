/* SPDX-License-Identifier: MIT
 * Texts in columns of a screen. */
#include "report/table_wrap.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"

size_t table_wrap_width(const char *text)
{
    wchar_t wide[512];
    size_t length = mbstowcs(wide, text, ARRAY_SIZE(wide));
    int width = length != (size_t)-1 ? wcswidth(wide, length) : -1;

    return width >= 0 ? (size_t)width : strlen(text);
}

/* The length of what fits into ROOM columns from the beginning of TEXT: whole words, or a part
 * of one that is longer, up to a hyphen where it has one. */
static size_t fitting(const char *text, size_t room)
{
    size_t words = 0, hyphens = 0, at = 0, columns = 0;

    while (text[at] != '\0') {
        wchar_t c;
        int length = mbtowc(&c, text + at, MB_CUR_MAX);
        int width = length > 0 ? wcwidth(c) : 1;
        columns += width > 0 ? (size_t)width : 0;
        if (columns > room)
            return words > 0 ? words : hyphens > 0 ? hyphens : at > 0 ? at : 1;
        if (text[at] == '-' && at > 0)
            hyphens = at + 1;
        at += length > 0 ? (size_t)length : 1;
        if (text[at] == ' ' && text[at - 1] != ' ')
            words = at;
    }
    return at;
}

void table_wrap(struct text *out, const char *text, size_t room)
{
    for (;;) {
        size_t length = fitting(text, room);
        text_add_bytes(out, text, length);
        text += length;
        text += *text == ' ';
        if (*text == '\0')
            return;
        text_add(out, "\n");
    }
}
