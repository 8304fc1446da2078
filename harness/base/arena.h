/* SPDX-License-Identifier: MIT
 * Memory that lives and dies together: a plan's strings, a catalogue's entries. */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>

/* Zero-initialised, it is empty and ready. */
struct arena {
    struct arena_chunk *last;
};

/* COUNT zeroed objects of SIZE bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* A copy of TEXT; NULL gives NULL. */
char *arena_dup(struct arena *arena, const char *text);

char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Everything that came from it is gone; it is empty and ready again. */
void arena_free(struct arena *arena);

#endif
