/* SPDX-License-Identifier: MIT
 * An arena of chunks, newest first. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { ARENA_CHUNK_BYTES = 16 * 1024 };

struct arena_chunk {
    struct arena_chunk *previous;
    size_t used, size;
    alignas(max_align_t) unsigned char data[];
};

static struct arena_chunk *chunk_add(struct arena *arena, size_t size)
{
    struct arena_chunk *chunk = mem_alloc(1, sizeof(*chunk) + size);

    chunk->size = size;
    chunk->previous = arena->last;
    arena->last = chunk;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes) ||
        __builtin_add_overflow(bytes, alignof(max_align_t) - 1, &bytes))
        abort();
    bytes -= bytes % alignof(max_align_t);

    struct arena_chunk *chunk = arena->last;
    if (chunk == NULL || chunk->size - chunk->used < bytes)
        chunk = chunk_add(arena, bytes > ARENA_CHUNK_BYTES ? bytes : ARENA_CHUNK_BYTES);
    void *memory = chunk->data + chunk->used;
    chunk->used += bytes;
    return memory;
}

char *arena_dup(struct arena *arena, const char *text)
{
    if (text == NULL)
        return NULL;
    size_t size = strlen(text) + 1;
    return memcpy(arena_alloc(arena, size, 1), text, size);
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        abort();
    char *text = arena_alloc(arena, (size_t)length + 1, 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void arena_free(struct arena *arena)
{
    struct arena_chunk *chunk = arena->last;

    while (chunk != NULL) {
        struct arena_chunk *previous = chunk->previous;
        free(chunk);
        chunk = previous;
    }
    arena->last = NULL;
}
