/* SPDX-License-Identifier: MIT
 * The spectral norm of a matrix, the rows of each product divided among all CPUs: definition in
 * ../README.md. */
#define _GNU_SOURCE
#include "pj.h"

#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Rows whose sums run side by side, so that the compiler may use vectors. */
enum { ROWS = 32 };

enum { STEPS = 20 };

struct iteration {
    uint32_t n;
    double *u;
    double *v;
    double *scratch;
    atomic_uint next_row[STEPS][2]; /* of each product */
    pthread_barrier_t product_done;
};

/* Up to N = 32768 the product fits 32 bits and its half fits 31. */
static double eval_A(uint32_t i, uint32_t j)
{
    return 1.0 / (int32_t)((i + j) * (i + j + 1) / 2 + i + 1);
}

/* OUT = A V, in the rows that are this thread's. The last block may run past row N; what it
 * finds there is dropped. */
static void mul_Av(uint32_t n, atomic_uint *next_row, const double *restrict v,
                   double *restrict out)
{
    for (uint32_t i; (i = atomic_fetch_add(next_row, ROWS)) < n;) {
        double sum[ROWS] = {0};

        for (uint32_t j = 0; j < n; j++)
            for (uint32_t row = 0; row < ROWS; row++)
                sum[row] += eval_A(i + row, j) * v[j];
        for (uint32_t row = 0; row < ROWS && i + row < n; row++)
            out[i + row] = sum[row];
    }
}

/* OUT = transpose(A) V, likewise. */
static void mul_Atv(uint32_t n, atomic_uint *next_row, const double *restrict v,
                    double *restrict out)
{
    for (uint32_t i; (i = atomic_fetch_add(next_row, ROWS)) < n;) {
        double sum[ROWS] = {0};

        for (uint32_t j = 0; j < n; j++)
            for (uint32_t row = 0; row < ROWS; row++)
                sum[row] += eval_A(j, i + row) * v[j];
        for (uint32_t row = 0; row < ROWS && i + row < n; row++)
            out[i + row] = sum[row];
    }
}

static void mul_AtAv(struct iteration *all, int step, const double *v, double *out)
{
    mul_Av(all->n, &all->next_row[step][0], v, all->scratch);
    pthread_barrier_wait(&all->product_done);
    mul_Atv(all->n, &all->next_row[step][1], all->scratch, out);
    pthread_barrier_wait(&all->product_done);
}

static void *iterate(void *argument)
{
    struct iteration *all = argument;

    for (int step = 0; step < STEPS; step += 2) {
        mul_AtAv(all, step, all->u, all->v);
        mul_AtAv(all, step + 1, all->v, all->u);
    }
    return NULL;
}

/* In one thread for each CPU that the program may use, this thread among them. */
static void iterate_on_all_cpus(struct iteration *all)
{
    cpu_set_t cpus;
    const int others = sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) - 1 : 0;
    pthread_t *threads = pj_alloc((size_t)others, sizeof *threads);

    pthread_barrier_init(&all->product_done, NULL, (unsigned)others + 1);
    for (int i = 0; i < others; i++)
        if (pthread_create(&threads[i], NULL, iterate, all) != 0)
            pj_out_of_memory();
    iterate(all);
    for (int i = 0; i < others; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&all->product_done);
    free(threads);
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
    iterate_on_all_cpus(&(struct iteration){.n = n, .u = u, .v = v, .scratch = scratch});
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
