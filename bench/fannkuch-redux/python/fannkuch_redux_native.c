/* SPDX-License-Identifier: MIT
 * The walk of fannkuch_redux_ctypes.py, as ../c/fannkuch_redux.c has it. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { MAX_N = 16 };

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

/* The first two elements have been through both their orders: the longer prefixes. False after
 * the last permutation. */
static bool next_pair(int32_t *p, int32_t *count, int n)
{
    for (int r = 2; r < n; r++) {
        rotate_left(p, r + 1);
        if (++count[r] <= r)
            return true;
        count[r] = 0;
    }
    return false;
}

/* Returns the checksum. N is MAX_N at most. */
int64_t walk(int32_t n, int32_t *out_most)
{
    int32_t permutation[MAX_N], count[MAX_N] = {0};
    int64_t checksum = 0;
    int most = 0, sign = 1;

    for (int i = 0; i < MAX_N; i++)
        permutation[i] = i;
    /* The next permutation is made before this one's flips, and not just before its copy, which
     * would wait for the single elements to arrive in memory. */
    for (bool more = n > 1; more; sign = -sign) {
        int32_t work[MAX_N];
        memcpy(work, permutation, sizeof(work));
        exchange(permutation, 0, 1);
        if (sign < 0)
            more = next_pair(permutation, count, n);

        int flips = count_flips(work, n);
        checksum += sign * flips;
        if (flips > most)
            most = flips;
    }
    *out_most = most;
    return checksum;
}
