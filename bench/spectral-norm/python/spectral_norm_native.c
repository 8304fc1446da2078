/* SPDX-License-Identifier: MIT
 * What spectral_norm_element.py, _product.py and _power.py move out of Python: an element, a
 * product with the matrix, all products, as ../c/spectral_norm.c has them. */
#include <stdint.h>

/* Rows whose sums run side by side, so that the compiler may use vectors. */
enum { ROWS = 32 };

/* Up to N = 32768 the product fits 32 bits and its half fits 31. */
double element(uint32_t i, uint32_t j)
{
    return 1.0 / (int32_t)((i + j) * (i + j + 1) / 2 + i + 1);
}

/* OUT = A V. The last block may run past row N; what it finds there is dropped. */
void mul_av(uint32_t n, const double *restrict v, double *restrict out)
{
    for (uint32_t i = 0; i < n; i += ROWS) {
        double sum[ROWS] = {0};

        for (uint32_t j = 0; j < n; j++)
            for (uint32_t row = 0; row < ROWS; row++)
                sum[row] += element(i + row, j) * v[j];
        for (uint32_t row = 0; row < ROWS && i + row < n; row++)
            out[i + row] = sum[row];
    }
}

/* OUT = transpose(A) V. */
void mul_atv(uint32_t n, const double *restrict v, double *restrict out)
{
    for (uint32_t i = 0; i < n; i += ROWS) {
        double sum[ROWS] = {0};

        for (uint32_t j = 0; j < n; j++)
            for (uint32_t row = 0; row < ROWS; row++)
                sum[row] += element(j, i + row) * v[j];
        for (uint32_t row = 0; row < ROWS && i + row < n; row++)
            out[i + row] = sum[row];
    }
}

/* Ten times V = transpose(A) A U, then U = transpose(A) A V; SCRATCH has N values, too. */
void power(uint32_t n, double *restrict u, double *restrict v, double *restrict scratch)
{
    for (int i = 0; i < 10; i++) {
        mul_av(n, u, scratch);
        mul_atv(n, scratch, v);
        mul_av(n, v, scratch);
        mul_atv(n, scratch, u);
    }
}
