# SPDX-License-Identifier: MIT
"""The Mandelbrot set as a bitmap, some rows at a time: definition in ../README.md, "Hybrid"."""

import numpy as np

import pj

PIXELS = 20000  # at once: five arrays of them fit a second-level cache


def bits(cr, ci):
    """Return 1 where a point stays near 0. Where it does not it goes on, to infinity and beyond."""
    zr, zi, tr, ti = np.zeros((4, len(ci), len(cr)))
    for _ in range(50):
        zr *= 2.0
        zi *= zr
        zi += ci
        np.subtract(tr, ti, out=zr)
        zr += cr
        np.multiply(zr, zr, out=tr)
        np.multiply(zi, zi, out=ti)
    tr += ti
    return tr <= 4.0


def run(n, seed, state):
    numbers = 2.0 * np.arange(n) / n
    cr = numbers - 1.5
    ci = (numbers - 1.0).reshape(n, 1)
    rows = max(1, PIXELS // n)
    answer = bytearray(b"P4\n%d %d\n" % (n, n))
    with np.errstate(over="ignore", invalid="ignore"):
        for y in range(0, n, rows):
            answer += np.packbits(bits(cr, ci[y : y + rows]), axis=1).tobytes()
            pj.flush(answer)
    return answer


pj.main(run)
