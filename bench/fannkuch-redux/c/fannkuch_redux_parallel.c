/* SPDX-License-Identifier: MIT
 * Every permutation of 0..n-1 in a fixed order, which all CPUs take range by range. */
#define _GNU_SOURCE
#include "pj.h"

#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A range is the permutations that the first WALKED elements go through: 7! of them. */
enum { WALKED = 7, MAX_N = 16 };

struct search {
    int n;
    int walked;
    int64_t ranges;
    _Atomic int64_t next_range;
    _Atomic int64_t checksum;
    atomic_int most;
};

static void exchange(int32_t *p, ptrdiff_t i, ptrdiff_t j)
{
    int32_t exchanged = p[i];

    p[i] = p[j];
    p[j] = exchanged;
}

/* Reverses the first p[0]+1 elements until p[0] is 0. p[0] itself stays in a variable, and the
 * last reversal is only counted. All take as many turns as the longest, for nobody could
 * predict how many each needs: from its middle on an element is exchanged with itself. */
static int count_flips(int32_t *p, int n)
{
    ptrdiff_t first = p[0];
    int flips = 1;

    if (first == 0)
        return 0;
    for (int32_t next; (next = p[first]) != 0; flips++) {
        p[first] = (int32_t)first;
        for (ptrdiff_t i = 1; i < n / 2; i++)
            exchange(p, i, first - i > i ? first - i : i);
        first = next;
    }
    return flips;
}

/* From the far end, each element taking its neighbour's place. */
static void rotate_left(int32_t *p, int length)
{
    int32_t carried = p[0];

    for (int i = length - 1; i >= 0; i--) {
        int32_t replaced = p[i];
        p[i] = carried;
        carried = replaced;
    }
}

/* False after the last one of a range. */
static bool next_permutation(int32_t *p, int32_t *count, int walked)
{
    for (int r = 1; r < walked; r++) {
        rotate_left(p, r + 1);
        if (++count[r] <= r)
            return true;
        count[r] = 0;
    }
    return false;
}

/* The first permutation of RANGE, whose number says how far each longer prefix is rotated. */
static void start_range(int32_t *p, int32_t *count, const struct search *search, int64_t range)
{
    for (int i = 0; i < search->n; i++) {
        p[i] = i;
        count[i] = 0;
    }
    for (int r = search->walked; r < search->n; r++) {
        count[r] = (int32_t)(range % (r + 1));
        range /= r + 1;
    }
    for (int r = search->n - 1; r >= search->walked; r--)
        for (int32_t i = 0; i < count[r]; i++)
            rotate_left(p, r + 1);
}

static void raise_to(atomic_int *most, int candidate)
{
    int current = atomic_load(most);

    while (current < candidate && !atomic_compare_exchange_weak(most, &current, candidate))
        ;
}

static void *walk(void *argument)
{
    struct search *search = argument;
    int n = search->n, walked = search->walked;
    int32_t permutation[MAX_N] = {0}, count[MAX_N], work[MAX_N];
    int64_t checksum = 0;
    int most = 0;

    for (int64_t range; (range = atomic_fetch_add(&search->next_range, 1)) < search->ranges;) {
        int sign = 1;
        bool more;

        start_range(permutation, count, search, range);
        do {
            memcpy(work, permutation, sizeof(work));
            more = next_permutation(permutation, count, walked);
            int flips = count_flips(work, n);
            checksum += sign * flips;
            if (flips > most)
                most = flips;
            sign = -sign;
        } while (more);
    }
    atomic_fetch_add(&search->checksum, checksum);
    raise_to(&search->most, most);
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
    int n = (int)in->n;
    struct search search = {.n = n, .walked = n < WALKED ? n : WALKED, .ranges = 1};

    (void)state;
    for (int r = search.walked; r < n; r++)
        search.ranges *= r + 1;
    on_all_cpus(walk, &search);
    pj_printf(out, "%" PRId64 "\nPfannkuchen(%d) = %d\n", search.checksum, n, search.most);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
