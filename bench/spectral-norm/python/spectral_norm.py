# SPDX-License-Identifier: MIT
"""The spectral norm of a matrix by power iteration: definition in ../README.md."""

from math import sqrt

import pj

# A(i, j) is written out in the products: a call for each element costs more than the element.
# Eight rows' sums run side by side, for the loop over j costs a fifth of an element; row i + 1 has
# i + j + 1 where row i has i + j. The sums are loops, because from Python 3.12 on sum() rounds
# otherwise.


def mul_av(v):
    out = []
    whole = len(v) - len(v) % 8
    for i in range(0, whole, 8):
        a, b, c, d, e, f, g, h = range(i + 1, i + 9)
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = 0.0
        for k0, x in enumerate(v, i):
            k1 = k0 + 1
            s0 += 1.0 / (k0 * k1 // 2 + a) * x
            k2 = k1 + 1
            s1 += 1.0 / (k1 * k2 // 2 + b) * x
            k3 = k2 + 1
            s2 += 1.0 / (k2 * k3 // 2 + c) * x
            k4 = k3 + 1
            s3 += 1.0 / (k3 * k4 // 2 + d) * x
            k5 = k4 + 1
            s4 += 1.0 / (k4 * k5 // 2 + e) * x
            k6 = k5 + 1
            s5 += 1.0 / (k5 * k6 // 2 + f) * x
            k7 = k6 + 1
            s6 += 1.0 / (k6 * k7 // 2 + g) * x
            s7 += 1.0 / (k7 * (k7 + 1) // 2 + h) * x
        out += s0, s1, s2, s3, s4, s5, s6, s7
    for i in range(whole, len(v)):
        i_plus_1 = i + 1
        total = 0.0
        for ij, x in enumerate(v, i):
            total += 1.0 / (ij * (ij + 1) // 2 + i_plus_1) * x
        out.append(total)
    return out


def mul_atv(v):
    out = []
    whole = len(v) - len(v) % 8
    for i in range(0, whole, 8):
        i_minus_1 = i - 1
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = 0.0
        for k0, x in enumerate(v, i):
            j_plus_1 = k0 - i_minus_1
            k1 = k0 + 1
            s0 += 1.0 / (k0 * k1 // 2 + j_plus_1) * x
            k2 = k1 + 1
            s1 += 1.0 / (k1 * k2 // 2 + j_plus_1) * x
            k3 = k2 + 1
            s2 += 1.0 / (k2 * k3 // 2 + j_plus_1) * x
            k4 = k3 + 1
            s3 += 1.0 / (k3 * k4 // 2 + j_plus_1) * x
            k5 = k4 + 1
            s4 += 1.0 / (k4 * k5 // 2 + j_plus_1) * x
            k6 = k5 + 1
            s5 += 1.0 / (k5 * k6 // 2 + j_plus_1) * x
            k7 = k6 + 1
            s6 += 1.0 / (k6 * k7 // 2 + j_plus_1) * x
            s7 += 1.0 / (k7 * (k7 + 1) // 2 + j_plus_1) * x
        out += s0, s1, s2, s3, s4, s5, s6, s7
    for i in range(whole, len(v)):
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
