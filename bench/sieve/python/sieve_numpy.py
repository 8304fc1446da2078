# SPDX-License-Identifier: MIT
"""The sieve of Eratosthenes, its array NumPy's: definition in ../README.md, "Hybrid"."""

import numpy as np

import pj

P = 2147483647
CHUNK = 1 << 16


def sieve(n):
    """Return N + 1 marks: 1 where the number is a prime, and at 0 and 1."""
    marks = np.ones(n + 1, np.uint8)
    i = 2
    while i * i <= n:
        if marks[i]:
            marks[i * i :: i] = 0
        i += 1
    return marks


def run(n, seed, state):
    marks = sieve(n)
    powers = np.array([pow(1000003, CHUNK - 1 - i, P) for i in range(CHUNK)])
    primes = last = check = 0
    for begin in range(2, n + 1, CHUNK):
        found = np.flatnonzero(marks[begin : begin + CHUNK]) + begin
        if len(found):
            primes += len(found)
            last = int(found[-1])
            # CK of many at once: a sum of products with the powers of its factor.
            products = (found + 1) * powers[-len(found) :] % P
            check = (check * pow(1000003, len(found), P) + int(products.sum())) % P
    return f"primes {primes}\nlast {last}\ncheck {check}\n"


pj.main(run)
