/* SPDX-License-Identifier: MIT
 * A string that grows. */
#ifndef TEXT_H
#define TEXT_H

#include <stdarg.h>
#include <stddef.h>

/* Zero-initialised, it is empty and ready; DATA is NULL until something was added,
 * NUL-terminated after. */
struct text {
    char *data;
    size_t length, capacity;
};

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const void *bytes, size_t length);
void text_printf(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* STRING in lines of at most WIDTH columns, broken at blanks, every line but the first after
 * INDENT blanks. COLUMN is where the first one begins. No newline at the end. */
void text_add_wrapped(struct text *text, const char *string, size_t column, size_t indent,
                      size_t width);

/* The string, "" when nothing was added. Valid until the next call. */
const char *text_string(const struct text *text);

/* Free it; it is empty and ready again. */
void text_free(struct text *text);

#endif
