/* SPDX-License-Identifier: MIT
 * Binary trees built, counted and dropped: one malloc and one free for each node. */
#include "pj.h"

#include <inttypes.h>
#include <stdlib.h>

struct node {
    struct node *left;
    struct node *right;
};

static inline struct node *new_node(struct node *left, struct node *right)
{
    struct node *node = pj_alloc(1, sizeof(*node));

    *node = (struct node){left, right};
    return node;
}

/* Of depth 1 or more: the leaves, which are half of the nodes, need no calls of their own. */
static struct node *build(int depth)
{
    struct node *left = depth > 1 ? build(depth - 1) : new_node(NULL, NULL);
    struct node *right = depth > 1 ? build(depth - 1) : new_node(NULL, NULL);

    return new_node(left, right);
}

/* The way down to the left is a loop: half the calls. */
static int64_t check(const struct node *node)
{
    int64_t count = 1;

    for (; node->left != NULL; node = node->left)
        count += 1 + check(node->right);
    return count;
}

static void drop(struct node *node)
{
    if (node->left != NULL) {
        drop(node->left);
        drop(node->right);
    }
    free(node);
}

static int64_t build_and_check(int depth)
{
    struct node *tree = build(depth);
    int64_t count = check(tree);

    drop(tree);
    return count;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    int n = in->n < 6 ? 6 : (int)in->n;

    (void)state;
    pj_printf(out, "stretch tree of depth %d\t check: %" PRId64 "\n", n + 1,
              build_and_check(n + 1));

    struct node *long_lived = build(n);
    for (int depth = 4; depth <= n; depth += 2) {
        int64_t iterations = INT64_C(1) << (n - depth + 4);
        int64_t sum = 0;
        for (int64_t i = 0; i < iterations; i++)
            sum += build_and_check(depth);
        pj_printf(out, "%" PRId64 "\t trees of depth %d\t check: %" PRId64 "\n", iterations,
                  depth, sum);
    }
    pj_printf(out, "long lived tree of depth %d\t check: %" PRId64 "\n", n, check(long_lived));
    drop(long_lived);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
