/* SPDX-License-Identifier: MIT
 * Binary trees built, counted and dropped, the many of a depth divided among all CPUs: one
 * malloc and one free for each node. */
#define _GNU_SOURCE
#include "pj.h"

#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { DEPTH_MIN = 4, DEPTH_MAX = 24, SHARES = 256 };

struct node {
    struct node *left;
    struct node *right;
};

/* The trees of one depth. */
struct trees {
    int64_t iterations;
    _Atomic int64_t taken;
    _Atomic int64_t sum;
};

struct forest {
    int deepest;
    struct trees trees[DEPTH_MAX + 1];
};

static struct node *build(int depth)
{
    struct node *left = NULL, *right = NULL;

    if (depth > 0) {
        left = build(depth - 1);
        right = build(depth - 1);
    }
    struct node *node = pj_alloc(1, sizeof(*node));
    *node = (struct node){left, right};
    return node;
}

static int64_t check(const struct node *node)
{
    return node->left == NULL ? 1 : 1 + check(node->left) + check(node->right);
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

/* Takes shares of the trees of a depth until there are none. */
static void grow(struct trees *trees, int depth)
{
    const int64_t share = trees->iterations < SHARES ? 1 : trees->iterations / SHARES;
    int64_t sum = 0;

    while (atomic_fetch_add(&trees->taken, share) < trees->iterations)
        for (int64_t i = 0; i < share; i++)
            sum += build_and_check(depth);
    atomic_fetch_add(&trees->sum, sum);
}

/* The deepest first: at the end only small shares are left to wait for. */
static void *grow_all(void *argument)
{
    struct forest *forest = argument;

    for (int depth = forest->deepest; depth >= DEPTH_MIN; depth -= 2)
        grow(&forest->trees[depth], depth);
    return NULL;
}

/* WORK(ARGUMENT) in one thread for each CPU that the program may use, this thread among them.
 */
static void on_all_cpus(void *(*work)(void *), void *argument)
{
    cpu_set_t cpus;
    const int others = sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) - 1 : 0;
    pthread_t *threads = pj_alloc((size_t)others, sizeof *threads);

    for (int i = 0; i < others; i++)
        if (pthread_create(&threads[i], NULL, work, argument) != 0)
            pj_out_of_memory();
    work(argument);
    for (int i = 0; i < others; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    int n = in->n < 6 ? 6 : (int)in->n;
    struct forest forest = {.deepest = n - n % 2};

    (void)state;
    pj_printf(out, "stretch tree of depth %d\t check: %" PRId64 "\n", n + 1,
              build_and_check(n + 1));

    struct node *long_lived = build(n);
    for (int depth = DEPTH_MIN; depth <= n; depth += 2)
        forest.trees[depth].iterations = INT64_C(1) << (n - depth + 4);
    on_all_cpus(grow_all, &forest);
    for (int depth = DEPTH_MIN; depth <= n; depth += 2)
        pj_printf(out, "%" PRId64 "\t trees of depth %d\t check: %" PRId64 "\n",
                  forest.trees[depth].iterations, depth, forest.trees[depth].sum);
    pj_printf(out, "long lived tree of depth %d\t check: %" PRId64 "\n", n, check(long_lived));
    drop(long_lived);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
