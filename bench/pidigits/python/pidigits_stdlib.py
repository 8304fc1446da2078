# SPDX-License-Identifier: MIT
"""The digits of pi from an unbounded spigot, with Python's own int: definition in ../README.md."""

import pj


def digits():
    acc, num, den, k = 0, 1, 1, 0
    while True:
        k += 1
        odd = 2 * k + 1
        acc = (acc + 2 * num) * odd
        den *= odd
        num *= k
        if num > acc:
            continue
        digit, rest = divmod(3 * num + acc, den)
        if rest + num >= den:  # (4 num + acc) / den is another digit
            continue
        yield digit
        acc = (acc - den * digit) * 10
        num *= 10


def run(n, seed, state):
    spigot = digits()
    lines = []
    for start in range(0, n, 10):
        end = min(start + 10, n)
        line = "".join([str(next(spigot)) for _ in range(start, end)])
        lines.append(f"{line:10}\t:{end}\n")
    return "".join(lines)


pj.main(run)
