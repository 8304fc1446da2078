# SPDX-License-Identifier: MIT
"""How often each k letters of a DNA sequence occur: definition in ../README.md."""

from collections import Counter

import pj

LETTERS = "ACGT"
TO_CODES = bytes.maketrans(b"ACGTacgt", bytes([0, 1, 2, 3] * 2))
NAMES = "GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"

CHUNK = 6000  # keys that are held at once


def count(codes, k):
    """Count all K letters in a row."""
    counts = Counter()
    mask = 4**k - 1
    key = 0
    for code in codes[:k - 1]:
        key = key << 2 | code
    for at in range(k - 1, len(codes), CHUNK):
        counts.update([key := (key << 2 | code) & mask for code in codes[at:at + CHUNK]])
    return counts


def name(key, k):
    """Return the letters of a key, the first in the highest bits."""
    return "".join([LETTERS[key >> 2 * i & 3] for i in range(k - 1, -1, -1)])


def frequencies(codes, k):
    counts = count(codes, k)
    total = len(codes) - k + 1
    found = sorted((-times, name(key, k)) for key, times in counts.items())
    return "".join([f"{name} {100.0 * -times / total:.3f}\n" for times, name in found])


def occurrences(codes, name):
    key = 0
    for code in name.encode().translate(TO_CODES):
        key = key << 2 | code
    return f"{count(codes, len(name))[key]}\t{name}\n"


def setup(n, seed):
    return pj.read_input()


def run(n, seed, text):
    third = text.index(b"\n", text.index(b">TH")) + 1
    codes = text[third:].translate(TO_CODES, b"\n")
    answer = [frequencies(codes, 1), "\n", frequencies(codes, 2), "\n"]
    answer += [occurrences(codes, name) for name in NAMES]
    return "".join(answer)


pj.main(run, setup)
