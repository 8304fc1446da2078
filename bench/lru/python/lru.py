# SPDX-License-Identifier: MIT
"""A cache that drops what was used longest ago: definition in ../README.md."""

import pj

# The generator, the list's operations and the checksum are written out in the loops:
# a call costs as much as what it would do. No key and no value reaches the checksum's modulus.


class Node:
    __slots__ = ("prev", "next", "key", "value")


def serve(n, state, capacity, root):
    """Fill the ring behind ROOT; return hits, misses, evictions and the sum."""
    span = 4 * capacity
    nodes = {}
    find = nodes.get
    new = Node
    hits = misses = evictions = total = 0
    for _ in range(n):
        draw = state * 48271 % 2147483647
        state = draw * 48271 % 2147483647
        key = draw % span
        if (other := state % span) < key:
            key = other
        if node := find(key):
            hits += 1
            value = node.value
            total += value
            node.value = value + 1
            prev = node.prev
            prev.next = after = node.next
            after.prev = prev
        else:
            misses += 1
            if misses > capacity:
                evictions += 1
                last = root.prev
                del nodes[last.key]
                root.prev = prev = last.prev
                prev.next = root
                last = prev = None  # or it would live on until the next one goes
            nodes[key] = node = new()
            node.key = key
            node.value = 1
        first = root.next
        node.prev = root
        node.next = first
        root.next = first.prev = node
    return hits, misses, evictions, total


def walk(root):
    """Return the checksum over keys and values from the last used on."""
    check = 0
    node = root.next
    while node is not root:
        check = (check * 1000003 + node.key + 1) % 2147483647
        check = (check * 1000003 + node.value + 1) % 2147483647
        node = node.next
    return check


def run(n, seed, state):
    root = Node()
    root.prev = root.next = root
    hits, misses, evictions, total = serve(n, seed, n // 10, root)
    return (f"hits {hits}\nmisses {misses}\nevictions {evictions}\nsum {total}\n"
            f"check {walk(root)}\n")


pj.main(run)
