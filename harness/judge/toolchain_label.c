/* SPDX-License-Identifier: MIT
 * A toolchain in two words. */
#include "judge/toolchain_label.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Length of the version number that TEXT begins with, "12.2.0": digits and points, at least one
 * of these inside. */
static size_t number_length(const char *text)
{
    size_t length = strspn(text, "0123456789.");

    while (length > 0 && text[length - 1] == '.')
        length--;
    return memchr(text, '.', length) != NULL && text[0] != '.' ? length : 0;
}

const char *toolchain_label(char buffer[static TOOLCHAIN_LABEL_SIZE], const char *name,
                            const char *version)
{
    int depth = 0;

    for (const char *p = version; *p != '\0'; p++) {
        depth += (*p == '(') - (*p == ')');
        size_t length = depth == 0 ? number_length(p) : 0;
        if (length > 0) {
            snprintf(buffer, TOOLCHAIN_LABEL_SIZE, "%s %.*s", name, (int)length, p);
            return buffer;
        }
    }
    snprintf(buffer, TOOLCHAIN_LABEL_SIZE, "%s %s", name, version);
    return buffer;
}
