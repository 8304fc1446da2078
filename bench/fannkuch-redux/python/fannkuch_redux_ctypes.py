# SPDX-License-Identifier: MIT
"""Every permutation of 0..n-1 in a fixed order, by fannkuch_redux_native.c: ../README.md, "Hybrid"."""

from ctypes import CDLL, POINTER, byref, c_int32, c_int64
from os.path import dirname

import pj

walk = CDLL(dirname(__file__) + "/fannkuch_redux_native.so").walk
walk.argtypes = c_int32, POINTER(c_int32)
walk.restype = c_int64


def run(n, seed, state):
    most = c_int32()
    checksum = walk(n, byref(most))
    return f"{checksum}\nPfannkuchen({n}) = {most.value}\n"


pj.main(run)
