# SPDX-License-Identifier: MIT
"""DNA sequences, each reversed and complemented by bytes.translate: definition in ../README.md."""

import pj

COLUMNS = 60
CHUNK = 100 * COLUMNS  # letters: a hundred lines of the answer


def complement():
    letters, others = b"ACGTUMRWSYKVHDBN", b"TGCAAKYWSRMBDHVN"
    return bytes.maketrans(letters + letters.lower(), others + others)


def put_lines(answer, text, start, end, table):
    """Append the lines of TEXT from START to END to ANSWER."""
    letters = (end - start) * COLUMNS // (COLUMNS + 1)
    while letters:
        # The letter k of a record has k // 60 newlines before it.
        first = max(letters - CHUNK, 0)
        chunk = text[start + first + first // COLUMNS:start + letters + letters // COLUMNS]
        chunk = chunk.translate(table, b"\n")[::-1]
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
