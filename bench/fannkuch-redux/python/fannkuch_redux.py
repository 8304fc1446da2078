# SPDX-License-Identifier: MIT
"""Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first."""

import pj


def count_flips(p):
    """Reverse the first p[0]+1 elements until p[0] is 0; p[0] itself stays in a variable."""
    flips = 0
    first = p[0]
    while first:
        following = p[first]
        p[first] = first
        i = 1
        j = first - 1
        while i < j:
            p[i], p[j] = p[j], p[i]
            i += 1
            j -= 1
        first = following
        flips += 1
    return flips


def next_permutation(p, count, n):
    """False after the last one."""
    for r in range(1, n):
        first = p[0]
        for i in range(r):
            p[i] = p[i + 1]
        p[r] = first
        count[r] += 1
        if count[r] <= r:
            return True
        count[r] = 0
    return False


def run(n, seed, state):
    permutation = list(range(n))
    count = [0] * n
    checksum = most = 0
    sign = 1
    more = True
    while more:
        if permutation[0]:
            flips = count_flips(permutation[:])
            checksum += sign * flips
            if flips > most:
                most = flips
        sign = -sign
        more = next_permutation(permutation, count, n)
    return f"{checksum}\nPfannkuchen({n}) = {most}\n"


if __name__ == "__main__":
    pj.main(run)
