# SPDX-License-Identifier: MIT
"""Every permutation of 0..n-1 in a fixed order, which all CPUs take range by range."""

import os

import pj


def start_range(n, walked, number):
    """The first permutation of a range, whose number says how far each longer prefix is rotated."""
    permutation = list(range(n))
    turns = []
    for r in range(walked, n):
        number, turn = divmod(number, r + 1)
        turns.append(turn)
    for r in range(n - 1, walked - 1, -1):
        for _ in range(turns.pop()):
            first = permutation[0]
            for i in range(r):
                permutation[i] = permutation[i + 1]
            permutation[r] = first
    return permutation


def walk(n, walked, number):
    """Checksum and most flips of a range: the permutations that the first elements go through."""
    # One function, and while for short counts: calls and ranges would be a quarter of the time.
    permutation = start_range(n, walked, number)
    count = [0] * walked
    places = range(1, walked)
    checksum = most = 0
    sign = 1
    while True:
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
            return checksum, most


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
        results.append(tuple(map(int, result[1:-1].split(b","))))
    return results


def run(n, seed, state):
    walked = max(min(n, 2), n - 2)
    ranges = 1
    for r in range(walked, n):
        ranges *= r + 1

    def walk_all(numbers):
        checksum = most = 0
        for number in numbers:
            flips, longest = walk(n, walked, number)
            checksum += flips
            most = max(most, longest)
        return checksum, most

    results = on_all_cpus(walk_all, ranges)
    checksum = sum([checksum for checksum, _ in results])
    most = max([most for _, most in results])
    return f"{checksum}\nPfannkuchen({n}) = {most}\n"


if __name__ == "__main__":
    pj.main(run)
