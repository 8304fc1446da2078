/* SPDX-License-Identifier: MIT
 * The Mandelbrot set as a bitmap, its rows divided among all CPUs: definition in ../README.md.
 */
#define _GNU_SOURCE
#include "pj.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

enum { STEPS = 50 };

struct picture {
    int n;
    const double *cr;
    unsigned char *bytes;
    atomic_int next_row;
};

static bool stays(double cr, double ci)
{
    double zr = 0.0, zi = 0.0, tr = 0.0, ti = 0.0;

    for (int i = 0; i < STEPS; i++) {
        zi = 2.0 * zr * zi + ci;
        zr = tr - ti + cr;
        tr = zr * zr;
        ti = zi * zi;
        if (tr + ti > 4.0)
            return false;
    }
    return true;
}

static void draw_row(const struct picture *picture, int y)
{
    const int n = picture->n;
    const double *cr = picture->cr;
    const double ci = 2.0 * y / n - 1.0;
    unsigned char *byte = picture->bytes + (size_t)y * (size_t)((n + 7) / 8);

    for (int x = 0; x < n;) {
        unsigned bits = 0;

        do
            bits = bits << 1 | stays(cr[x], ci);
        while (++x % 8 != 0 && x < n);
        *byte++ = (unsigned char)(bits << (-x & 7));
    }
}

static void *draw(void *argument)
{
    struct picture *picture = argument;
    int y;

    while ((y = atomic_fetch_add(&picture->next_row, 1)) < picture->n)
        draw_row(picture, y);
    return NULL;
}

/* WORK(ARGUMENT) in one thread for each CPU that the program may use, this thread among them.
 */
static void on_all_cpus(void *(*work)(void *), void *argument)
{
    cpu_set_t cpus;
    const int others = sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) - 1 : 0;
    pthread_t *threads = pj_alloc((size_t)others, sizeof *threads);

    for (int i = 0; i < others; i++)
        if (pthread_create(&threads[i], NULL, work, argument) != 0)
            pj_out_of_memory();
    work(argument);
    for (int i = 0; i < others; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const int n = (int)in->n;
    double *cr = pj_alloc((size_t)n, sizeof *cr);

    for (int x = 0; x < n; x++)
        cr[x] = 2.0 * x / n - 1.5;

    pj_printf(out, "P4\n%d %d\n", n, n);
    struct picture picture = {
        .n = n, .cr = cr, .bytes = pj_reserve(out, (size_t)n * (size_t)((n + 7) / 8))};
    on_all_cpus(draw, &picture);
    free(cr);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
