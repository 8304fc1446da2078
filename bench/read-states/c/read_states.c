/* SPDX-License-Identifier: MIT
 * A service of read states, each a node of its own: definition in ../README.md. */
#define _XOPEN_SOURCE 700

#include "pj.h"

struct node;

struct cache {
    struct node *list; /* the sentinel of the ring */
    struct node **buckets;
    int shift;
};

#include "service.h"

struct node {
    struct node *prev; /* used later; the sentinel's: used longest ago */
    struct node *next; /* used earlier; the sentinel's: used last */
    struct node *chain;
    uint64_t key;
    struct state state;
};

static void cache_open(struct cache *c, uint32_t capacity)
{
    int bits = 4;

    while (UINT64_C(1) << bits < 2 * (uint64_t)capacity)
        bits++;
    c->shift = 64 - bits;
    c->list = pj_alloc(1, sizeof(*c->list));
    c->list->prev = c->list->next = c->list;
    c->buckets = calloc((size_t)1 << bits, sizeof(*c->buckets));
    if (c->buckets == NULL)
        pj_out_of_memory();
}

static inline struct node **bucket(const struct cache *c, uint64_t key)
{
    return &c->buckets[key * UINT64_C(11400714819323198485) >> c->shift];
}

static inline void unlink_node(struct node *node)
{
    node->prev->next = node->next;
    node->next->prev = node->prev;
}

static inline struct state *link_first(struct cache *c, struct node *node)
{
    node->prev = c->list;
    node->next = c->list->next;
    c->list->next->prev = node;
    c->list->next = node;
    return &node->state;
}

static inline struct state *link_as(struct cache *c, struct node *node, uint64_t key)
{
    struct node **head = bucket(c, key);

    node->key = key;
    node->chain = *head;
    *head = node;
    return link_first(c, node);
}

static struct state *cache_add(struct cache *c, uint64_t key)
{
    return link_as(c, pj_alloc(1, sizeof(struct node)), key);
}

static inline struct state *cache_use(struct cache *c, uint64_t key)
{
    struct node *node = *bucket(c, key);

    while (node != NULL && node->key != key)
        node = node->chain;
    if (node == NULL)
        return NULL;
    unlink_node(node);
    return link_first(c, node);
}

static inline struct state *cache_oldest(struct cache *c)
{
    return &c->list->prev->state;
}

static inline struct state *cache_replace_oldest(struct cache *c, uint64_t key)
{
    struct node *last = c->list->prev;
    struct node **at = bucket(c, last->key);

    while (*at != last)
        at = &(*at)->chain;
    *at = last->chain;
    unlink_node(last);
    return link_as(c, last, key);
}

static uint32_t cache_close(struct cache *c)
{
    uint32_t check = 0;

    for (struct node *node = c->list->next, *next; node != c->list; node = next) {
        next = node->next;
        check = check_state(check, &node->state);
        free(node);
    }
    free(c->list);
    free(c->buckets);
    return check;
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
