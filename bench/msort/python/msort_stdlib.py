# SPDX-License-Identifier: MIT
"""Integers sorted by list.sort: definition in ../README.md."""

import pj


def draw(n, state):
    values = [0] * n
    for i in range(n):
        values[i] = state = state * 48271 % 2147483647
    return values


def run(n, seed, state):
    values = draw(n, seed)
    values.sort()
    # The checksum is written out: a call costs as much as what it would do.
    check = 0
    for value in values:
        check = (check * 1000003 + value % 2147483647 + 1) % 2147483647
    return f"min {values[0]}\nmedian {values[n // 2]}\nmax {values[-1]}\ncheck {check}\n"


pj.main(run)
