# SPDX-License-Identifier: MIT
"""A hash table with linear probing, filled and searched: definition in ../README.md."""

import pj

# The generator, the search and the checksum are written out in each loop:
# a call costs as much as what it would do. No count reaches the checksum's modulus.


def fill(keys, counts, mask, shift, n, m, state):
    """Return the number of distinct keys and the generator's state."""
    distinct = 0
    for _ in range(n):
        state = state * 48271 % 2147483647
        key = state % m + 1
        slot = key * 2654435769 >> shift & mask
        while (found := keys[slot]) != key:
            if not found:
                keys[slot] = key
                counts[slot] = 1
                distinct += 1
                break
            slot = slot + 1 & mask
        else:
            counts[slot] += 1
    return distinct, state


def search(keys, counts, mask, shift, n, m, state):
    """Return how many of N draws are there, and the sum of their counts."""
    hits = total = 0
    span = 2 * m
    for _ in range(n):
        state = state * 48271 % 2147483647
        key = state % span + 1
        slot = key * 2654435769 >> shift & mask
        while (found := keys[slot]) != key:
            if not found:
                break
            slot = slot + 1 & mask
        else:
            hits += 1
            total += counts[slot]
    return hits, total


def walk(keys, counts, mask, shift, m):
    """Return the greatest count and the checksum over the keys 1 to M."""
    most = check = 0
    for key in range(1, m + 1):
        slot = key * 2654435769 >> shift & mask
        while (found := keys[slot]) != key and found:
            slot = slot + 1 & mask
        count = counts[slot]
        if count > most:
            most = count
        check = (check * 1000003 + count + 1) % 2147483647
    return most, check


def run(n, seed, state):
    bits = max(4, (n - 1).bit_length())
    capacity = 1 << bits
    m = n // 2
    table = [0] * capacity, [0] * capacity, capacity - 1, 32 - bits
    distinct, drawn = fill(*table, n, m, seed)
    hits, total = search(*table, n, m, drawn)
    most, check = walk(*table, m)
    return f"distinct {distinct}\nhits {hits}\nsum {total}\nmax {most}\ncheck {check}\n"


pj.main(run)
