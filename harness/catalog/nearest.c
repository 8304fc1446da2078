/* SPDX-License-Identifier: MIT
 * Levenshtein's distance. */
#include "catalog/nearest.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* One row of the table at a time. */
static size_t distance(const char *a, const char *b)
{
    size_t length = strlen(b);
    size_t *row = mem_alloc(length + 1, sizeof(*row));

    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < length; j++) {
            size_t above = row[j + 1];
            row[j + 1] = smallest(above + 1, row[j] + 1, diagonal + (a[i] != b[j]));
            diagonal = above;
        }
    }
    size_t result = row[length];
    free(row);
    return result;
}

const char *nearest_name(const char *word, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t least = strlen(word) / 2;

    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, names[i]);
        if (d < least || (d == least && nearest == NULL)) {
            least = d;
            nearest = names[i];
        }
    }
    return nearest;
}
