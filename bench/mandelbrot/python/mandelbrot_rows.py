# SPDX-License-Identifier: MIT
"""The Mandelbrot set as a bitmap, all of it by one native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, POINTER, c_double, c_size_t, c_ubyte
from os.path import dirname

import pj

fill_rows = CDLL(dirname(__file__) + "/mandelbrot_native.so").fill_rows
fill_rows.argtypes = POINTER(c_ubyte), POINTER(c_double), c_size_t
fill_rows.restype = None


def run(n, seed, state):
    columns = (c_double * n)(*(2.0 * x / n - 1.5 for x in range(n)))
    rows = (c_ubyte * (n * ((n + 7) // 8)))()
    fill_rows(rows, columns, n)
    return b"P4\n%d %d\n" % (n, n) + bytes(rows)


pj.main(run)
