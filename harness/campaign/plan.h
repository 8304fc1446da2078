/* SPDX-License-Identifier: MIT
 * The schedule: randomised complete blocks, fixed by a seed before anything runs. */
#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum plan_kind { PLAN_WARMUP, PLAN_TRIAL, PLAN_IDLE };

struct plan_item {
    int64_t block; /* warm-up blocks count up to 0, measured ones from 1 */
    enum plan_kind kind;
    size_t cell; /* not for idle windows */
};

struct plan_shape {
    size_t cells;
    int64_t blocks, warmups;
    uint64_t seed;
    bool without_idle; /* no counter will be read, ever */
};

/* Every block is a random order of all cells; places for idle windows, if any, stand before
 * the first block and after each. Block k's order does not depend on how many blocks follow.
 * The caller frees *OUT. Returns the number of items. */
size_t plan_make(struct plan_item **out, const struct plan_shape *shape);

/* Bytes of environment padding of the trial at ORDINAL, in [0, MAX]. */
int64_t plan_padding(uint64_t seed, int64_t ordinal, int64_t max);

#endif
