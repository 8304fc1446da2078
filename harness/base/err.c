/* SPDX-License-Identifier: MIT
 * Error texts. */
#include "base/err.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int err_set(struct err *err, int code, const char *format, ...)
{
    va_list args;

    assert(code < 0);
    va_start(args, format);
    vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    return code;
}

int err_sys(struct err *err, const char *format, ...)
{
    int saved = errno != 0 ? errno : EIO;
    va_list args;

    va_start(args, format);
    vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    size_t used = strlen(err->text);
    snprintf(err->text + used, sizeof(err->text) - used, ": %s", strerror(saved));
    return -saved;
}

int err_prefix(struct err *err, int code, const char *format, ...)
{
    char context[sizeof(err->text)];
    va_list args;

    va_start(args, format);
    vsnprintf(context, sizeof(context), format, args);
    va_end(args);
    size_t length = strlen(context);
    if (length + 3 > sizeof(context))
        return code;
    snprintf(context + length, sizeof(context) - length, ": %.*s",
             (int)(sizeof(context) - length - 3), err->text);
    memcpy(err->text, context, sizeof(context));
    return code;
}
