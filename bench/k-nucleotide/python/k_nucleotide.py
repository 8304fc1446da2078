# SPDX-License-Identifier: MIT
"""How often each k letters of a DNA sequence occur: definition in ../README.md."""

from collections import Counter

import pj

LETTERS = "ACGT"
TO_CODES = bytes.maketrans(b"ACGTacgt", bytes([0, 1, 2, 3] * 2))
NAMES = "GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"

BLOCK = 65536  # bytes that are read at once
CHUNK = 6000  # keys that are held at once


def count(codes, k):
    """Count all K letters in a row."""
    counts = Counter()
    mask = 4**k - 1
    key = 0
    for code in codes[:k - 1]:
        key = key << 2 | code
    for at in range(k - 1, len(codes), CHUNK):
        counts.update([key := (key * 4 + code) & mask for code in codes[at:at + CHUNK]])
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
    """Return the letters of the third and last record as codes: the whole input would double the memory."""
    codes = bytearray()
    try:
        with open(0, "rb", closefd=False) as lines:
            for line in lines:
                if line.startswith(b">TH"):
                    break
            while piece := lines.read(BLOCK):
                codes += piece.translate(TO_CODES, b"\n")
    except OSError:
        pj.fail(pj.NO_INPUT, "cannot read the input")
    return codes


def run(n, seed, codes):
    answer = [frequencies(codes, 1), "\n", frequencies(codes, 2), "\n"]
    answer += [occurrences(codes, name) for name in NAMES]
    return "".join(answer)


pj.main(run, setup)
