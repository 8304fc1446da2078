# SPDX-License-Identifier: MIT
"""The Mandelbrot set as a bitmap, each pixel by a native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, c_bool, c_double
from os.path import dirname

import pj

stays = CDLL(dirname(__file__) + "/mandelbrot_native.so").stays
stays.argtypes = c_double, c_double
stays.restype = c_bool


def row(columns, ci):
    packed = bytearray()
    bits = 1  # a mark that reaches 256 when eight bits are below it
    for cr in columns:
        bits += bits + stays(cr, ci)
        if bits > 255:
            packed.append(bits - 256)
            bits = 1
    if bits > 1:
        missing = 9 - bits.bit_length()
        packed.append((bits << missing) - 256)
    return packed


def run(n, seed, state):
    columns = [2.0 * x / n - 1.5 for x in range(n)]
    answer = bytearray(b"P4\n%d %d\n" % (n, n))
    for y in range(n):
        answer += row(columns, 2.0 * y / n - 1.0)
        pj.flush(answer)
    return answer


pj.main(run)
