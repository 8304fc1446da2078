/* SPDX-License-Identifier: MIT
 * The product of two square matrices, in blocks that fit the caches and the registers:
 * ../README.md, "Tuned". */
#include "pj.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#if defined(__AVX512F__) || defined(__FMA__)
#include <immintrin.h>
#endif

/* A tile of C is ROWS by COLUMNS, its sums in vectors, as many as leave some registers for the
 * factors. DEPTH rows of B, COLUMNS wide, stay in the nearest caches. */
#if defined(__AVX512F__)
enum { LANES = 8, ROWS = 8 };
#elif defined(__AVX__)
enum { LANES = 4, ROWS = 4 };
#else
enum { LANES = 2, ROWS = 4 };
#endif

enum { VECTORS = 3, COLUMNS = LANES * VECTORS, DEPTH = 320 };

typedef double vector __attribute__((vector_size(LANES * sizeof(double))));

struct panel {
    vector rows[DEPTH][VECTORS];
};

struct tile {
    vector rows[ROWS][VECTORS];
};

/* Fused where the CPU can: all is exact, and so the same. */
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

/* The factors, row by row. */
struct input {
    size_t n;
    double *a;
    double *b;
};

static double *random_matrix(size_t n, uint32_t *seed)
{
    double *m = pj_alloc(n * n, sizeof(*m));

    for (size_t i = 0; i < n * n; i++)
        m[i] = pj_next(seed) % 100;
    return m;
}

static void *make_input(const struct pj_input *in)
{
    struct input *input = pj_alloc(1, sizeof(*input));
    uint32_t seed = (uint32_t)in->seed;

    input->n = (size_t)in->n;
    input->a = random_matrix(input->n, &seed);
    input->b = random_matrix(input->n, &seed);
    return input;
}

static void free_input(void *state)
{
    struct input *input = state;

    free(input->a);
    free(input->b);
    free(input);
}

/* From calloc, not pj_alloc: a large one comes cleared from the kernel. */
static double *zero_matrix(size_t n)
{
    double *m = calloc(n * n, sizeof(*m));

    if (m == NULL) {
        fputs("out of memory\n", stderr);
        exit(69);
    }
    return m;
}

/* Zeros where B has no more columns. */
static void pack(struct panel *panel, const double *b, size_t n, size_t depth, size_t columns)
{
    for (size_t k = 0; k < depth; k++) {
        double row[COLUMNS] = {0};

        memcpy(row, b + k * n, columns * sizeof *row);
        memcpy(panel->rows[k], row, sizeof row);
    }
}

/* TILE = ROWS rows of A times PANEL. */
static void multiply_tile(struct tile *tile, const double *const a[ROWS],
                          const struct panel *panel, size_t depth)
{
    vector sum[ROWS][VECTORS] = {0};

    for (size_t k = 0; k < depth; k++) {
#pragma GCC unroll 8
        for (int row = 0; row < ROWS; row++) {
            const vector t = a[row][k] - (vector){0};

#pragma GCC unroll 3
            for (int i = 0; i < VECTORS; i++)
                sum[row][i] = multiply_add(t, panel->rows[k][i], sum[row][i]);
        }
    }
    memcpy(tile->rows, sum, sizeof sum);
}

/* What of TILE is in C. */
static void add_tile(double *c, size_t n, const struct tile *tile, size_t rows, size_t columns)
{
    for (size_t row = 0; row < rows; row++) {
        const double *sum = (const double *)tile->rows[row];

        for (size_t j = 0; j < columns; j++)
            c[row * n + j] += sum[j];
    }
}

static size_t at_most(size_t most, size_t value)
{
    return value < most ? value : most;
}

static void multiply(size_t n, const double *a, const double *b, double *c)
{
    struct panel panel;
    struct tile tile;

    for (size_t k = 0; k < n; k += DEPTH) {
        const size_t depth = at_most(DEPTH, n - k);

        for (size_t j = 0; j < n; j += COLUMNS) {
            const size_t columns = at_most(COLUMNS, n - j);

            pack(&panel, b + k * n + j, n, depth, columns);
            for (size_t i = 0; i < n; i += ROWS) {
                const double *rows[ROWS];

                for (size_t row = 0; row < ROWS; row++) /* beyond the last: the last again */
                    rows[row] = a + at_most(n - 1, i + row) * n + k;
                multiply_tile(&tile, rows, &panel, depth);
                add_tile(c + i * n + j, n, &tile, at_most(ROWS, n - i), columns);
            }
        }
    }
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)in;
    const struct input *input = state;
    const size_t n = input->n;
    double *c = zero_matrix(n);
    double trace = 0.0, total = 0.0;
    uint32_t check = 0;

    multiply(n, input->a, input->b, c);
    for (size_t i = 0; i < n; i++)
        trace += c[i * n + i];
    for (size_t i = 0; i < n * n; i++) {
        total += c[i];
        check = pj_check(check, (uint64_t)c[i]);
    }
    free(c);
    pj_printf(out, "trace %.0f\ntotal %.0f\ncheck %" PRIu32 "\n", trace, total, check);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv,
                   &(struct pj_program){.setup = make_input, .run = run, .finish = free_input});
}
