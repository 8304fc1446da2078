/* SPDX-License-Identifier: MIT
 * A cache that drops what was used longest ago: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
    struct node *prev; /* used later; the sentinel's: used longest ago */
    struct node *next; /* used earlier; the sentinel's: used last */
    struct node *chain;
    struct node **at; /* what refers to it: its bucket or another's chain */
    uint32_t key;
    uint32_t value;
};

struct cache {
    struct node list; /* the sentinel of the ring */
    struct node **buckets;
    int shift;
};

static void cache_open(struct cache *c, uint32_t capacity)
{
    int bits = 4;

    while (UINT64_C(1) << bits < 2 * (uint64_t)capacity)
        bits++;
    c->list.prev = c->list.next = &c->list;
    c->shift = 32 - bits;
    /* From calloc, not pj_alloc: a large one comes cleared from the kernel. */
    c->buckets = calloc((size_t)1 << bits, sizeof(*c->buckets));
    if (c->buckets == NULL)
        pj_out_of_memory();
}

static inline struct node **bucket(const struct cache *c, uint32_t key)
{
    return &c->buckets[key * 2654435769u >> c->shift];
}

static inline void unlink_node(struct node *node)
{
    node->prev->next = node->next;
    node->next->prev = node->prev;
}

static inline void link_first(struct cache *c, struct node *node)
{
    node->prev = &c->list;
    node->next = c->list.next;
    c->list.next->prev = node;
    c->list.next = node;
}

static inline void evict_last(struct cache *c)
{
    struct node *last = c->list.prev;

    *last->at = last->chain;
    if (last->chain != NULL)
        last->chain->at = last->at;
    unlink_node(last);
    free(last);
}

static inline struct node *add(struct node **head, uint32_t key)
{
    struct node *node = pj_alloc(1, sizeof(*node));

    node->key = key;
    node->value = 1;
    node->chain = *head;
    node->at = head;
    if (*head != NULL)
        (*head)->at = &node->chain;
    *head = node;
    return node;
}

/* CK over keys and values from the last used on, each node freed behind it. */
static uint32_t cache_close(struct cache *c)
{
    uint32_t check = 0;

    for (struct node *node = c->list.next, *next; node != &c->list; node = next) {
        next = node->next;
        check = pj_check(pj_check(check, node->key), node->value);
        free(node);
    }
    free(c->buckets);
    return check;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const uint32_t n = (uint32_t)in->n;
    const uint32_t capacity = n / 10;
    const uint32_t range = 4 * capacity;
    uint32_t seed = (uint32_t)in->seed;
    uint32_t hits = 0, misses = 0, evictions = 0;
    uint64_t sum = 0;
    struct cache c;

    cache_open(&c, capacity);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t a = pj_next(&seed) % range;
        const uint32_t b = pj_next(&seed) % range;
        const uint32_t key = a < b ? a : b;
        struct node **head = bucket(&c, key);
        struct node *node = *head;

        while (node != NULL && node->key != key)
            node = node->chain;
        if (node != NULL) {
            hits++;
            sum += node->value++;
            unlink_node(node);
        } else {
            if (misses++ >= capacity) {
                evictions++;
                evict_last(&c);
            }
            node = add(head, key);
        }
        link_first(&c, node);
    }
    pj_printf(out,
              "hits %" PRIu32 "\nmisses %" PRIu32 "\nevictions %" PRIu32 "\nsum %" PRIu64
              "\ncheck %" PRIu32 "\n",
              hits, misses, evictions, sum, cache_close(&c));
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
