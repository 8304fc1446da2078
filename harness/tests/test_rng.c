/* SPDX-License-Identifier: MIT
 * Tests of base/rng. */
#include <CUnit/CUnit.h>

#include "base/rng.h"
#include "suite.h"

/* The authors' own C code (prng.di.unimi.it), state {1, 2, 3, 4}. */
static void rng_gives_the_numbers_of_the_authors_code(void)
{
    struct rng rng = {.state = {1, 2, 3, 4}};
    static const uint64_t expected[] = {11520, 0, 1509978240, 1215971899390074240};

    for (int i = 0; i < 4; i++)
        CU_ASSERT_EQUAL(rng_next(&rng), expected[i]);
}

static void rng_gives_the_same_numbers_for_the_same_seed(void)
{
    struct rng a, b, c;

    rng_seed(&a, 20261123);
    rng_seed(&b, 20261123);
    rng_seed(&c, 20261124);
    uint64_t first = rng_next(&a);
    CU_ASSERT_EQUAL(first, rng_next(&b));
    CU_ASSERT_NOT_EQUAL(first, rng_next(&c));
}

/* 60 000 draws of six: each within five standard deviations (91.3) of 10 000. */
static void rng_below_is_even(void)
{
    struct rng rng;
    int seen[6] = {0};

    rng_seed(&rng, 1);
    for (int i = 0; i < 60000; i++)
        seen[rng_below(&rng, 6)]++;
    for (int i = 0; i < 6; i++)
        CU_ASSERT(seen[i] > 10000 - 457 && seen[i] < 10000 + 457);
}

static void rng_shuffle_keeps_every_item(void)
{
    struct rng rng;
    size_t items[100], sum = 0;
    int moved = 0;

    for (size_t i = 0; i < 100; i++)
        items[i] = i;
    rng_seed(&rng, 1);
    rng_shuffle(&rng, items, 100);
    for (size_t i = 0; i < 100; i++) {
        sum += items[i];
        moved += items[i] != i;
    }
    CU_ASSERT_EQUAL(sum, 4950);
    CU_ASSERT(moved > 80);
}

static const struct suite_test tests[] = {
    TEST(rng_gives_the_numbers_of_the_authors_code),
    TEST(rng_gives_the_same_numbers_for_the_same_seed),
    TEST(rng_below_is_even),
    TEST(rng_shuffle_keeps_every_item),
    {NULL, NULL},
};
const struct suite suite_rng = {"rng", tests};
