# SPDX-License-Identifier: MIT
"""Fibonacci numbers by naive recursion, a micro-benchmark: definition in ../README.md."""

import pj


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def run(n, seed, state):
    return f"fib {fib(n)}\n"


pj.main(run)
