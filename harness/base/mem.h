/* SPDX-License-Identifier: MIT
 * Memory that is there: allocation that aborts when the machine has none left, so that no
 * caller carries an error path that nobody can test. Free with free(). */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* COUNT zeroed objects of SIZE bytes. */
void *mem_alloc(size_t count, size_t size);

/* As reallocarray(): the content is kept, what is new is not zeroed. */
void *mem_resize(void *old, size_t count, size_t size);

/* A copy of TEXT; NULL gives NULL. */
char *mem_dup(const char *text);

/* Make room for one more in the growing array *ITEMS of COUNT objects of SIZE bytes
 * (capacity doubles at powers of two). */
void *mem_grow(void *items, size_t count, size_t size);

/* As qsort(), but nothing is done where the order is right already, and COUNT may be 0 with no
 * ITEMS. */
void mem_sort(void *items, size_t count, size_t size,
              int (*compare)(const void *, const void *));

#endif
