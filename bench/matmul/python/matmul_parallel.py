# SPDX-License-Identifier: MIT
"""The product of two square matrices, its rows divided among all CPUs: definition in ../README.md."""

import os
import sys
from array import array
from mmap import mmap

import pj


def matrix(n, seed):
    """Return a matrix and the generator's state, which runs on here: a call would cost more."""
    numbers = [float(i) for i in range(100)]  # elements that are equal are one object
    rows = [
        [numbers[(seed := seed * 48271 % 2147483647) % 100] for _ in range(n)] for _ in range(n)
    ]
    return rows, seed


def setup(n, seed):
    a, seed = matrix(n, seed)
    b, seed = matrix(n, seed)
    return a, b


def multiply_row(n, factors, b):
    row = [0.0] * n
    whole = n - n % 16
    # Sixteen rows of b are added one after another: a new list for each would be half of the time.
    for k in range(0, whole, 16):
        t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, ta, tb, tc, td, te, tf = factors[k:k + 16]
        row = [
            c + t0 * b0 + t1 * b1 + t2 * b2 + t3 * b3 + t4 * b4 + t5 * b5 + t6 * b6 + t7 * b7
            + t8 * b8 + t9 * b9 + ta * ba + tb * bb + tc * bc + td * bd + te * be + tf * bf
            for c, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, ba, bb, bc, bd, be, bf
            in zip(row, *b[k:k + 16])
        ]
    for k in range(whole, n):
        t = factors[k]
        row = [c + t * x for c, x in zip(row, b[k])]
    return row


def multiply_rows(n, a, b, queue, product):
    """Compute the rows whose numbers are read from the queue, until that is at its end."""
    while number := os.read(queue, 2):
        i = int.from_bytes(number, sys.byteorder)
        product[i * n:i * n + n] = array("d", multiply_row(n, a[i], b))


def multiply(n, a, b):
    """Return the product as rows. The calling process computes some, too."""
    product = memoryview(mmap(-1, n * n * 8)).cast("d")  # shared with the children
    queue, numbers = os.pipe()
    children = []
    for _ in range(1, min(len(os.sched_getaffinity(0)), n)):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.close(numbers)
                multiply_rows(n, a, b, queue, product)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    os.write(numbers, array("H", range(n)))
    os.close(numbers)
    multiply_rows(n, a, b, queue, product)
    os.close(queue)
    for child in children:
        if os.waitpid(child, 0)[1] != 0:
            sys.exit("a child failed")
    return [product[at:at + n].tolist() for at in range(0, n * n, n)]


def run(n, seed, state):
    product = multiply(n, *state)
    trace = sum(row[i] for i, row in enumerate(product))
    total = sum(map(sum, product))
    check = 0
    for row in product:
        for value in row:
            check = (check * 1000003 + int(value) % 2147483647 + 1) % 2147483647
    return f"trace {trace:.0f}\ntotal {total:.0f}\ncheck {check}\n"


pj.main(run, setup)
