# SPDX-License-Identifier: MIT
"""A bottom-up merge sort of 32-bit integers: definition in ../README.md."""

from array import array

import pj

# More than any value. Stands for the next element of a run that has ended.
END = 2147483647

# The generator, the merges and the checksum are written out in their loops:
# a call costs as much as what it would do.


def draw(n, state):
    source = array("i", [0]) * n
    for i in range(n):
        source[i] = state = state * 48271 % 2147483647
    return source


def merge_pairs(source, target, n):
    """The pass of width 1: each merge is one comparison."""
    for k in range(0, n - 1, 2):
        left = source[k]
        right = source[k + 1]
        if left <= right:
            target[k] = left
            target[k + 1] = right
        else:
            target[k] = right
            target[k + 1] = left
    if n % 2:
        target[n - 1] = source[n - 1]


def merge_pass(source, target, n, width):
    end = END
    for lo in range(0, n, 2 * width):
        mid = lo + width
        if mid >= n:
            target[lo:] = source[lo:]
            break
        hi = min(mid + width, n)
        k = lo
        j = mid
        right = source[j]
        for i in range(lo, mid):
            left = source[i]
            while right < left:
                target[k] = right
                k += 1
                j += 1
                if j == hi:
                    right = end
                else:
                    right = source[j]
            target[k] = left
            k += 1
        target[k:hi] = source[j:hi]


def run(n, seed, state):
    source = draw(n, seed)
    target = array("i", [0]) * n
    width = 1
    while width < n:
        if width == 1:
            merge_pairs(source, target, n)
        else:
            merge_pass(source, target, n, width)
        source, target = target, source
        width *= 2
    check = 0
    for value in source:
        check = (check * 1000003 + value % 2147483647 + 1) % 2147483647
    return f"min {source[0]}\nmedian {source[n // 2]}\nmax {source[-1]}\ncheck {check}\n"


pj.main(run)
