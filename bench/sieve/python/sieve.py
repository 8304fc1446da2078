# SPDX-License-Identifier: MIT
"""The sieve of Eratosthenes, one byte a number: definition in ../README.md."""

import pj


def sieve(n):
    """Return a bytearray of N + 1 marks: 1 where the number is a prime, and at 0 and 1."""
    marks = bytearray(b"\1") * (n + 1)
    i = 2
    while i * i <= n:
        if marks[i]:
            for j in range(i * i, n + 1, i):
                marks[j] = 0
        i += 1
    return marks


def run(n, seed, state):
    find = sieve(n).find
    primes = last = check = 0
    i = find(1, 2)
    while i > 0:
        # The checksum is written out: a call costs as much as what it would do.
        check = (check * 1000003 + i % 2147483647 + 1) % 2147483647
        primes += 1
        last = i
        i = find(1, i + 1)
    return f"primes {primes}\nlast {last}\ncheck {check}\n"


pj.main(run)
