# SPDX-License-Identifier: MIT
"""Binary trees built, counted and dropped: one object for each node."""

import pj


class Node:
    __slots__ = ("left", "right")


def build(depth):
    """Of depth 1 or more: the leaves, which are half of the nodes, need no calls of their own."""
    if depth > 1:
        depth -= 1
        left = build(depth)
        right = build(depth)
    else:
        left = Node()
        left.left = left.right = None
        right = Node()
        right.left = right.right = None
    node = Node()
    node.left = left
    node.right = right
    return node


def check(node):
    """The way down to the left is a loop; a leaf to the right needs no call of its own."""
    count = 1
    while (left := node.left) is not None:
        right = node.right
        count += 2 if right.left is None else 1 + check(right)
        node = left
    return count


def run(n, seed, state):
    n = max(6, n)
    answer = [f"stretch tree of depth {n + 1}\t check: {check(build(n + 1))}\n"]
    long_lived = build(n)
    for depth in range(4, n + 1, 2):
        iterations = 1 << (n - depth + 4)
        total = sum(check(build(depth)) for _ in range(iterations))
        answer.append(f"{iterations}\t trees of depth {depth}\t check: {total}\n")
    answer.append(f"long lived tree of depth {n}\t check: {check(long_lived)}\n")
    return "".join(answer)


if __name__ == "__main__":
    pj.main(run)
