# SPDX-License-Identifier: MIT
"""The words of a text, found by re and counted by collections.Counter: definition in ../README.md."""

import re
from collections import Counter

import pj
from wordfreq import report, write_text


def run(n, seed, text):
    # Word by word: a list of all the words would be eight times the text.
    found = Counter(map(re.Match.group, re.finditer(b"[a-z]+", text.lower())))
    counts = {word.decode(): count for word, count in found.items()}
    return report(len(text), sum(counts.values()), counts)


pj.main(run, write_text)
