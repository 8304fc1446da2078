/* SPDX-License-Identifier: MIT
 * A string that grows by doubling. */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void text_reserve(struct text *text, size_t more)
{
    size_t need = text->length + more + 1;
    size_t capacity = text->capacity > 0 ? text->capacity : 64;

    if (need <= text->capacity)
        return;
    while (capacity < need)
        capacity *= 2;
    text->data = mem_resize(text->data, capacity, 1);
    text->capacity = capacity;
}

void text_add_bytes(struct text *text, const void *bytes, size_t length)
{
    text_reserve(text, length);
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_add(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

void text_vprintf(struct text *text, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length < 0)
        abort();
    text_reserve(text, (size_t)length);
    vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    va_end(again);
    text->length += (size_t)length;
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    text_vprintf(text, format, args);
    va_end(args);
}

void text_add_wrapped(struct text *text, const char *string, size_t column, size_t indent,
                      size_t width)
{
    for (size_t word;; string += word + 1) {
        word = strcspn(string, " ");
        text_add_bytes(text, string, word);
        column += word;
        if (string[word] == '\0')
            return;
        if (column + 1 + strcspn(string + word + 1, " ") <= width) {
            text_add(text, " ");
            column++;
        } else {
            text_printf(text, "\n%*s", (int)indent, "");
            column = indent;
        }
    }
}

const char *text_string(const struct text *text)
{
    return text->data != NULL ? text->data : "";
}

void text_free(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}
