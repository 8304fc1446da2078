/* SPDX-License-Identifier: MIT
 * Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first. */
#include "pj.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Reverses the first p[0]+1 elements until p[0] is 0; p[0] itself stays in a variable. */
static int count_flips(int32_t *p)
{
    int flips = 0;

    for (int32_t first = p[0]; first != 0; flips++) {
        int32_t next = p[first];
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

static void rotate_left(int32_t *p, int length)
{
    int32_t first = p[0];

    for (int i = 1; i < length; i++)
        p[i - 1] = p[i];
    p[length - 1] = first;
}

/* Returns 0 after the last one. */
static int next_permutation(int32_t *p, int32_t *count, int n)
{
    for (int r = 1; r < n; r++) {
        rotate_left(p, r + 1);
        if (++count[r] <= r)
            return 1;
        count[r] = 0;
    }
    return 0;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    int n = (int)in->n;
    size_t bytes = (size_t)n * sizeof(int32_t);
    int32_t *permutation = pj_alloc(1, bytes), *count = pj_alloc(1, bytes),
            *work = pj_alloc(1, bytes);
    int64_t checksum = 0;
    int most = 0, sign = 1;

    (void)state;
    for (int i = 0; i < n; i++) {
        permutation[i] = i;
        count[i] = 0;
    }
    do {
        if (permutation[0] != 0) {
            memcpy(work, permutation, bytes);
            int flips = count_flips(work);
            checksum += sign * flips;
            if (flips > most)
                most = flips;
        }
        sign = -sign;
    } while (next_permutation(permutation, count, n));
    pj_printf(out, "%" PRId64 "\nPfannkuchen(%d) = %d\n", checksum, n, most);

    free(permutation);
    free(count);
    free(work);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
