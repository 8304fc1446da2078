# SPDX-License-Identifier: MIT
"""How often each k letters of a DNA sequence occur: definition in ../README.md.

The keys are slices.
"""

from collections import Counter

import pj

NAMES = "GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"

CHUNK = 6000  # keys that are held at once


def count(letters, k):
    """Count all K letters in a row."""
    counts = Counter()
    end = len(letters) - k + 1
    for start in range(0, end, CHUNK):
        counts.update([letters[at:at + k] for at in range(start, min(start + CHUNK, end))])
    return counts


def frequencies(letters, k):
    counts = count(letters, k)
    total = len(letters) - k + 1
    found = sorted((-times, name) for name, times in counts.items())
    return "".join([f"{name} {100.0 * -times / total:.3f}\n" for times, name in found])


def setup(n, seed):
    return pj.read_input()


def run(n, seed, text):
    third = text.index(b"\n", text.index(b">TH")) + 1
    letters = text[third:].replace(b"\n", b"").decode().upper()
    answer = [frequencies(letters, 1), "\n", frequencies(letters, 2), "\n"]
    answer += [f"{count(letters, len(name))[name]}\t{name}\n" for name in NAMES]
    return "".join(answer)


pj.main(run, setup)
