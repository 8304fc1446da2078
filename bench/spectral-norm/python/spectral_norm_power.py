# SPDX-License-Identifier: MIT
"""The spectral norm of a matrix, all products by one native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, POINTER, c_double, c_uint32
from math import sqrt
from os.path import dirname

import pj

power = CDLL(dirname(__file__) + "/spectral_norm_native.so").power
power.argtypes = c_uint32, POINTER(c_double), POINTER(c_double), POINTER(c_double)
power.restype = None


def run(n, seed, state):
    u = (c_double * n)(*[1.0] * n)
    v = (c_double * n)()
    power(n, u, v, (c_double * n)())
    uv = vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    return "%.9f\n" % sqrt(uv / vv)


pj.main(run)
