# SPDX-License-Identifier: MIT
"""N queens that do not attack each other, counted on all CPUs: definition in ../README.md."""

import os
import sys

import pj


def solve(columns, squares):
    """Take the free columns, and the squares of the first row to be tried."""
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
                return solutions
            columns, left, right, squares = pop()


def solve_squares(n, queue):
    """Try the squares whose numbers are read from the queue, until that is at its end."""
    solutions = 0
    while square := os.read(queue, 1):
        solutions += solve((1 << n) - 1, 1 << square[0])
    return solutions


def solve_all(n):
    """The calling process takes squares of the first row too."""
    if n == 0:
        return 1  # the empty solution
    queue, squares = os.pipe()
    answers, answer = os.pipe()
    children = []
    for _ in range(1, min(len(os.sched_getaffinity(0)), n)):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.close(squares)
                os.write(answer, solve_squares(n, queue).to_bytes(8, sys.byteorder))
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    os.write(squares, bytes(range(n)))
    os.close(squares)
    solutions = solve_squares(n, queue)
    for child in children:
        if os.waitpid(child, 0)[1] != 0:
            sys.exit("a child failed")
        solutions += int.from_bytes(os.read(answers, 8), sys.byteorder)
    for descriptor in queue, answers, answer:
        os.close(descriptor)
    return solutions


def run(n, seed, state):
    return f"solutions {solve_all(n)}\n"


pj.main(run)
