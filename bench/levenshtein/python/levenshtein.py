# SPDX-License-Identifier: MIT
"""The edit distance of two random strings, two rows at a time: definition in ../README.md."""

import pj


def letters(n, draws):
    return bytes(b"ACGT"[next(draws) % 4] for _ in range(n))


def last_row(a, b):
    above = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        left = i
        row = [left]
        append = row.append
        ups = iter(above)
        diagonal = next(ups)
        for other, up in zip(b, ups):
            # x, y and z, each made only where it is the least so far: up < x says that y <= x.
            if letter != other:
                diagonal += 1
            if up < diagonal:
                diagonal = up + 1
            if diagonal <= left:
                left = diagonal
            else:
                left += 1
            append(left)
            diagonal = up
        above = row
    return above


def run(n, seed, state):
    draws = pj.generator(seed)
    a = letters(n, draws)
    row = last_row(a, letters(n, draws))
    check = 0
    for cell in row:
        check = pj.check(check, cell)
    return f"distance {row[-1]}\ncheck {check}\n"


pj.main(run)
