# SPDX-License-Identifier: MIT
"""The edit distance of two random strings, each cell by a native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, c_bool, c_int32
from os.path import dirname

import pj

next_cell = CDLL(dirname(__file__) + "/levenshtein_native.so").next_cell
next_cell.argtypes = c_int32, c_int32, c_int32, c_bool
next_cell.restype = c_int32


def letters(n, draws):
    return bytes(b"ACGT"[next(draws) % 4] for _ in range(n))


def last_row(a, b):
    above = [0] * (len(b) + 1)
    for i, letter in enumerate(a, 1):
        left = i
        row = [left]
        append = row.append
        ups = iter(above)
        diagonal = next(ups)
        for other, up in zip(b, ups):
            left = next_cell(diagonal, up, left, letter == other)
            append(left)
            diagonal = up
        above = row
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
