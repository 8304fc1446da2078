/* SPDX-License-Identifier: MIT
 * Shortest paths from node 0 by Dijkstra's algorithm: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { DEGREE = 5 };

/* An edge is its end << WEIGHT_BITS | its weight: a node's five are 20 bytes together. */
enum { WEIGHT_BITS = 7, WEIGHT_MASK = (1 << WEIGHT_BITS) - 1 };

/* A binary heap of distance << 32 | node: numbers that compare as the pairs do.
 * The root is item 1, so that two children share a cache line; item 0 is 0, less than all. */
struct heap {
    uint64_t *items;
    size_t last;
    size_t capacity;
};

static struct heap heap_open(void)
{
    struct heap h = {.capacity = 1024};

    h.items = pj_alloc(h.capacity, sizeof *h.items);
    h.items[0] = 0;
    return h;
}

static inline void sift_up(uint64_t *items, size_t hole, uint64_t item)
{
    while (item < items[hole / 2]) {
        items[hole] = items[hole / 2];
        hole /= 2;
    }
    items[hole] = item;
}

static void heap_grow(struct heap *h)
{
    h->capacity *= 2;
    h->items = realloc(h->items, h->capacity * sizeof *h->items);
    if (h->items == NULL)
        pj_out_of_memory();
}

static inline void heap_push(struct heap *h, uint64_t item)
{
    if (++h->last == h->capacity)
        heap_grow(h);
    sift_up(h->items, h->last, item);
}

/* The hole at the root sinks to where the last item belongs, mostly near the leaves. The lesser
 * child is told without a branch, for no branch upon it can be guessed. */
static inline void heap_remove_root(struct heap *h)
{
    uint64_t *const items = h->items;
    const size_t last = h->last--;
    const uint64_t item = items[last];
    size_t hole = 1;

    items[last] = UINT64_MAX; /* the sibling of a child that has none */
    for (size_t child; (child = 2 * hole) < last; hole = child) {
        child += items[child + 1] < items[child];
        if (item < items[child])
            break;
        items[hole] = items[child];
    }
    items[hole] = item;
}

static void *make_graph(const struct pj_input *in)
{
    const uint32_t n = (uint32_t)in->n;
    uint32_t *edges = pj_alloc((size_t)n * DEGREE, sizeof *edges);
    uint32_t *edge = edges;
    uint32_t seed = (uint32_t)in->seed;

    for (uint32_t node = 0; node < n; node++) {
        for (int i = 0; i < DEGREE - 1; i++) {
            const uint32_t to = pj_next(&seed) % n;
            *edge++ = to << WEIGHT_BITS | (pj_next(&seed) % 100 + 1);
        }
        *edge++ = (node + 1 == n ? 0 : node + 1) << WEIGHT_BITS | 100;
    }
    return edges;
}

/* How often a node was pushed. */
static uint64_t search(const uint32_t *graph, uint32_t *distances)
{
    struct heap h = heap_open();
    uint64_t pushes = 1;

    distances[0] = 0;
    heap_push(&h, 0);
    while (h.last > 0) {
        const uint32_t node = (uint32_t)h.items[1];
        const uint32_t distance = (uint32_t)(h.items[1] >> 32);
        const uint32_t least = distances[node];
        uint32_t edges[DEGREE];

        /* Read now, they come from memory while the heap is put in order. */
        memcpy(edges, graph + (size_t)node * DEGREE, sizeof edges);
        heap_remove_root(&h);
        if (distance != least)
            continue;
        for (int i = 0; i < DEGREE; i++) {
            const uint32_t to = edges[i] >> WEIGHT_BITS;
            const uint32_t through = distance + (edges[i] & WEIGHT_MASK);
            if (through < distances[to]) {
                distances[to] = through;
                heap_push(&h, (uint64_t)through << 32 | to);
                pushes++;
            }
        }
    }
    free(h.items);
    return pushes;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    const uint32_t n = (uint32_t)in->n;
    uint32_t *distances = pj_alloc(n, sizeof *distances);
    uint32_t max = 0, check = 0;
    uint64_t sum = 0;

    memset(distances, 0xFF, n * sizeof *distances); /* UINT32_MAX: not reached */
    const uint64_t pushes = search(state, distances);
    for (uint32_t node = 0; node < n; node++) {
        const uint32_t distance = distances[node];
        if (distance > max)
            max = distance;
        sum += distance;
        check = pj_check(check, distance);
    }
    pj_printf(out, "max %" PRIu32 "\nsum %" PRIu64 "\npushes %" PRIu64 "\ncheck %" PRIu32 "\n",
              max, sum, pushes, check);
    free(distances);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv,
                   &(struct pj_program){.setup = make_graph, .run = run, .finish = free});
}
