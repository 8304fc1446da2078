/* SPDX-License-Identifier: MIT
 * A service of read states, all in one array: definition in ../README.md. */
#define _XOPEN_SOURCE 700

#include "pj.h"

struct node;

struct cache {
    struct node *nodes; /* the first is the sentinel of the ring */
    uint32_t count;
    uint32_t *buckets; /* 0: empty */
    int shift;
};

#include "service.h"

struct node {
    uint32_t prev; /* used later; the sentinel's: used longest ago */
    uint32_t next; /* used earlier; the sentinel's: used last */
    uint32_t chain;
    uint64_t key;
    struct state state;
};

static void cache_open(struct cache *c, uint32_t capacity)
{
    int bits = 4;

    while (UINT64_C(1) << bits < 2 * (uint64_t)capacity)
        bits++;
    c->shift = 64 - bits;
    c->nodes = pj_alloc((size_t)capacity + 1, sizeof(*c->nodes));
    c->nodes[0].prev = c->nodes[0].next = 0;
    c->count = 1;
    c->buckets = calloc((size_t)1 << bits, sizeof(*c->buckets));
    if (c->buckets == NULL)
        pj_out_of_memory();
}

static inline uint32_t *bucket(const struct cache *c, uint64_t key)
{
    return &c->buckets[key * UINT64_C(11400714819323198485) >> c->shift];
}

static inline void unlink_node(struct cache *c, uint32_t index)
{
    const struct node *node = &c->nodes[index];

    c->nodes[node->prev].next = node->next;
    c->nodes[node->next].prev = node->prev;
}

static inline struct state *link_first(struct cache *c, uint32_t index)
{
    struct node *node = &c->nodes[index];

    node->prev = 0;
    node->next = c->nodes[0].next;
    c->nodes[node->next].prev = index;
    c->nodes[0].next = index;
    return &node->state;
}

static inline struct state *link_as(struct cache *c, uint32_t index, uint64_t key)
{
    uint32_t *head = bucket(c, key);

    c->nodes[index].key = key;
    c->nodes[index].chain = *head;
    *head = index;
    return link_first(c, index);
}

static struct state *cache_add(struct cache *c, uint64_t key)
{
    return link_as(c, c->count++, key);
}

static inline struct state *cache_use(struct cache *c, uint64_t key)
{
    uint32_t index = *bucket(c, key);

    while (index != 0 && c->nodes[index].key != key)
        index = c->nodes[index].chain;
    if (index == 0)
        return NULL;
    unlink_node(c, index);
    return link_first(c, index);
}

static inline struct state *cache_oldest(struct cache *c)
{
    return &c->nodes[c->nodes[0].prev].state;
}

static inline struct state *cache_replace_oldest(struct cache *c, uint64_t key)
{
    const uint32_t last = c->nodes[0].prev;
    uint32_t *at = bucket(c, c->nodes[last].key);

    while (*at != last)
        at = &c->nodes[*at].chain;
    *at = c->nodes[last].chain;
    unlink_node(c, last);
    return link_as(c, last, key);
}

static uint32_t cache_close(struct cache *c)
{
    uint32_t check = 0;

    for (uint32_t index = c->nodes[0].next; index != 0; index = c->nodes[index].next)
        check = check_state(check, &c->nodes[index].state);
    free(c->nodes);
    free(c->buckets);
    return check;
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
