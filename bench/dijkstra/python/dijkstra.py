# SPDX-License-Identifier: MIT
"""Shortest paths from node 0 by Dijkstra's algorithm: definition in ../README.md."""

from array import array

import pj

# The generator, the heap and the checksum are written out where they are used:
# a call costs as much as what it would do.

INFINITY = 2**32 - 1


def make_graph(n, seed):
    """Five edges a node, each its end << 7 | its weight."""
    edges = array("I")
    add = edges.append
    for node in range(1, n + 1):
        for _ in range(4):
            to = seed * 48271 % 2147483647
            seed = to * 48271 % 2147483647
            add(to % n << 7 | seed % 100 + 1)
        add(node % n << 7 | 100)
    return edges


def search(n, edges):
    """Return the distances, and how often a node was pushed."""
    bits = n.bit_length()
    mask = (1 << bits) - 1
    distances = array("I", [INFINITY]) * n
    distances[0] = 0
    # A binary heap of distance << bits | node: numbers that compare as the pairs do.
    # The root is item 1; item 0 is less than all.
    heap = array("q", [-1, 0])
    last = 1
    pushes = 1
    while last:
        root = heap[1]
        item = heap.pop()
        last -= 1
        if last:
            # The hole at the root sinks to a leaf without a look at the last item, which
            # mostly belongs there.
            hole = 1
            child = 2
            while child < last:
                least = heap[child]
                if (right := heap[child + 1]) < least:
                    child += 1
                    least = right
                heap[hole] = least
                hole = child
                child += child
            if child == last:
                heap[hole] = heap[child]
                hole = child
            while item < (parent := heap[hole >> 1]):
                heap[hole] = parent
                hole >>= 1
            heap[hole] = item
        node = root & mask
        distance = root >> bits
        if distance != distances[node]:
            continue
        node *= 5
        for edge in edges[node:node + 5]:
            to = edge >> 7
            through = distance + (edge & 127)
            if through < distances[to]:
                distances[to] = through
                item = through << bits | to
                heap.append(item)
                last += 1
                pushes += 1
                hole = last
                while item < (parent := heap[hole >> 1]):
                    heap[hole] = parent
                    hole >>= 1
                heap[hole] = item
    return distances, pushes


def run(n, seed, edges):
    distances, pushes = search(n, edges)
    check = 0
    for distance in distances:
        check = (check * 1000003 + distance % 2147483647 + 1) % 2147483647
    return f"max {max(distances)}\nsum {sum(distances)}\npushes {pushes}\ncheck {check}\n"


pj.main(run, make_graph)
