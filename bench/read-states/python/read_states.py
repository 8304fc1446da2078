# SPDX-License-Identifier: MIT
"""A service of read states: definition in ../README.md."""

import os
import struct

import pj

PERIOD_NS = 1000000
REQUESTS = 200  # a tick
SAMPLE = 8  # of so many requests one's latency is kept
WRITE_TICKS = 100  # what was evicted is written so often
CAPACITY_MAX = 8000000
CHANNELS = 17
LOG_MAX = 64 << 20  # the file of evictions begins anew where it would become longer
STATE = struct.Struct("=4Q")


class Node:
    __slots__ = ("prev", "next", "key", "user", "channel", "mentions", "last")


class Evictions:
    """What was evicted and is not yet written, in room for all that WRITE_TICKS can bring."""

    def __init__(self):
        path = f"{os.environ.get('TMPDIR') or '/tmp'}/read-states-{os.getpid()}"
        self.waiting = memoryview(bytearray(WRITE_TICKS * REQUESTS * STATE.size))
        self.length = self.at = self.written = self.mentions = 0
        try:
            self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            os.unlink(path)
        except OSError:
            self.failed()

    def failed(self):
        pj.fail(pj.OUTPUT, "cannot write what was evicted")

    def add(self, node):
        self.mentions += node.mentions
        STATE.pack_into(self.waiting, self.length, node.user, node.channel, node.mentions, node.last)
        self.length += STATE.size

    def write(self):
        if self.at + self.length > LOG_MAX:
            self.at = 0
        rest = self.waiting[:self.length]
        self.written += self.length // STATE.size
        self.length = 0
        try:
            while rest:
                n = os.pwrite(self.fd, rest, self.at)
                self.at += n
                rest = rest[n:]
        except OSError:
            self.failed()


def fill(nodes, root, capacity):
    """CAPACITY states, that of user 0 at the front."""
    root.prev = root.next = root
    for user in range(capacity - 1, -1, -1):
        node = Node()
        node.user = user
        node.channel = user % CHANNELS
        node.key = CHANNELS * user + node.channel
        node.mentions = node.last = 0
        nodes[node.key] = node
        node.prev = root
        node.next = first = root.next
        root.next = first.prev = node


def serve(n, state, capacity, nodes, root, evictions):
    """All ticks; return the hits. The generator and the list's operations are written out."""
    span = 2 * capacity
    find = nodes.get
    pace = pj.Pace(PERIOD_NS, n, REQUESTS // SAMPLE)
    served = pace.served
    number = hits = 0
    for tick in range(n):
        pace.wait(tick)
        for _ in range(REQUESTS):
            draw = state * 48271 % 2147483647
            state = draw * 48271 % 2147483647
            user = draw % span
            if (other := state % span) < user:
                user = other
            number += 1
            channel = user % CHANNELS
            key = CHANNELS * user + channel
            if node := find(key):
                hits += 1
            else:
                node = root.prev
                evictions.add(node)
                del nodes[node.key]
                nodes[key] = node
                node.key = key
                node.user = user
                node.channel = channel
                node.mentions = 0
            node.mentions = 0 if draw % 2 else node.mentions + 1
            node.last = number
            prev = node.prev
            prev.next = after = node.next
            after.prev = prev
            node.prev = root
            node.next = first = root.next
            root.next = first.prev = node
            if number % SAMPLE == 0:
                served()
        if (tick + 1) % WRITE_TICKS == 0:
            evictions.write()
    evictions.write()
    return hits


def walk(root):
    """Return CK over the states from the front on."""
    check = 0
    node = root.next
    while node is not root:
        for value in (node.user, node.channel, node.mentions, node.last):
            check = (check * 1000003 + value + 1) % 2147483647
        node = node.next
    return check


def run(n, seed, state):
    root = Node()
    nodes = {}
    fill(nodes, root, capacity := min(n * n // 100, CAPACITY_MAX))
    evictions = Evictions()
    hits = serve(n, seed, capacity, nodes, root, evictions)
    os.close(evictions.fd)
    return (f"hits {hits}\nmisses {n * REQUESTS - hits}\npersisted {evictions.written}\n"
            f"mentions {evictions.mentions}\ncheck {walk(root)}\n")


pj.main(run)
