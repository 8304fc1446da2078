# SPDX-License-Identifier: MIT
"""Binary trees built, counted and dropped, the many of a depth divided among all CPUs."""

import os

import pj

SHARES = 16  # of each depth, which has at least as many trees


class Node:
    __slots__ = ("left", "right")


def build(depth):
    if depth:
        depth -= 1
        left = build(depth)
        right = build(depth)
    else:
        left = right = None
    node = Node()
    node.left = left
    node.right = right
    return node


def check(node):
    left = node.left
    if left is None:
        return 1
    return 1 + check(left) + check(node.right)


def on_all_cpus(work, shares):
    """work(the numbers below shares that come to it) in one process for each CPU: the results."""
    # A byte in the pipe is a share that nobody has taken; at most 256 of them fit into a byte.
    take, fill = os.pipe()
    os.write(fill, bytes(range(shares)))
    os.close(fill)

    def taken():
        while share := os.read(take, 1):
            yield share[0]

    others = []
    for _ in range(len(os.sched_getaffinity(0)) - 1):
        answer, write = os.pipe()
        if not os.fork():
            try:
                os.write(write, repr(work(taken())).encode())
                os._exit(0)
            finally:
                os._exit(pj.SOFTWARE)
        os.close(write)
        others.append(answer)
    results = [work(taken())]
    os.close(take)
    for answer in others:
        result = os.read(answer, 65536)
        os.close(answer)
        os.wait()
        if not result:
            pj.fail(pj.SOFTWARE, "another process failed")
        results.append(list(map(int, result[1:-1].split(b","))))
    return results


def run(n, seed, state):
    n = max(6, n)
    answer = [f"stretch tree of depth {n + 1}\t check: {check(build(n + 1))}\n"]
    long_lived = build(n)
    depths = range(4, n + 1, 2)

    def grow(shares):
        sums = [0] * len(depths)
        for share in shares:
            which = share // SHARES
            depth = depths[which]
            iterations = 1 << (n - depth + 4)
            sums[which] += sum(check(build(depth)) for _ in range(iterations // SHARES))
        return sums

    results = on_all_cpus(grow, SHARES * len(depths))
    for depth, counts in zip(depths, zip(*results)):
        iterations = 1 << (n - depth + 4)
        answer.append(f"{iterations}\t trees of depth {depth}\t check: {sum(counts)}\n")
    answer.append(f"long lived tree of depth {n}\t check: {check(long_lived)}\n")
    return "".join(answer)


if __name__ == "__main__":
    pj.main(run)
