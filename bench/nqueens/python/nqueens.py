# SPDX-License-Identifier: MIT
"""N queens that do not attack each other, counted: definition in ../README.md."""

import pj


def run(n, seed, state):
    columns = squares = (1 << n) - 1  # the free ones
    left = right = solutions = 0
    stack = []  # the nodes of the path that have squares left to try
    push = stack.append
    pop = stack.pop
    while True:
        queen = squares & -squares
        if squares != queen:
            push((columns, left, right, squares ^ queen))
        columns ^= queen
        left = (left | queen) << 1
        right = (right | queen) >> 1
        squares = columns & ~(left | right)
        if not squares:
            if not columns:
                solutions += 1
            if not stack:
                return f"solutions {solutions}\n"
            columns, left, right, squares = pop()


pj.main(run)
