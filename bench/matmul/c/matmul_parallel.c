/* SPDX-License-Identifier: MIT
 * The product of two square matrices, its rows divided among all CPUs: definition in
 * ../README.md. */
#define _GNU_SOURCE /* for sched_getaffinity */
#include "pj.h"

#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
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

static void multiply_row(size_t n, const double *a, const double *b, double *c)
{
    size_t k = 0;

    for (; k + 4 <= n; k += 4)
        add_four_rows(n, c, a + k, b + k * n);
    for (; k < n; k++)
        add_row(n, c, a + k, b + k * n);
}

struct product {
    const struct input *input;
    double *c;
    atomic_size_t next_row; /* the first that nobody has taken */
};

/* One thread's part. */
static void *multiply_rows(void *argument)
{
    struct product *p = argument;
    const size_t n = p->input->n;
    size_t i;

    while ((i = atomic_fetch_add_explicit(&p->next_row, 1, memory_order_relaxed)) < n)
        multiply_row(n, p->input->a + i * n, p->input->b, p->c + i * n);
    return NULL;
}

static size_t count_cpus(void)
{
    cpu_set_t cpus;

    return sched_getaffinity(0, sizeof(cpus), &cpus) == 0 ? (size_t)CPU_COUNT(&cpus) : 1;
}

/* The calling thread takes rows too, and all of them where no other can be started. */
static double *multiply(const struct input *input)
{
    struct product p = {input, zero_matrix(input->n), 0};
    pthread_t others[CPU_SETSIZE];
    const size_t cpus = count_cpus();
    size_t count = 0;

    while (count + 1 < cpus && count + 1 < input->n &&
           pthread_create(&others[count], NULL, multiply_rows, &p) == 0)
        count++;
    multiply_rows(&p);
    while (count > 0)
        pthread_join(others[--count], NULL);
    return p.c;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)in;
    const struct input *input = state;
    const size_t n = input->n;
    double *c = multiply(input);
    double trace = 0.0, total = 0.0;
    uint32_t check = 0;

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
