/* SPDX-License-Identifier: MIT
 * The spectral norm of a matrix by power iteration: definition in ../README.md. */
#include "pj.h"

#include <math.h>
#include <stdlib.h>

/* Rows whose sums run side by side, so that the compiler may use vectors. */
enum { ROWS = 32 };

/* Up to N = 32768 the product fits 32 bits and its half fits 31. */
static double eval_A(uint32_t i, uint32_t j)
{
    return 1.0 / (int32_t)((i + j) * (i + j + 1) / 2 + i + 1);
}

/* OUT = A V. The last block may run past row N; what it finds there is dropped. */
static void mul_Av(uint32_t n, const double *restrict v, double *restrict out)
{
    for (uint32_t i = 0; i < n; i += ROWS) {
        double sum[ROWS] = {0};

        for (uint32_t j = 0; j < n; j++)
            for (uint32_t row = 0; row < ROWS; row++)
                sum[row] += eval_A(i + row, j) * v[j];
        for (uint32_t row = 0; row < ROWS && i + row < n; row++)
            out[i + row] = sum[row];
    }
}

/* OUT = transpose(A) V. */
static void mul_Atv(uint32_t n, const double *restrict v, double *restrict out)
{
    for (uint32_t i = 0; i < n; i += ROWS) {
        double sum[ROWS] = {0};

        for (uint32_t j = 0; j < n; j++)
            for (uint32_t row = 0; row < ROWS; row++)
                sum[row] += eval_A(j, i + row) * v[j];
        for (uint32_t row = 0; row < ROWS && i + row < n; row++)
            out[i + row] = sum[row];
    }
}

static void mul_AtAv(uint32_t n, const double *v, double *out, double *scratch)
{
    mul_Av(n, v, scratch);
    mul_Atv(n, scratch, out);
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const uint32_t n = (uint32_t)in->n;
    double *u = pj_alloc(n, sizeof *u);
    double *v = pj_alloc(n, sizeof *v);
    double *scratch = pj_alloc(n, sizeof *scratch);
    double uv = 0.0, vv = 0.0;

    for (uint32_t i = 0; i < n; i++)
        u[i] = 1.0;
    for (int i = 0; i < 10; i++) {
        mul_AtAv(n, u, v, scratch);
        mul_AtAv(n, v, u, scratch);
    }
    for (uint32_t i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    pj_printf(out, "%.9f\n", sqrt(uv / vv));
    free(u);
    free(v);
    free(scratch);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
