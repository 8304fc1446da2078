/* SPDX-License-Identifier: MIT
 * What mandelbrot_pixel.py, _row.py and _rows.py move out of Python: a pixel, a row, all rows,
 * as
 * ../c/mandelbrot.c has them. */
#include <stdbool.h>
#include <stddef.h>

enum { STEPS = 50 };

bool stays(double cr, double ci)
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

/* The N pixels at CI into (N + 7) / 8 BYTES. */
void fill_row(unsigned char *bytes, const double *cr, size_t n, double ci)
{
    for (size_t x = 0; x < n; x += 8) {
        const size_t end = x + 8 < n ? x + 8 : n;
        unsigned bits = 0;

        for (size_t i = x; i < end; i++)
            if (stays(cr[i], ci))
                bits |= 128U >> (i - x);
        *bytes++ = (unsigned char)bits;
    }
}

/* All N rows, one after the other. */
void fill_rows(unsigned char *bytes, const double *cr, size_t n)
{
    for (size_t y = 0; y < n; y++, bytes += (n + 7) / 8)
        fill_row(bytes, cr, n, 2.0 * (double)y / (double)n - 1.0);
}
