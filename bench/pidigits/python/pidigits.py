# SPDX-License-Identifier: MIT
"""The digits of pi from an unbounded spigot, with big numbers of its own: definition in
../README.md."""

import pj

LIMB = 0xFFFFFFFF


class Spigot:
    """Three numbers of as many limbs of 32 bits, the lowest first.

    acc may be negative, in two's complement. The highest limb of den is 0: so much room has
    the next step for all three.
    """

    def __init__(self):
        self.acc = [0, 0]
        self.num = [1, 0]
        self.den = [1, 0]
        self.k = 0

    def next_term(self):
        """acc = (acc + 2 num) (2k + 1), den = den (2k + 1), num = num k."""
        self.k = k = self.k + 1
        odd = 2 * k + 1
        acc, num, den = self.acc, self.num, self.den
        t = 0
        acc = [(t := (a + n + n) * odd + (t >> 32)) & LIMB for a, n in zip(acc, num)]
        t = 0
        den = [(t := d * odd + (t >> 32)) & LIMB for d in den]
        t = 0
        num = [(t := n * k + (t >> 32)) & LIMB for n in num]
        if den[-1]:
            acc.append(LIMB if acc[-1] >> 31 else 0)
            num.append(0)
            den.append(0)
        self.acc, self.num, self.den = acc, num, den

    def remove_digit(self, digit):
        """acc = (acc - den digit) 10, num = num 10."""
        t = 0
        self.acc = [
            (t := (a - d * digit) * 10 + (t >> 32)) & LIMB for a, d in zip(self.acc, self.den)
        ]
        t = 0
        self.num = [(t := n * 10 + (t >> 32)) & LIMB for n in self.num]

    def at_least(self, x, y):
        """Whether x num + acc >= y den, from -1 to 4 and 0 to 10.

        From the top, until what is left of the lower limbs, more than -11 and less than 5 of
        this one's units, cannot change the sign.
        """
        acc, num, den = self.acc, self.num, self.den
        i = len(acc) - 1
        top = acc[i]
        total = (top - (top >> 31 << 32)) + num[i] * x - den[i] * y
        while i and -5 < total < 11:
            i -= 1
            total = (total << 32) + acc[i] + num[i] * x - den[i] * y
        return total >= 0

    def next_digit(self):
        while True:
            self.next_term()
            if not self.at_least(-1, 0):  # num > acc
                continue
            digit = 0
            while self.at_least(3, digit + 1):
                digit += 1
            if not self.at_least(4, digit + 1):
                self.remove_digit(digit)
                return digit


def run(n, seed, state):
    spigot = Spigot()
    lines = []
    for start in range(0, n, 10):
        end = min(start + 10, n)
        digits = "".join([str(spigot.next_digit()) for _ in range(start, end)])
        lines.append(f"{digits:10}\t:{end}\n")
    return "".join(lines)


pj.main(run)
