# SPDX-License-Identifier: MIT
"""The spectral norm of a matrix, each product by a native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, POINTER, c_double, c_uint32
from math import sqrt
from os.path import dirname

import pj

native = CDLL(dirname(__file__) + "/spectral_norm_native.so")
mul_av, mul_atv = native.mul_av, native.mul_atv
mul_av.argtypes = mul_atv.argtypes = c_uint32, POINTER(c_double), POINTER(c_double)
mul_av.restype = mul_atv.restype = None


def run(n, seed, state):
    u = (c_double * n)(*[1.0] * n)
    v = (c_double * n)()
    scratch = (c_double * n)()
    for _ in range(10):
        mul_av(n, u, scratch)
        mul_atv(n, scratch, v)
        mul_av(n, v, scratch)
        mul_atv(n, scratch, u)
    uv = vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    return "%.9f\n" % sqrt(uv / vv)


pj.main(run)
