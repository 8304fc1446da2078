# SPDX-License-Identifier: MIT
"""How often each k letters of a DNA sequence occur, counted on all CPUs: definition in ../README.md."""

import os
import sys
from collections import Counter

import pj

LETTERS = "ACGT"
TO_CODES = bytes.maketrans(b"ACGTacgt", bytes([0, 1, 2, 3] * 2))
QUESTIONS = 1, 2, "GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"

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


def answer_some(codes, queue, answers):
    """Answer the questions whose numbers are read from the queue, until that is at its end."""
    while number := os.read(queue, 1):
        question = QUESTIONS[int(number)]
        if isinstance(question, int):
            answer = frequencies(codes, question) + "\n"
        else:
            answer = occurrences(codes, question)
        os.write(answers, number + answer.encode() + b"\f")


def answer_all(codes):
    """The calling process answers questions too. All answers together fit into the pipe."""
    queue, numbers = os.pipe()
    reading, answers = os.pipe()
    children = []
    for _ in range(1, min(len(os.sched_getaffinity(0)), len(QUESTIONS))):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.close(numbers)
                answer_some(codes, queue, answers)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    os.write(numbers, b"6543210")  # the last takes the most time
    os.close(numbers)
    answer_some(codes, queue, answers)
    for child in children:
        if os.waitpid(child, 0)[1] != 0:
            sys.exit("a child failed")
    answer = os.read(reading, 4096).decode()
    for descriptor in queue, reading, answers:
        os.close(descriptor)
    return "".join([part[1:] for part in sorted(answer.split("\f"))])


def setup(n, seed):
    return pj.read_input()


def run(n, seed, text):
    third = text.index(b"\n", text.index(b">TH")) + 1
    return answer_all(text[third:].translate(TO_CODES, b"\n"))


pj.main(run, setup)
