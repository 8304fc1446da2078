# SPDX-License-Identifier: MIT
"""Keys counted and looked up in a dict: definition in ../README.md."""

import pj


def fill(counts, n, m, state):
    """Return the generator's state."""
    get = counts.get
    for _ in range(n):
        state = state * 48271 % 2147483647
        key = state % m + 1
        counts[key] = get(key, 0) + 1
    return state


def search(counts, n, m, state):
    """Return how many of N draws are there, and the sum of their counts."""
    hits = total = 0
    span = 2 * m
    get = counts.get
    for _ in range(n):
        state = state * 48271 % 2147483647
        if count := get(state % span + 1):
            hits += 1
            total += count
    return hits, total


def walk(counts, m):
    """Return the checksum over the keys 1 to M."""
    check = 0
    get = counts.get
    for key in range(1, m + 1):
        check = (check * 1000003 + get(key, 0) % 2147483647 + 1) % 2147483647
    return check


def run(n, seed, state):
    m = n // 2
    counts = {}
    drawn = fill(counts, n, m, seed)
    hits, total = search(counts, n, m, drawn)
    return (f"distinct {len(counts)}\nhits {hits}\nsum {total}\n"
            f"max {max(counts.values())}\ncheck {walk(counts, m)}\n")


pj.main(run)
