/* SPDX-License-Identifier: MIT
 * Making the schedule. */
#include "campaign/plan.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"

size_t plan_make(struct plan_item **out, const struct plan_shape *shape)
{
    size_t blocks = (size_t)(shape->blocks + shape->warmups), count = 0;
    struct plan_item *items = mem_alloc(1 + blocks * (shape->cells + 1), sizeof(*items));
    size_t *order = mem_alloc(shape->cells, sizeof(*order));
    struct rng rng;

    rng_seed(&rng, shape->seed);
    if (!shape->without_idle)
        items[count++] = (struct plan_item){.block = 1 - shape->warmups, .kind = PLAN_IDLE};
    for (int64_t block = 1 - shape->warmups; block <= shape->blocks; block++) {
        for (size_t c = 0; c < shape->cells; c++)
            order[c] = c;
        rng_shuffle(&rng, order, shape->cells);
        for (size_t c = 0; c < shape->cells; c++)
            items[count++] = (struct plan_item){
                .block = block, .kind = block < 1 ? PLAN_WARMUP : PLAN_TRIAL, .cell = order[c]};
        if (!shape->without_idle)
            items[count++] = (struct plan_item){.block = block, .kind = PLAN_IDLE};
    }
    free(order);
    *out = items;
    return count;
}

int64_t plan_padding(uint64_t seed, int64_t ordinal, int64_t max)
{
    struct rng rng;

    rng_seed(&rng, seed ^ ((uint64_t)ordinal + 1) * UINT64_C(0x9e3779b97f4a7c15));
    return (int64_t)rng_below(&rng, (uint64_t)max + 1);
}
