# SPDX-License-Identifier: MIT
"""The spectral norm of a matrix, a column of all sums at a time: definition in ../README.md, "Hybrid"."""

from math import sqrt

import numpy as np

import pj

# A sum is added in ascending j because the columns are: no sum of NumPy's own, whose order is another.


def mul_av(triangles, v, out):
    n = len(v)
    i_plus_1 = np.arange(1.0, n + 1.0)
    column = np.empty(n)
    out.fill(0.0)
    for j, x in enumerate(v.tolist()):
        np.add(triangles[j : j + n], i_plus_1, out=column)
        np.divide(1.0, column, out=column)
        column *= x
        out += column


def mul_atv(triangles, v, out):
    n = len(v)
    column = np.empty(n)
    out.fill(0.0)
    for j, x in enumerate(v.tolist()):
        np.add(triangles[j : j + n], j + 1.0, out=column)
        np.divide(1.0, column, out=column)
        column *= x
        out += column


def mul_at_av(triangles, v, out, scratch):
    mul_av(triangles, v, scratch)
    mul_atv(triangles, scratch, out)


def run(n, seed, state):
    numbers = np.arange(2 * n)  # i + j
    triangles = (numbers * (numbers + 1) // 2).astype(np.float64)
    u, v, scratch = np.ones(n), np.empty(n), np.empty(n)
    for _ in range(10):
        mul_at_av(triangles, u, v, scratch)
        mul_at_av(triangles, v, u, scratch)
    uv = vv = 0.0
    for a, b in zip(u.tolist(), v.tolist()):
        uv += a * b
        vv += b * b
    return "%.9f\n" % sqrt(uv / vv)


pj.main(run)
