# SPDX-License-Identifier: MIT
"""DNA sequences, each reversed and complemented: definition in ../README.md."""

from operator import itemgetter

import pj

COLUMNS = 60
CHUNK = 100 * COLUMNS  # letters: a hundred lines of the answer


def complement():
    table = [0] * 256
    for letter, other in zip(b"ACGTUMRWSYKVHDBN", b"TGCAAKYWSRMBDHVN"):
        table[letter] = table[letter | 0x20] = other
    return table


def reverse(lines, table):
    """Return the letters of LINES, complemented, the last one first."""
    letters = lines.replace(b"\n", b"")[::-1]
    # One call looks up all its arguments, quicker than map() does. Of one it would make no tuple.
    return bytes(itemgetter(*letters, 0)(table))[:-1]


def put_lines(answer, text, start, end, table):
    """Append the lines of TEXT from START to END to ANSWER."""
    letters = (end - start) * COLUMNS // (COLUMNS + 1)
    while letters:
        # The letter k of a record has k // 60 newlines before it.
        first = max(letters - CHUNK, 0)
        chunk = reverse(
            text[start + first + first // COLUMNS:start + letters + letters // COLUMNS], table
        )
        lines = [chunk[at:at + COLUMNS] for at in range(0, letters - first, COLUMNS)]
        lines.append(b"")
        answer += b"\n".join(lines)
        pj.flush(answer)
        letters = first


def setup(n, seed):
    return pj.read_input()


def run(n, seed, text):
    table = complement()
    answer = bytearray()
    at = 0
    while at < len(text):
        start = text.index(b"\n", at) + 1
        end = text.find(b">", start)
        if end < 0:
            end = len(text)
        answer += text[at:start]
        put_lines(answer, text, start, end, table)
        at = end
    return answer


pj.main(run, setup)
