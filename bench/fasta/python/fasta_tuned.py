# SPDX-License-Identifier: MIT
"""DNA sequences as lines of text, a period of each and then copies: ../README.md, "Tuned"."""

from operator import itemgetter

import pj

COLUMNS = 60
PIECE = 65536  # a block of pj.flush()
MODULUS = 139968  # the numbers come back after so many, for none is left out

ALU = (
    b"GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG"
    b"GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA"
    b"CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT"
    b"ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA"
    b"GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG"
    b"AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC"
    b"AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA"
)


IUB = dict(zip(b"acgtBDHKMNRSVWY", (0.27, 0.12, 0.12, 0.27) + (0.02,) * 11))
HOMO_SAPIENS = dict(
    zip(b"acgt", (0.3029549426680, 0.1979883004921, 0.1975473066391, 0.3015094502008))
)


def numbers_below(end):
    """How many numbers are less than END as fractions of MODULUS."""
    number = min(int(end * MODULUS), MODULUS)
    while number > 0 and (number - 1) / MODULUS >= end:
        number -= 1
    while number < MODULUS and number / MODULUS < end:
        number += 1
    return number


def make_table(alphabet):
    """The letter that each number draws."""
    table = bytearray()
    end = 0.0
    for letter, probability in alphabet.items():
        end += probability
        table += bytes((letter,)) * (numbers_below(end) - len(table))
    return table


def put_lines(out, cycle, start, letters):
    """LETTERS letters in lines, those of CYCLE again and again, from START on.

    A block is the text after which it comes back.
    """
    period = len(cycle)
    block_letters = period * (5 if period % 12 == 0 else COLUMNS)  # whole lines and periods
    needed = min(letters, block_letters)
    text = (cycle * ((start + needed) // period + 1))[start : start + needed]
    lines = [text[at : at + COLUMNS] for at in range(0, needed, COLUMNS)]
    lines.append(b"")
    block = memoryview(b"\n".join(lines))
    while letters > 0:
        part = min(letters, block_letters)
        size = part + part // COLUMNS
        for at in range(0, size, PIECE):
            out += block[at : min(at + PIECE, size)]
            pj.flush(out)
        if part % COLUMNS:
            out += b"\n"
        letters -= part


def run(n, seed, state):
    number = 42
    numbers = [number := (number * 3877 + 29573) % MODULUS for _ in range(MODULUS)]
    draw = itemgetter(*numbers)
    out = bytearray(b">ONE Homo sapiens alu\n")
    put_lines(out, ALU, 0, 2 * n)
    out += b">TWO IUB ambiguity codes\n"
    put_lines(out, bytes(draw(make_table(IUB))), 0, 3 * n)
    out += b">THREE Homo sapiens frequency\n"
    put_lines(out, bytes(draw(make_table(HOMO_SAPIENS))), 3 * n % MODULUS, 5 * n)
    return out


pj.main(run)
