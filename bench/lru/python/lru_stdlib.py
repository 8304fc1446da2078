# SPDX-License-Identifier: MIT
"""A cache that drops what was used longest ago, by OrderedDict: definition in ../README.md."""

from collections import OrderedDict

import pj

# The generator and the checksum are written out in the loops: a call costs as much as
# what it would do.


def serve(n, state, capacity, cache):
    """Fill the cache, what was used last at its end; return hits, misses, evictions, the sum."""
    span = 4 * capacity
    find = cache.get
    use = cache.move_to_end
    evict = cache.popitem
    hits = misses = evictions = total = 0
    for _ in range(n):
        draw = state * 48271 % 2147483647
        state = draw * 48271 % 2147483647
        key = draw % span
        if (other := state % span) < key:
            key = other
        if value := find(key):
            hits += 1
            total += value
            cache[key] = value + 1
            use(key)
        else:
            misses += 1
            if misses > capacity:
                evictions += 1
                evict(False)
            cache[key] = 1
    return hits, misses, evictions, total


def run(n, seed, state):
    cache = OrderedDict()
    hits, misses, evictions, total = serve(n, seed, n // 10, cache)
    check = 0
    for key, value in reversed(cache.items()):
        check = (check * 1000003 + key % 2147483647 + 1) % 2147483647
        check = (check * 1000003 + value % 2147483647 + 1) % 2147483647
    return (f"hits {hits}\nmisses {misses}\nevictions {evictions}\nsum {total}\n"
            f"check {check}\n")


pj.main(run)
