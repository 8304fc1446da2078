# SPDX-License-Identifier: MIT
"""Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first."""

import pj


def run(n, seed, state):
    # One function, and while for short counts: calls and ranges would be a quarter of the time.
    permutation = list(range(n))
    count = [0] * n
    places = range(1, n)
    checksum = most = 0
    sign = 1
    while True:
        first = permutation[0]
        if first:
            # Reverse the first p[0]+1 elements until p[0] is 0. p[0] itself stays in a
            # variable, and the last reversal is only counted.
            p = permutation[:]
            flips = 1
            while following := p[first]:
                p[first] = first
                i = 1
                j = first - 1
                while i < j:
                    p[i], p[j] = p[j], p[i]
                    i += 1
                    j -= 1
                first = following
                flips += 1
            checksum += sign * flips
            if flips > most:
                most = flips
        sign = -sign

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
