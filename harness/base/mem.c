/* SPDX-License-Identifier: MIT
 * Allocation that does not fail. */
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void *present(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

void *mem_alloc(size_t count, size_t size)
{
    return present(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *mem_resize(void *old, size_t count, size_t size)
{
    return present(reallocarray(old, count > 0 ? count : 1, size > 0 ? size : 1));
}

char *mem_dup(const char *text)
{
    return text == NULL ? NULL : present(strdup(text));
}

void *mem_grow(void *items, size_t count, size_t size)
{
    if (count == 0)
        return mem_resize(items, 8, size);
    if (count >= 8 && (count & (count - 1)) == 0)
        return mem_resize(items, 2 * count, size);
    return items;
}

void mem_sort(void *items, size_t count, size_t size,
              int (*compare)(const void *, const void *))
{
    const char *at = items;

    for (size_t i = 1; i < count; i++, at += size) {
        if (compare(at, at + size) > 0) {
            qsort(items, count, size, compare);
            return;
        }
    }
}
