# SPDX-License-Identifier: MIT
"""A bottom-up merge sort of 32-bit integers: definition in ../README.md."""

from array import array

import pj

# More than any value. Stands for the next element of a run that has ended.
END = 2147483647

# The generator, the merges and the checksum are written out in their loops:
# a call costs as much as what it would do.
#
# Of the codes of array, "I" has the fastest store: "i" reads its argument by a format. To append is
# faster than to count places and store there. A slice of a memoryview is a run and copies nothing.


def draw(n, state):
    source = array("I")
    append = source.append
    for _ in range(n):
        state = state * 48271 % 2147483647
        append(state)
    return source


def merge_pairs(source, append):
    """The pass of width 1: each merge is one comparison."""
    values = iter(source)
    for left, right in zip(values, values):
        if left <= right:
            append(left)
            append(right)
        else:
            append(right)
            append(left)
    if len(source) % 2:
        append(source[-1])


def merge_pass(source, target, width):
    append = target.append
    n = len(source)
    with memoryview(source) as view:
        for mid in range(width, n, 2 * width):
            rights = iter(view[mid:mid + width])
            right = next(rights)
            for left in view[mid - width:mid]:
                if right < left:
                    append(right)
                    for right in rights:
                        if right < left:
                            append(right)
                        else:
                            break
                    else:
                        right = END
                append(left)
            if right != END:
                append(right)
                target.extend(rights)
        target.extend(view[len(target):])


def run(n, seed, state):
    source = draw(n, seed)
    target = array("I")
    width = 1
    while width < n:
        del target[:]
        if width == 1:
            merge_pairs(source, target.append)
        else:
            merge_pass(source, target, width)
        source, target = target, source
        width *= 2
    check = 0
    for value in source:
        check = (check * 1000003 + value % 2147483647 + 1) % 2147483647
    return f"min {source[0]}\nmedian {source[n // 2]}\nmax {source[-1]}\ncheck {check}\n"


pj.main(run)
