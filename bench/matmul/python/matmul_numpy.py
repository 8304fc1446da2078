# SPDX-License-Identifier: MIT
"""The product of two square matrices by NumPy's BLAS: definition in ../README.md, "Hybrid"."""

import os

# One thread, whatever BLAS there is: it is asked before it is loaded.
for name in "OPENBLAS", "OMP", "BLIS", "MKL":
    os.environ[name + "_NUM_THREADS"] = "1"

import numpy as np

import pj

P = 2147483647


def draws(count, seed):
    """Return the generator's next values: the first half, and as far from each the second."""
    values = np.empty(count, np.int64)
    values[0] = seed * 48271 % P
    done = 1
    while done < count:
        more = min(done, count - done)
        values[done : done + more] = values[:more] * pow(48271, done, P) % P
        done += more
    return values


def setup(n, seed):
    values = draws(2 * n * n, seed)
    values %= 100
    a, b = values.astype(np.float64).reshape(2, n, n)
    return a, b


def checksum(product):
    """CK: a row's values are one sum of products with the powers of its factor."""
    n = len(product)
    powers = np.array([pow(1000003, n - 1 - j, P) for j in range(n)])
    check = 0
    for row in product:
        values = row.astype(np.int64) % P + 1
        check = (check * pow(1000003, n, P) + int((values * powers % P).sum())) % P
    return check


def run(n, seed, state):
    a, b = state
    product = a @ b
    trace, total = product.trace(), product.sum()
    return f"trace {trace:.0f}\ntotal {total:.0f}\ncheck {checksum(product)}\n"


pj.main(run, setup)
