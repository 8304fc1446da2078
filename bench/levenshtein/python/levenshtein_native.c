/* SPDX-License-Identifier: MIT
 * What levenshtein_cell.py, _row.py and _ctypes.py move out of Python: a cell, a row, all rows,
 * as
 * ../c/levenshtein.c has them. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A cell less its column, of its neighbours less theirs. */
int32_t next_cell(int32_t diagonal, int32_t up, int32_t left, bool same)
{
    const int32_t x = diagonal - same;
    const int32_t y = up + 1;
    const int32_t least = y < x ? y : x;

    return least < left ? least : left;
}

/* The row below ABOVE, whose letter is A; both hold cells less their column: then the candidate
 * from the left is the cell to the left as it stands. One loop for the candidates from above,
 * which compilers turn into vectors, and one for that from the left, where each cell waits for
 * the one before. */
void next_row(const int32_t *restrict above, int32_t *restrict row, char a,
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

/* The last row, which is one of the two. */
const int32_t *last_row(const char *a, const char *b, size_t n, int32_t *above, int32_t *row)
{
    memset(above, 0, (n + 1) * sizeof(*above));
    for (size_t i = 0; i < n; i++) {
        row[0] = (int32_t)i + 1;
        next_row(above, row, a[i], b, n);
        int32_t *swap = above;
        above = row;
        row = swap;
    }
    return above;
}
