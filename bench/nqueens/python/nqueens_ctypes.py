# SPDX-License-Identifier: MIT
"""N queens that do not attack each other, counted by nqueens_native.rs: ../README.md, "Hybrid"."""

from ctypes import CDLL, c_uint32, c_uint64
from os.path import dirname

import pj

solve = CDLL(dirname(__file__) + "/nqueens_native.so").solve
solve.argtypes = (c_uint32,)
solve.restype = c_uint64


def run(n, seed, state):
    return f"solutions {solve((1 << n) - 1)}\n"


pj.main(run)
