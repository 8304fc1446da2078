/* SPDX-License-Identifier: MIT
 * The product of two square matrices: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <stdio.h>

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

/* Adds the first of the rows B, times T[0], to the row C. */
static void add_row(size_t n, double *restrict c, const double *t, const double *restrict b)
{
    const double t0 = t[0];

    for (size_t j = 0; j < n; j++)
        c[j] += t0 * b[j];
}

/* Adds four rows of B one after another, with C loaded and stored once. */
static void add_four_rows(size_t n, double *restrict c, const double *t,
                          const double *restrict b)
{
    const double t0 = t[0], t1 = t[1], t2 = t[2], t3 = t[3];

    for (size_t j = 0; j < n; j++)
        c[j] = c[j] + t0 * b[j] + t1 * b[n + j] + t2 * b[2 * n + j] + t3 * b[3 * n + j];
}

static void multiply(size_t n, const double *a, const double *b, double *c)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;

        for (; k + 4 <= n; k += 4)
            add_four_rows(n, c + i * n, a + i * n + k, b + k * n);
        for (; k < n; k++)
            add_row(n, c + i * n, a + i * n + k, b + k * n);
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
