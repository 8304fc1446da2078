# SPDX-License-Identifier: MIT
"""The Mandelbrot set as a bitmap, one pixel at a time: definition in ../README.md."""

import pj

STEPS = range(50)


def row(columns, ci):
    steps = STEPS
    packed = bytearray()
    bits = 1  # a mark that reaches 256 when eight bits are below it
    for cr in columns:
        zr = zi = tr = ti = 0.0
        for _ in steps:
            zi = 2.0 * zr * zi + ci
            zr = tr - ti + cr
            tr = zr * zr
            ti = zi * zi
            if tr + ti > 4.0:
                bits += bits
                break
        else:
            bits += bits + 1
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
