/* SPDX-License-Identifier: MIT
 * Tests of campaign/plan. */
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "campaign/plan.h"
#include "suite.h"

static void plan_has_every_cell_once_in_every_block(void)
{
    const struct plan_shape shape = {.cells = 7, .blocks = 20, .warmups = 2, .seed = 1};
    struct plan_item *items;
    size_t count = plan_make(&items, &shape), at = 1;

    CU_ASSERT_EQUAL(count, 1 + 22 * 8);
    for (int64_t block = -1; block <= 20; block++) {
        unsigned seen = 0;
        for (int c = 0; c < 7; c++, at++) {
            CU_ASSERT_EQUAL(items[at].block, block);
            CU_ASSERT_EQUAL(items[at].kind, block < 1 ? PLAN_WARMUP : PLAN_TRIAL);
            seen |= 1u << items[at].cell;
        }
        CU_ASSERT_EQUAL(seen, 0x7f);
        CU_ASSERT_EQUAL(items[at].kind, PLAN_IDLE);
        at++;
    }
    free(items);
}

static void plan_begins_with_a_place_for_idle_power(void)
{
    const struct plan_shape shape = {.cells = 1, .blocks = 1, .warmups = 0, .seed = 1};
    struct plan_item *items;

    CU_ASSERT_EQUAL(plan_make(&items, &shape), 3);
    CU_ASSERT_EQUAL(items[0].kind, PLAN_IDLE);
    CU_ASSERT_EQUAL(items[1].block, 1);
    CU_ASSERT_EQUAL(items[2].kind, PLAN_IDLE);
    free(items);
}

static void plan_without_idle_windows_is_the_same_but_for_them(void)
{
    struct plan_shape shape = {.cells = 3, .blocks = 4, .warmups = 1, .seed = 5};
    struct plan_item *with, *without;
    size_t count = plan_make(&with, &shape), at = 0;

    shape.without_idle = true;
    CU_ASSERT_EQUAL(plan_make(&without, &shape), 15);
    for (size_t i = 0; i < count; i++)
        if (with[i].kind != PLAN_IDLE)
            CU_ASSERT(with[i].cell == without[at].cell && with[i].kind == without[at++].kind);
    CU_ASSERT_EQUAL(at, 15);
    free(with);
    free(without);
}

static void plan_of_more_blocks_begins_as_that_of_fewer(void)
{
    const struct plan_shape few = {.cells = 5, .blocks = 3, .warmups = 1, .seed = 20261123};
    const struct plan_shape many = {.cells = 5, .blocks = 9, .warmups = 1, .seed = 20261123};
    struct plan_item *a, *b;
    size_t count = plan_make(&a, &few);

    plan_make(&b, &many);
    for (size_t i = 0; i < count; i++)
        CU_ASSERT(a[i].cell == b[i].cell && a[i].block == b[i].block && a[i].kind == b[i].kind);
    free(a);
    free(b);
}

/* Of 720 orders of six cells, ten blocks hardly share one, and another seed gives others. */
static void plan_orders_differ_between_blocks_and_seeds(void)
{
    struct plan_shape shape = {.cells = 6, .blocks = 10, .warmups = 0, .seed = 1};
    struct plan_item *a, *b;
    int as_first = 0, as_other_seed = 0;

    plan_make(&a, &shape);
    shape.seed = 2;
    plan_make(&b, &shape);
    for (size_t block = 0; block < 10; block++) {
        int same = 1, other = 1;
        for (size_t c = 0; c < 6; c++) {
            same &= a[1 + 7 * block + c].cell == a[1 + c].cell;
            other &= a[1 + 7 * block + c].cell == b[1 + 7 * block + c].cell;
        }
        as_first += same;
        as_other_seed += other;
    }
    CU_ASSERT(as_first <= 2);
    CU_ASSERT(as_other_seed <= 1);
    free(a);
    free(b);
}

static void plan_padding_is_reproducible_and_covers_its_range(void)
{
    int64_t least = 4095, most = 0;

    for (int64_t i = 0; i < 2000; i++) {
        int64_t pad = plan_padding(7, i, 4095);
        CU_ASSERT_EQUAL(pad, plan_padding(7, i, 4095));
        CU_ASSERT(pad >= 0 && pad <= 4095);
        least = pad < least ? pad : least;
        most = pad > most ? pad : most;
    }
    CU_ASSERT(least < 20 && most > 4075);
}

static const struct suite_test tests[] = {
    TEST(plan_has_every_cell_once_in_every_block),
    TEST(plan_begins_with_a_place_for_idle_power),
    TEST(plan_without_idle_windows_is_the_same_but_for_them),
    TEST(plan_of_more_blocks_begins_as_that_of_fewer),
    TEST(plan_orders_differ_between_blocks_and_seeds),
    TEST(plan_padding_is_reproducible_and_covers_its_range),
    {NULL, NULL},
};
const struct suite suite_plan = {"plan", tests};
