/* SPDX-License-Identifier: MIT
 * The edit distance of two random strings, two rows at a time: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <stdlib.h>

static char *letters(size_t n, uint32_t *seed)
{
    char *text = pj_alloc(n, 1);

    for (size_t i = 0; i < n; i++)
        text[i] = "ACGT"[pj_next(seed) % 4];
    return text;
}

/* The row below ABOVE, whose letter is A; both hold cells less their column: then the candidate
 * from the left is the cell to the left as it stands. One loop for the candidates from above,
 * which compilers turn into vectors, and one for that from the left, where each cell waits for
 * the one before. */
static void next_row(const int32_t *restrict above, int32_t *restrict row, char a,
                     const char *restrict b, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        const int32_t x = above[j] - (a == b[j]);
        const int32_t y = above[j + 1] + 1;

        row[j + 1] = y < x ? y : x;
    }

    int32_t left = row[0];
#pragma GCC unroll 1 /* unrolled, clang makes a branch of the minimum, and guesses it wrong */
    for (size_t j = 1; j <= n; j++) {
        if (row[j] < left)
            left = row[j];
        row[j] = left;
    }
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    uint32_t seed = (uint32_t)in->seed;
    char *a = letters(n, &seed);
    char *b = letters(n, &seed);
    int32_t *above = pj_alloc(n + 1, sizeof *above);
    int32_t *row = pj_alloc(n + 1, sizeof *row);
    uint32_t check = 0;

    for (size_t j = 0; j <= n; j++)
        above[j] = 0;
    for (size_t i = 0; i < n; i++) {
        row[0] = (int32_t)i + 1;
        next_row(above, row, a[i], b, n);
        int32_t *swap = above;
        above = row;
        row = swap;
    }
    for (size_t j = 0; j <= n; j++)
        check = pj_check(check, (uint64_t)above[j] + j);
    pj_printf(out, "distance %" PRId32 "\ncheck %" PRIu32 "\n", above[n] + (int32_t)n, check);
    free(row);
    free(above);
    free(b);
    free(a);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
