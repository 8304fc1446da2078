/* SPDX-License-Identifier: MIT
 * Permutations of bytes, each in one vector, a block of them flipped in turn: ../README.md,
 * "Tuned". */
#include "pj.h"

#include <inttypes.h>
#include <stdbool.h>
#if defined(__SSSE3__)
#include <immintrin.h>
#endif

/* The first INNER elements go through all their orders in a block. */
enum { MAX_N = 16, INNER = 7, BLOCK = 5040 };

#if defined(__SSSE3__)
typedef __m128i vector;
#else
typedef struct {
    unsigned char at[MAX_N];
} vector;
#endif

/* What lies behind n stays as it is. */
union permutation {
    unsigned char at[MAX_N];
    vector all;
};

/* The permutations of a block with an even index, or those with an odd one. */
struct list {
    size_t count;
    union permutation all[BLOCK / 2];
};

/* What VALUES has at each of PLACES. */
static inline vector shuffle(vector values, vector places)
{
#if defined(__SSSE3__)
    return _mm_shuffle_epi8(values, places);
#else
    vector shuffled;

    for (int i = 0; i < MAX_N; i++)
        shuffled.at[i] = values.at[places.at[i]];
    return shuffled;
#endif
}

static inline bool begins_with_0(vector values)
{
#if defined(__SSSE3__)
    return (_mm_cvtsi128_si32(values) & 0xFF) == 0;
#else
    return values.at[0] == 0;
#endif
}

static void rotate_left(union permutation *p, int length)
{
    const unsigned char first = p->at[0];

    for (int i = 1; i < length; i++)
        p->at[i - 1] = p->at[i];
    p->at[length - 1] = first;
}

/* The next permutation of which only prefixes of more than SHORTEST elements are rotated, and
 * at most N. False after the last, when P is the first again. */
static bool next(union permutation *p, int *count, int shortest, int n)
{
    for (int r = shortest; r < n; r++) {
        rotate_left(p, r + 1);
        if (++count[r] <= r)
            return true;
        count[r] = 0;
    }
    return false;
}

/* P in the given ORDERS of its first elements, without those that begin with 0. */
static void make(struct list *list, const union permutation *p, const struct list *orders)
{
    size_t kept = 0;

    for (size_t i = 0; i < orders->count; i++) {
        const vector shuffled = shuffle(p->all, orders->all[i].all);

        list->all[kept].all = shuffled;
        kept += !begins_with_0(shuffled);
    }
    list->count = kept;
}

/* Reverses each, and again those that do not begin with 0 then, and keeps those that still do
 * not; returns how many were reversed again. None waits for another, and none is waited for. */
static size_t flip_twice(struct list *list, const union permutation *reversals)
{
    size_t again = 0, kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        const union permutation *p = &list->all[i];
        const unsigned first = p->at[0], second = p->at[first];
        const vector once = shuffle(p->all, reversals[first].all);
        const vector twice = shuffle(once, reversals[second].all); /* by 0: the same */

        list->all[kept].all = twice;
        again += second != 0;
        kept += !begins_with_0(twice);
    }
    list->count = kept;
    return again;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const int n = (int)in->n, inner = n < INNER ? n : INNER;
    union permutation reversals[MAX_N], p;
    struct list orders[2] = {{.count = 0}}, lists[2];
    int count[MAX_N] = {0};
    int64_t checksum = 0;
    int most = 0, index = 0;

    for (int i = 0; i < MAX_N; i++) {
        p.at[i] = (unsigned char)i;
        for (int k = 0; k < MAX_N; k++)
            reversals[k].at[i] = (unsigned char)(i <= k ? k - i : i);
    }
    do {
        struct list *list = &orders[index++ % 2];
        list->all[list->count++] = p;
    } while (next(&p, count, 1, inner));

    do {
        int flips = 0;

        make(&lists[0], &p, &orders[0]);
        make(&lists[1], &p, &orders[1]);
        while (lists[0].count + lists[1].count != 0) {
            checksum += (int64_t)lists[0].count - (int64_t)lists[1].count;
            const size_t even = flip_twice(&lists[0], reversals);
            const size_t odd = flip_twice(&lists[1], reversals);

            checksum += (int64_t)even - (int64_t)odd;
            flips += even + odd != 0 ? 2 : 1;
        }
        if (flips > most)
            most = flips;
    } while (next(&p, count, inner, n));
    pj_printf(out, "%" PRId64 "\nPfannkuchen(%d) = %d\n", checksum, n, most);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
