# SPDX-License-Identifier: MIT
"""The Mandelbrot set as a bitmap, each row by a native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, POINTER, c_double, c_size_t, c_ubyte
from os.path import dirname

import pj

fill_row = CDLL(dirname(__file__) + "/mandelbrot_native.so").fill_row
fill_row.argtypes = POINTER(c_ubyte), POINTER(c_double), c_size_t, c_double
fill_row.restype = None


def run(n, seed, state):
    columns = (c_double * n)(*(2.0 * x / n - 1.5 for x in range(n)))
    row = (c_ubyte * ((n + 7) // 8))()
    answer = bytearray(b"P4\n%d %d\n" % (n, n))
    for y in range(n):
        fill_row(row, columns, n, 2.0 * y / n - 1.0)
        answer += row
        pj.flush(answer)
    return answer


pj.main(run)
