# SPDX-License-Identifier: MIT
"""Patterns counted and replaced in DNA by the library's re: definition in ../README.md."""

import re

import pj

COUNTED = [
    "agggtaaa|tttaccct",
    "[cgt]gggtaaa|tttaccc[acg]",
    "a[act]ggtaaa|tttacc[agt]t",
    "ag[act]gtaaa|tttac[agt]ct",
    "agg[act]taaa|ttta[agt]cct",
    "aggg[acg]aaa|ttt[cgt]ccct",
    "agggt[cgt]aa|tt[acg]accct",
    "agggta[cgt]a|t[acg]taccct",
    "agggtaa[cgt]|[acg]ttaccct",
]

REPLACED = [
    ("tHa[Nt]", "<4>"),
    ("aND|caN|Ha[DS]|WaS", "<3>"),
    ("a[NSt]|BY", "<2>"),
    ("<[^>]*>", "|"),
    (r"\|[^|][^|]*\|", "-"),
]


def setup(n, seed):
    pj.keep_input()


def read_text(n):
    """Return the input, some 10.2 N bytes."""
    text = bytearray(11 * n + 65536)
    read = 0
    while got := pj.read_part(memoryview(text)[read:]):
        read += got
        if read == len(text):
            text.extend(bytes(read))
    del text[read:]
    return str(text, "latin-1")


def run(n, seed, state):
    text = read_text(n)
    read = len(text)
    text = re.sub(">.*\n|\n", "", text)
    stripped = len(text)
    answer = [f"{pattern} {len(re.findall(pattern, text))}\n" for pattern in COUNTED]
    for pattern, replacement in REPLACED:
        text = re.sub(pattern, replacement, text)
    answer.append(f"\n{read}\n{stripped}\n{len(text)}\n")
    return "".join(answer)


pj.main(run, setup)
