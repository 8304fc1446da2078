/* SPDX-License-Identifier: MIT
 * Binary trees built, counted and dropped, all in one arena of nodes: ../README.md, "Tuned". */
#include "pj.h"

#include <inttypes.h>

/* Children are places in the arena; at place 0 there is no node. */
struct node {
    uint32_t left;
    uint32_t right;
};

/* Puts a tree at FREE and after; returns its root, which is the last of its nodes. Of depth 1
 * or more: the leaves, which are half of the nodes, need no calls of their own. */
static uint32_t build(struct node *nodes, uint32_t free, int depth)
{
    uint32_t left = free, right = free + 1;

    if (depth > 1) {
        left = build(nodes, free, depth - 1);
        right = build(nodes, left + 1, depth - 1);
    } else {
        nodes[left] = nodes[right] = (struct node){0, 0};
    }
    nodes[right + 1] = (struct node){left, right};
    return right + 1;
}

static uint32_t check(const struct node *nodes, uint32_t place)
{
    const struct node node = nodes[place];

    return node.left == 0 ? 1 : 1 + check(nodes, node.left) + check(nodes, node.right);
}

/* The tree is dropped by forgetting it. */
static uint32_t build_and_check(struct node *nodes, uint32_t free, int depth)
{
    return check(nodes, build(nodes, free, depth));
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    const int n = in->n < 6 ? 6 : (int)in->n;
    /* Place 0 and the stretch tree: the long-lived tree and the deepest of the others are a
     * node less together. */
    struct node *nodes = pj_alloc((size_t)4 << n, sizeof *nodes);

    (void)state;
    pj_printf(out, "stretch tree of depth %d\t check: %" PRIu32 "\n", n + 1,
              build_and_check(nodes, 1, n + 1));

    const uint32_t long_lived = build(nodes, 1, n);
    for (int depth = 4; depth <= n; depth += 2) {
        const int64_t iterations = INT64_C(1) << (n - depth + 4);
        int64_t sum = 0;

        for (int64_t i = 0; i < iterations; i++)
            sum += build_and_check(nodes, long_lived + 1, depth);
        pj_printf(out, "%" PRId64 "\t trees of depth %d\t check: %" PRId64 "\n", iterations,
                  depth, sum);
    }
    pj_printf(out, "long lived tree of depth %d\t check: %" PRIu32 "\n", n,
              check(nodes, long_lived));
    free(nodes);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
