# SPDX-License-Identifier: MIT
"""The edit distance of two random strings by levenshtein_native.c: definition in ../README.md, "Hybrid"."""

from ctypes import CDLL, POINTER, c_char_p, c_int32, c_size_t
from os.path import dirname

import pj

last_row = CDLL(dirname(__file__) + "/levenshtein_native.so").last_row
last_row.argtypes = c_char_p, c_char_p, c_size_t, POINTER(c_int32), POINTER(c_int32)
last_row.restype = POINTER(c_int32)


def letters(n, draws):
    return bytes(b"ACGT"[next(draws) % 4] for _ in range(n))


def run(n, seed, state):
    draws = pj.generator(seed)
    a = letters(n, draws)
    b = letters(n, draws)
    rows = (c_int32 * (n + 1))(), (c_int32 * (n + 1))()
    row = last_row(a, b, n, *rows)[: n + 1]
    check = 0
    for column, cell in enumerate(row):
        check = pj.check(check, cell + column)
    return f"distance {row[-1] + n}\ncheck {check}\n"


pj.main(run)
