/* SPDX-License-Identifier: MIT
 * The walk of fannkuch_redux_ctypes.py, as ../c/fannkuch_redux.c has it. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { MOST_ELEMENTS = 16 };

/* Reverses the first p[0]+1 elements until p[0] is 0, which it is not yet. p[0] itself stays in
 * a variable, and the last reversal is only counted. */
static int count_flips(int32_t *p)
{
    int32_t first = p[0];
    int flips = 1;

    for (int32_t next; (next = p[first]) != 0; flips++) {
        p[first] = first;
        for (int32_t i = 1, j = first - 1; i < j; i++, j--) {
            int32_t swapped = p[i];
            p[i] = p[j];
            p[j] = swapped;
        }
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

/* False after the last one. */
static bool next_permutation(int32_t *p, int32_t *count, int n)
{
    for (int r = 1; r < n; r++) {
        rotate_left(p, r + 1);
        if (++count[r] <= r)
            return true;
        count[r] = 0;
    }
    return false;
}

/* Returns the checksum. N is MOST_ELEMENTS at most. */
int64_t walk(int32_t n, int32_t *out_most)
{
    int32_t permutation[MOST_ELEMENTS], count[MOST_ELEMENTS] = {0}, work[MOST_ELEMENTS];
    int64_t checksum = 0;
    int most = 0, sign = 1;

    for (int i = 0; i < n; i++)
        permutation[i] = i;
    do {
        if (permutation[0] != 0) {
            memcpy(work, permutation, (size_t)n * sizeof(*work));
            int flips = count_flips(work);
            checksum += sign * flips;
            if (flips > most)
                most = flips;
        }
        sign = -sign;
    } while (next_permutation(permutation, count, n));
    *out_most = most;
    return checksum;
}
