/* SPDX-License-Identifier: MIT
 * A bottom-up merge sort of 32-bit integers: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <string.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Merges the runs of FROM that begin at LO and MID and end at MID and HI. Of FROM, the element
 * at HI must be there too. */
static void merge(const uint32_t *restrict from, uint32_t *restrict to, size_t lo, size_t mid,
                  size_t hi)
{
    size_t i = lo, j = mid, k = lo;
    uint32_t left = from[i], right = from[j];

    /* No branch on what cannot be predicted. The next of either run is fetched before it is
     * known which one is wanted: so two steps overlap. right < left is one flag of an x86, the
     * carry; left <= right may become two, and what waits for both takes two steps. */
    while (i < mid && j < hi) {
        const uint32_t next_left = from[i + 1], next_right = from[j + 1];
        const size_t take_right = right < left;

        to[k++] = take_right ? right : left;
        left = take_right ? left : next_left;
        right = take_right ? next_right : right;
        i += !take_right;
        j += take_right;
    }
    memcpy(to + k, from + (i < mid ? i : j), (hi - k) * sizeof *to);
}

/* The pass of width 1: each merge is one comparison. */
static void merge_pairs(const uint32_t *restrict from, uint32_t *restrict to, size_t n)
{
    for (size_t k = 0; k + 1 < n; k += 2) {
        const uint32_t left = from[k], right = from[k + 1];

        to[k] = left <= right ? left : right;
        to[k + 1] = left <= right ? right : left;
    }
    if (n % 2 != 0)
        to[n - 1] = from[n - 1];
}

static void merge_pass(const uint32_t *from, uint32_t *to, size_t n, size_t width)
{
    if (width == 1) {
        merge_pairs(from, to, n);
        return;
    }
    for (size_t lo = 0; lo < n; lo += 2 * width)
        merge(from, to, lo, least(lo + width, n), least(lo + 2 * width, n));
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    /* One more than N: merge() fetches it and never uses it. */
    uint32_t *from = pj_alloc(n + 1, sizeof *from);
    uint32_t *to = pj_alloc(n + 1, sizeof *to);
    uint32_t seed = (uint32_t)in->seed, check = 0;

    for (size_t i = 0; i < n; i++)
        from[i] = pj_next(&seed);
    from[n] = to[n] = 0;

    for (size_t width = 1; width < n; width *= 2) {
        merge_pass(from, to, n, width);
        uint32_t *merged = to;
        to = from;
        from = merged;
    }
    for (size_t i = 0; i < n; i++)
        check = pj_check(check, from[i]);
    pj_printf(out, "min %" PRIu32 "\nmedian %" PRIu32 "\nmax %" PRIu32 "\ncheck %" PRIu32 "\n",
              from[0], from[n / 2], from[n - 1], check);
    free(from);
    free(to);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
