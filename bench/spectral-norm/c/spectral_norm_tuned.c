/* SPDX-License-Identifier: MIT
 * The spectral norm of a matrix by power iteration, a division for eight elements of a row, in
 * vectors of rows: ../README.md, "Tuned". */
#include "pj.h"

#include <math.h>
#include <string.h>
#if defined(__AVX512F__) || defined(__FMA__)
#include <immintrin.h>
#endif

/* Rows in a vector, as many as the CPU has room for. */
#if defined(__AVX512F__)
enum { LANES = 8 };
#elif defined(__AVX__)
enum { LANES = 4 };
#else
enum { LANES = 2 };
#endif

enum { GROUP = 8 };

typedef double vector __attribute__((vector_size(LANES * sizeof(double))));

static inline vector multiply_add(vector a, vector b, vector c)
{
#if defined(__AVX512F__)
    return (vector)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
#elif defined(__FMA__)
    return (vector)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
#else
    return a * b + c;
#endif
}

/* The sum of v[k] / d[k], as one fraction: a / b + c / d = (a d + c b) / (b d). Of eight
 * elements, each below 2^32, the product is below 2^256. */
static inline vector add_fractions(const double *v, vector d[GROUP])
{
    vector numerator[GROUP];

#pragma GCC unroll 8
    for (int k = 0; k < GROUP; k++)
        numerator[k] = v[k] - (vector){0};
#pragma GCC unroll 8
    for (int k = 0; k < GROUP; k += 2) {
        numerator[k] = multiply_add(numerator[k], d[k + 1], numerator[k + 1] * d[k]);
        d[k] *= d[k + 1];
    }
#pragma GCC unroll 8
    for (int k = 0; k < GROUP; k += 4) {
        numerator[k] = multiply_add(numerator[k], d[k + 2], numerator[k + 2] * d[k]);
        d[k] *= d[k + 2];
    }
    return multiply_add(numerator[0], d[4], numerator[4] * d[0]) / (d[0] * d[4]);
}

/* OUT = A V or, TRANSPOSED, At V. HALVES has k (k + 1) / 2 at k. N is a multiple of GROUP. */
__attribute__((always_inline)) static inline void
multiply(size_t n, const double *halves, const double *v, double *out, int transposed)
{
    for (size_t i = 0; i < n; i += LANES) {
        vector sum = {0}, rows, d[GROUP];

        for (int lane = 0; lane < LANES; lane++)
            rows[lane] = (double)(i + (size_t)lane + 1);
        for (size_t j = 0; j < n; j += GROUP) {
#pragma GCC unroll 8
            for (size_t k = 0; k < GROUP; k++) {
                memcpy(&d[k], halves + i + j + k, sizeof d[k]);
                d[k] += transposed ? (double)(int)(j + k + 1) - (vector){0} : rows;
            }
            sum += add_fractions(v + j, d);
        }
        memcpy(out + i, &sum, sizeof sum);
    }
}

static void multiply_both(size_t n, size_t padded, const double *halves, const double *v,
                          double *out, double *scratch)
{
    multiply(padded, halves, v, scratch, 0);
    memset(scratch + n, 0, (padded - n) * sizeof *scratch);
    multiply(padded, halves, scratch, out, 1);
    memset(out + n, 0, (padded - n) * sizeof *out);
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    /* Rows and columns beyond N are computed too, and multiplied by zeros. */
    const size_t padded = (n + GROUP - 1) / GROUP * GROUP;
    double *u = pj_alloc(padded, sizeof *u);
    double *v = pj_alloc(padded, sizeof *v);
    double *scratch = pj_alloc(padded, sizeof *scratch);
    double *halves = pj_alloc(2 * padded, sizeof *halves);
    double uv = 0.0, vv = 0.0;

    for (size_t k = 0; k < 2 * padded; k++)
        halves[k] = (double)(k * (k + 1) / 2);
    for (size_t i = 0; i < padded; i++)
        u[i] = i < n ? 1.0 : 0.0;
    for (int i = 0; i < 10; i++) {
        multiply_both(n, padded, halves, u, v, scratch);
        multiply_both(n, padded, halves, v, u, scratch);
    }
    for (size_t i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    pj_printf(out, "%.9f\n", sqrt(uv / vv));
    free(u);
    free(v);
    free(scratch);
    free(halves);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
