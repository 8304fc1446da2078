# SPDX-License-Identifier: MIT
"""The Mandelbrot set as a bitmap, its rows divided among all CPUs: definition in ../README.md."""

import mmap
import os

import pj

STEPS = range(50)
SHARES = 256


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


def on_all_cpus(work, shares):
    """work(share), share below shares, each in the next free of one process for each CPU."""
    # A byte in the pipe is a share that nobody has taken; at most 256 of them fit into a byte.
    take, fill = os.pipe()
    os.write(fill, bytes(range(shares)))
    os.close(fill)

    def work_off():
        while share := os.read(take, 1):
            work(share[0])

    others = []
    for _ in range(len(os.sched_getaffinity(0)) - 1):
        pid = os.fork()
        if not pid:
            try:
                work_off()
                os._exit(0)
            finally:
                os._exit(pj.SOFTWARE)
        others.append(pid)
    work_off()
    os.close(take)
    if any([os.waitpid(pid, 0)[1] for pid in others]):
        pj.fail(pj.SOFTWARE, "another process failed")


def run(n, seed, state):
    columns = [2.0 * x / n - 1.5 for x in range(n)]
    header = b"P4\n%d %d\n" % (n, n)
    width = (n + 7) // 8
    answer = mmap.mmap(-1, len(header) + n * width)
    answer[:len(header)] = header

    def draw(share):
        for y in range(share, n, SHARES):
            start = len(header) + y * width
            answer[start:start + width] = row(columns, 2.0 * y / n - 1.0)

    on_all_cpus(draw, min(n, SHARES))
    return memoryview(answer)  # a mmap would not compare by its bytes


pj.main(run)
