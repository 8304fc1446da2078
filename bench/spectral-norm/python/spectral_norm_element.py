# SPDX-License-Identifier: MIT
"""The spectral norm of a matrix, each element by a native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, c_double, c_uint32
from math import sqrt
from os.path import dirname

import pj

element = CDLL(dirname(__file__) + "/spectral_norm_native.so").element
element.argtypes = c_uint32, c_uint32
element.restype = c_double


def mul_av(v):
    out = []
    for i in range(len(v)):
        total = 0.0
        for j, x in enumerate(v):
            total += element(i, j) * x
        out.append(total)
    return out


def mul_atv(v):
    out = []
    for i in range(len(v)):
        total = 0.0
        for j, x in enumerate(v):
            total += element(j, i) * x
        out.append(total)
    return out


def run(n, seed, state):
    u = [1.0] * n
    for _ in range(10):
        v = mul_atv(mul_av(u))
        u = mul_atv(mul_av(v))
    uv = vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    return "%.9f\n" % sqrt(uv / vv)


pj.main(run)
