# SPDX-License-Identifier: MIT
"""Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first."""

import pj


def run(n, seed, state):
    # One function, and while for short counts: calls and ranges would be a quarter of the time.
    permutation = list(range(max(n, 3)))
    count = [0] * n
    places = range(3, n)
    # The first three elements go through their six orders by exchanges of neighbours, which is
    # what the rotations of two and three amount to.
    orders = ((1, 0, 1), (-1, 1, 2)) * 3
    if n < 3:
        orders = orders[:n]
    checksum = most = 0
    while True:
        for sign, left, right in orders:
            first = permutation[0]
            if first:
                # Reverse the first p[0]+1 elements until p[0] is 0. p[0] itself stays in a
                # variable, and the last reversal is only counted. Most are of few elements: the
                # first exchanges are written out.
                p = permutation[:]
                flips = 1
                while following := p[first]:
                    p[first] = first
                    if first > 2:
                        j = first - 1
                        p[1], p[j] = p[j], p[1]
                        if first > 4:
                            j -= 1
                            p[2], p[j] = p[j], p[2]
                            if first > 6:
                                j -= 1
                                p[3], p[j] = p[j], p[3]
                                i = 4
                                j -= 1
                                while i < j:
                                    p[i], p[j] = p[j], p[i]
                                    i += 1
                                    j -= 1
                    first = following
                    flips += 1
                checksum += sign * flips
                if flips > most:
                    most = flips
            permutation[left], permutation[right] = permutation[right], permutation[left]

        # The next permutation: rotate ever longer prefixes left by one.
        for r in places:
            first = permutation[0]
            i = 0
            while i < r:
                following = i + 1
                permutation[i] = permutation[following]
                i = following
            permutation[r] = first
            turns = count[r]
            if turns < r:
                count[r] = turns + 1
                break
            count[r] = 0
        else:
            return f"{checksum}\nPfannkuchen({n}) = {most}\n"


if __name__ == "__main__":
    pj.main(run)
