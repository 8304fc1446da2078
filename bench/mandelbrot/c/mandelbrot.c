/* SPDX-License-Identifier: MIT
 * The Mandelbrot set as a bitmap, one pixel at a time: definition in ../README.md. */
#include "pj.h"

#include <stdbool.h>
#include <stdlib.h>

enum { STEPS = 50 };

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

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const int n = (int)in->n;
    double *cr = pj_alloc((size_t)n, sizeof *cr);

    for (int x = 0; x < n; x++)
        cr[x] = 2.0 * x / n - 1.5;

    pj_printf(out, "P4\n%d %d\n", n, n);
    for (int y = 0; y < n; y++) {
        unsigned char *byte = pj_reserve(out, (size_t)((n + 7) / 8));
        const double ci = 2.0 * y / n - 1.0;

        for (int x = 0; x < n; x += 8) {
            const int end = x + 8 < n ? x + 8 : n;
            unsigned bits = 0;

            for (int i = x; i < end; i++)
                if (stays(cr[i], ci))
                    bits |= 128U >> (i - x);
            *byte++ = (unsigned char)bits;
        }
        pj_flush(out);
    }
    free(cr);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
