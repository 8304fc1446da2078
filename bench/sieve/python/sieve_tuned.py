# SPDX-License-Identifier: MIT
"""The sieve of Eratosthenes over odd numbers alone, a slice at a time, in segments:
../README.md, "Tuned"."""

from itertools import compress
from operator import mul

import pj

# A segment's mark i stands for its i-th odd number.
SEGMENT = 1 << 17
P = 2147483647
# CK is a sum with the powers of its factor: so many primes at once are hashed, as what they are
# more than the segment's beginning. Products and sums stay below 2^63, where sum() is fast.
CHUNK = 1024
POWERS = [pow(1000003, CHUNK - 1 - i, P) for i in range(CHUNK)]


def roots(n):
    """Return the odd primes up to the root of N, each with the index of its square in all odd
    numbers."""
    limit = 1
    while limit * limit <= n:
        limit += 1
    marks = bytearray(b"\1") * limit
    primes = []
    for i in range(3, limit, 2):
        if marks[i]:
            primes.append([i, i * i // 2])
            marks[i * i :: 2 * i] = bytes(len(range(i * i, limit, 2 * i)))
    return primes


def segments(n):
    """Yield each segment's first number less 1, and its marks."""
    primes = roots(n)
    count = (n + 1) // 2
    for begin in range(0, count, SEGMENT):
        size = min(SEGMENT, count - begin)
        marks = bytearray(b"\1") * size
        if begin == 0:
            marks[0] = 0  # the number 1
        for entry in primes:
            prime, at = entry
            if at < size:
                left = (size - 1 - at) // prime + 1
                marks[at::prime] = bytes(left)
                at += left * prime
            entry[1] = at - size
        yield 2 * begin, marks


def hash_all(check, base, found):
    """Return CK continued by BASE + i for each i of FOUND."""
    for i in range(0, len(found), CHUNK):
        chunk = found[i : i + CHUNK]
        powers = POWERS[-len(chunk) :]
        total = sum(map(mul, chunk, powers)) + (base + 1) * sum(powers)
        check = (check * powers[0] * 1000003 + total) % P
    return check


def run(n, seed, state):
    if n < 2:
        return "primes 0\nlast 0\ncheck 0\n"
    primes, last, check = 1, 2, pj.check(0, 2)
    odd = list(range(1, min(n + 1, 2 * SEGMENT), 2))
    for base, marks in segments(n):
        found = list(compress(odd, marks))
        if found:
            primes += len(found)
            last = base + found[-1]
            check = hash_all(check, base, found)
    return f"primes {primes}\nlast {last}\ncheck {check}\n"


pj.main(run)
