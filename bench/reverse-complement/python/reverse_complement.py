# SPDX-License-Identifier: MIT
"""DNA sequences, each reversed and complemented: definition in ../README.md."""

from operator import itemgetter

import pj

COLUMNS = 60
CHUNK = 100 * COLUMNS  # letters: a hundred lines of the answer
LINES = itemgetter(*[slice(at, at + COLUMNS) for at in range(0, CHUNK, COLUMNS)])
BLOCK = 65536  # bytes that are read at once


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
    if text.endswith(b"\n", start, end):
        end -= 1
    letters = end - start - (end - start) // (COLUMNS + 1)
    while letters:
        # The letter k of a record has k // 60 newlines before it.
        first = max(letters - CHUNK, 0)
        last = min(start + letters + letters // COLUMNS, end)
        chunk = reverse(text[start + first + first // COLUMNS:last], table)
        if letters - first == CHUNK:
            answer += b"\n".join(LINES(chunk))
        else:
            answer += b"\n".join(
                [chunk[at:at + COLUMNS] for at in range(0, letters - first, COLUMNS)]
            )
        answer += b"\n"
        pj.flush(answer)
        letters = first


def find(text, length, byte, start):
    """Return where BYTE is in the LENGTH bytes of TEXT, from START on, or else their end.

    And how many bytes they are then: it reads that far. TEXT's memory is that of the longest record.
    """
    while (at := text.find(byte, start, length)) < 0:
        start = length
        if len(text) < length + BLOCK:
            text += bytes(BLOCK)
        length += pj.read_part(memoryview(text)[length:length + BLOCK])
        if length == start:
            return length, length
    return at, length


def setup(n, seed):
    pj.keep_input()


def run(n, seed, state):
    table = complement()
    answer = bytearray()
    text = bytearray()  # a record and the beginning of the next, as they were read
    length = 0
    while True:
        start, length = find(text, length, b"\n", 0)
        if length == 0:
            return answer
        start = min(start + 1, length)
        end, length = find(text, length, b">", start)
        answer += memoryview(text)[:start]
        put_lines(answer, text, start, end, table)
        text[:length - end] = text[end:length]
        length -= end


pj.main(run, setup)
