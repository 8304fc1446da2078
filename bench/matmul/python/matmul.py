# SPDX-License-Identifier: MIT
"""The product of two square matrices: definition in ../README.md."""

import pj


def matrix(n, seed):
    """Return a matrix and the generator's state, which runs on here: a call would cost more."""
    numbers = [float(i) for i in range(100)]  # elements that are equal are one object
    rows = [
        [numbers[(seed := seed * 48271 % 2147483647) % 100] for _ in range(n)] for _ in range(n)
    ]
    return rows, seed


def setup(n, seed):
    a, seed = matrix(n, seed)
    b, seed = matrix(n, seed)
    return a, b


def multiply(n, a, b):
    product = []
    whole = n - n % 16
    for factors in a:
        row = [0.0] * n
        # Sixteen rows of b are added one after another: a new list for each would be half of the time.
        for k in range(0, whole, 16):
            t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, ta, tb, tc, td, te, tf = factors[k:k + 16]
            row = [
                c + t0 * b0 + t1 * b1 + t2 * b2 + t3 * b3 + t4 * b4 + t5 * b5 + t6 * b6 + t7 * b7
                + t8 * b8 + t9 * b9 + ta * ba + tb * bb + tc * bc + td * bd + te * be + tf * bf
                for c, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, ba, bb, bc, bd, be, bf
                in zip(row, *b[k:k + 16])
            ]
        for k in range(whole, n):
            t = factors[k]
            row = [c + t * x for c, x in zip(row, b[k])]
        product.append(row)
    return product


def run(n, seed, state):
    product = multiply(n, *state)
    trace = sum(row[i] for i, row in enumerate(product))
    total = sum(map(sum, product))
    check = 0
    for row in product:
        for value in row:
            check = (check * 1000003 + int(value) % 2147483647 + 1) % 2147483647
    return f"trace {trace:.0f}\ntotal {total:.0f}\ncheck {check}\n"


pj.main(run, setup)
