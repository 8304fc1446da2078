# SPDX-License-Identifier: MIT
"""The edit distance of two random strings, two rows at a time: definition in ../README.md."""

import pj


def letters(n, draws):
    return bytes(b"ACGT"[next(draws) % 4] for _ in range(n))


def last_row(a, b):
    """Row n, its cells less their column: then z is the cell to the left as it stands."""
    above = [0] * (len(b) + 1)
    for i, letter in enumerate(a, 1):
        left = i
        row = [left]
        append = row.append
        ups = iter(above)
        diagonal = next(ups)
        for other, up in zip(b, ups):
            # x, y and z; y is made only where it is the least: up < x says that y <= x.
            if letter == other:
                diagonal -= 1
            if up < diagonal:
                if up < left:
                    left = up + 1
            elif diagonal < left:
                left = diagonal
            append(left)
            diagonal = up
        above = row
    return above


def run(n, seed, state):
    draws = pj.generator(seed)
    a = letters(n, draws)
    row = last_row(a, letters(n, draws))
    check = 0
    for column, cell in enumerate(row):
        check = pj.check(check, cell + column)
    return f"distance {row[-1] + n}\ncheck {check}\n"


pj.main(run)
