/* SPDX-License-Identifier: MIT
 * A hash table with linear probing, filled and searched: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct table {
    uint32_t *keys; /* 0: the slot is empty */
    uint32_t *counts;
    uint32_t mask;
    int shift;
};

/* From calloc, not pj_alloc: a large one comes cleared from the kernel. */
static uint32_t *zeros(size_t count)
{
    uint32_t *p = calloc(count, sizeof *p);

    if (!p) {
        fputs("out of memory\n", stderr);
        exit(69);
    }
    return p;
}

static struct table table_open(uint32_t n)
{
    int bits = 4;

    while (UINT64_C(1) << bits < n)
        bits++;
    const size_t capacity = (size_t)1 << bits;
    return (struct table){zeros(capacity), zeros(capacity), (uint32_t)(capacity - 1),
                          32 - bits};
}

/* The slot that holds KEY, or else the empty one where it belongs. */
static inline uint32_t table_find(const struct table *t, uint32_t key)
{
    uint32_t slot = key * 2654435769u >> t->shift;

    /* The product is 0 for KEY and for 0: one branch, where two could not be predicted. */
    while ((uint64_t)t->keys[slot] * (t->keys[slot] ^ key) != 0)
        slot = (slot + 1) & t->mask;
    return slot;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const uint32_t n = (uint32_t)in->n;
    const uint32_t m = n / 2;
    const struct table t = table_open(n);
    uint32_t seed = (uint32_t)in->seed;
    uint32_t distinct = 0, hits = 0, max = 0, check = 0;
    uint64_t sum = 0;

    for (uint32_t i = 0; i < n; i++) {
        const uint32_t key = pj_next(&seed) % m + 1;
        const uint32_t slot = table_find(&t, key);

        t.keys[slot] = key;
        distinct += t.counts[slot] == 0;
        t.counts[slot]++;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t key = pj_next(&seed) % (2 * m) + 1;
        const uint32_t slot = table_find(&t, key);

        hits += t.keys[slot] != 0;
        sum += t.counts[slot];
    }
    for (uint32_t key = 1; key <= m; key++) {
        const uint32_t count = t.counts[table_find(&t, key)];

        if (count > max)
            max = count;
        check = pj_check(check, count);
    }
    pj_printf(out,
              "distinct %" PRIu32 "\nhits %" PRIu32 "\nsum %" PRIu64 "\nmax %" PRIu32
              "\ncheck %" PRIu32 "\n",
              distinct, hits, sum, max, check);
    free(t.keys);
    free(t.counts);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
