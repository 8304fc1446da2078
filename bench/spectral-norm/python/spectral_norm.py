# SPDX-License-Identifier: MIT
"""The spectral norm of a matrix by power iteration: definition in ../README.md."""

from math import sqrt

import pj

# A(i, j) is written out in both products: a call for each element costs more than the element.
# The sums are loops, because from Python 3.12 on sum() rounds otherwise.


def mul_av(v):
    out = []
    for i in range(len(v)):
        i_plus_1 = i + 1
        total = 0.0
        for ij, x in enumerate(v, i):
            total += 1.0 / (ij * (ij + 1) // 2 + i_plus_1) * x
        out.append(total)
    return out


def mul_atv(v):
    out = []
    for i in range(len(v)):
        i_minus_1 = i - 1
        total = 0.0
        for ij, x in enumerate(v, i):
            total += 1.0 / (ij * (ij + 1) // 2 + ij - i_minus_1) * x
        out.append(total)
    return out


def mul_at_av(v):
    return mul_atv(mul_av(v))


def run(n, seed, state):
    u = [1.0] * n
    for _ in range(10):
        v = mul_at_av(u)
        u = mul_at_av(v)
    uv = vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    return "%.9f\n" % sqrt(uv / vv)


pj.main(run)
