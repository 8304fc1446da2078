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
    (b"tHa[Nt]", b"<4>"),
    (b"aND|caN|Ha[DS]|WaS", b"<3>"),
    (b"a[NSt]|BY", b"<2>"),
    (b"<[^>]*>", b"|"),
    (rb"\|[^|][^|]*\|", b"-"),
]


def setup(n, seed):
    return pj.read_input()


def run(n, seed, text):
    read = len(text)
    text = re.sub(b">.*\n|\n", b"", text)
    stripped = len(text)
    answer = [f"{pattern} {len(re.findall(pattern.encode(), text))}\n" for pattern in COUNTED]
    for pattern, replacement in REPLACED:
        text = re.sub(pattern, replacement, text)
    answer.append(f"\n{read}\n{stripped}\n{len(text)}\n")
    return "".join(answer)


pj.main(run, setup)
