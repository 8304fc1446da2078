# SPDX-License-Identifier: MIT
"""The spectral norm of a matrix, the rows of each product divided among all CPUs: definition in ../README.md."""

import mmap
import os
from math import sqrt

import pj

# A(i, j) is written out in the products: a call for each element costs more than the element.
# Eight rows' sums run side by side, for the loop over j costs a fifth of an element; row i + 1 has
# i + j + 1 where row i has i + j. The sums are loops, because from Python 3.12 on sum() rounds
# otherwise.


def mul_av(rows, v, out):
    v = v.tolist()
    whole = rows[: len(rows) - len(rows) % 8]
    for i in whole[::8]:
        a, b, c, d, e, f, g, h = range(i + 1, i + 9)
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = 0.0
        for k0, x in enumerate(v, i):
            k1 = k0 + 1
            s0 += 1.0 / (k0 * k1 // 2 + a) * x
            k2 = k1 + 1
            s1 += 1.0 / (k1 * k2 // 2 + b) * x
            k3 = k2 + 1
            s2 += 1.0 / (k2 * k3 // 2 + c) * x
            k4 = k3 + 1
            s3 += 1.0 / (k3 * k4 // 2 + d) * x
            k5 = k4 + 1
            s4 += 1.0 / (k4 * k5 // 2 + e) * x
            k6 = k5 + 1
            s5 += 1.0 / (k5 * k6 // 2 + f) * x
            k7 = k6 + 1
            s6 += 1.0 / (k6 * k7 // 2 + g) * x
            s7 += 1.0 / (k7 * (k7 + 1) // 2 + h) * x
        for row, total in enumerate((s0, s1, s2, s3, s4, s5, s6, s7), i):
            out[row] = total
    for i in rows[len(whole):]:
        i_plus_1 = i + 1
        total = 0.0
        for ij, x in enumerate(v, i):
            total += 1.0 / (ij * (ij + 1) // 2 + i_plus_1) * x
        out[i] = total


def mul_atv(rows, v, out):
    v = v.tolist()
    whole = rows[: len(rows) - len(rows) % 8]
    for i in whole[::8]:
        i_minus_1 = i - 1
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = 0.0
        for k0, x in enumerate(v, i):
            j_plus_1 = k0 - i_minus_1
            k1 = k0 + 1
            s0 += 1.0 / (k0 * k1 // 2 + j_plus_1) * x
            k2 = k1 + 1
            s1 += 1.0 / (k1 * k2 // 2 + j_plus_1) * x
            k3 = k2 + 1
            s2 += 1.0 / (k2 * k3 // 2 + j_plus_1) * x
            k4 = k3 + 1
            s3 += 1.0 / (k3 * k4 // 2 + j_plus_1) * x
            k5 = k4 + 1
            s4 += 1.0 / (k4 * k5 // 2 + j_plus_1) * x
            k6 = k5 + 1
            s5 += 1.0 / (k5 * k6 // 2 + j_plus_1) * x
            k7 = k6 + 1
            s6 += 1.0 / (k6 * k7 // 2 + j_plus_1) * x
            s7 += 1.0 / (k7 * (k7 + 1) // 2 + j_plus_1) * x
        for row, total in enumerate((s0, s1, s2, s3, s4, s5, s6, s7), i):
            out[row] = total
    for i in rows[len(whole):]:
        i_minus_1 = i - 1
        total = 0.0
        for ij, x in enumerate(v, i):
            total += 1.0 / (ij * (ij + 1) // 2 + ij - i_minus_1) * x
        out[i] = total


def mul_at_av(rows, wait, v, out, scratch):
    mul_av(rows, v, scratch)
    wait()
    mul_atv(rows, scratch, out)
    wait()


def on_all_cpus(work):
    """work(part, parts, wait) in one process for each CPU; wait() returns when all are there."""
    parts = len(os.sched_getaffinity(0))
    others = []  # of each other process its number, and the pipes from it and to it
    for part in range(1, parts):
        here, arrive = os.pipe()
        proceed, go = os.pipe()
        pid = os.fork()
        if not pid:
            def wait():
                os.write(arrive, b"a")
                if not os.read(proceed, 1):
                    os._exit(pj.SOFTWARE)

            os.close(here)
            os.close(go)
            try:
                work(part, parts, wait)
                os._exit(0)
            finally:
                os._exit(pj.SOFTWARE)
        os.close(arrive)
        os.close(proceed)
        others.append((pid, here, go))

    def wait_for_all():
        for _, here, _ in others:
            if not os.read(here, 1):
                pj.fail(pj.SOFTWARE, "another process failed")
        for _, _, go in others:
            os.write(go, b"g")

    work(0, parts, wait_for_all)
    for pid, here, go in others:
        os.close(here)
        os.close(go)
        os.waitpid(pid, 0)


def vector(n):
    """Doubles that the processes share."""
    return memoryview(mmap.mmap(-1, 8 * n)).cast("d")


def run(n, seed, state):
    u, v, scratch = vector(n), vector(n), vector(n)
    for i in range(n):
        u[i] = 1.0

    def iterate(part, parts, wait):
        rows = range(n * part // parts, n * (part + 1) // parts)
        for _ in range(10):
            mul_at_av(rows, wait, u, v, scratch)
            mul_at_av(rows, wait, v, u, scratch)

    on_all_cpus(iterate)
    uv = vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    return "%.9f\n" % sqrt(uv / vv)


pj.main(run)
