/* SPDX-License-Identifier: MIT
 * Tests of base/arena. */
#include <stdint.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "suite.h"

static void arena_gives_zeroed_memory_aligned_for_any_type(void)
{
    struct arena arena = {0};

    for (size_t size = 1; size < 100000; size *= 3) {
        unsigned char *memory = arena_alloc(&arena, 1, size);
        CU_ASSERT_EQUAL((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            CU_ASSERT_EQUAL_FATAL(memory[i], 0);
        memset(memory, 0xff, size);
    }
    arena_free(&arena);
    CU_ASSERT_PTR_NULL(arena.last);
}

static void arena_keeps_what_was_given_before(void)
{
    struct arena arena = {0};
    char *texts[1000];

    for (int i = 0; i < 1000; i++)
        texts[i] = arena_printf(&arena, "text %d", i);
    for (int i = 0; i < 1000; i++) {
        char expected[16];
        snprintf(expected, sizeof(expected), "text %d", i);
        CU_ASSERT_STRING_EQUAL(texts[i], expected);
    }
    arena_free(&arena);
}

static const struct suite_test tests[] = {
    TEST(arena_gives_zeroed_memory_aligned_for_any_type),
    TEST(arena_keeps_what_was_given_before),
    {NULL, NULL},
};
const struct suite suite_arena = {"arena", tests};
