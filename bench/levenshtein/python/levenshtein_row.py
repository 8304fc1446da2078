# SPDX-License-Identifier: MIT
"""The edit distance of two random strings, each row by a native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, POINTER, c_char, c_char_p, c_int32, c_size_t
from os.path import dirname

import pj

next_row = CDLL(dirname(__file__) + "/levenshtein_native.so").next_row
next_row.argtypes = POINTER(c_int32), POINTER(c_int32), c_char, c_char_p, c_size_t
next_row.restype = None


def letters(n, draws):
    return bytes(b"ACGT"[next(draws) % 4] for _ in range(n))


def last_row(a, b):
    n = len(b)
    above, row = (c_int32 * (n + 1))(), (c_int32 * (n + 1))()
    for i, letter in enumerate(a, 1):
        row[0] = i
        next_row(above, row, letter, b, n)
        above, row = row, above
    return above


def run(n, seed, state):
    draws = pj.generator(seed)
    a = letters(n, draws)
    row = last_row(a, letters(n, draws))
    check = 0
    for column, cell in enumerate(row):
        check = pj.check(check, cell + column)
    return f"distance {row[-1] + n}\ncheck {check}\n"


pj.main(run)
