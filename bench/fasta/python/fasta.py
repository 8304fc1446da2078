# SPDX-License-Identifier: MIT
"""DNA sequences, one repeated and two random, as lines of text: definition in ../README.md."""

import pj

COLUMNS = 60
CHUNK = 100 * COLUMNS

ALU = (
    b"GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG"
    b"GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA"
    b"CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT"
    b"ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA"
    b"GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG"
    b"AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC"
    b"AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA"
)


def repeat_alu(out, letters):
    twice = ALU + ALU  # a line never has to go back to the start
    at = 0
    while letters > 0:
        out += twice[at : at + min(letters, COLUMNS)]
        out += b"\n"
        at = (at + COLUMNS) % len(ALU)
        if at == 0:  # after 287 lines
            pj.flush(out)
        letters -= COLUMNS


# The scan is written out, comparison by comparison: a loop costs half as much again.
# The end of a letter's interval bears the letter's name.


def draw_iub(count, state):
    """Return COUNT of the IUB codes and the generator's state."""
    a = 0.27
    c = a + 0.12
    g = c + 0.12
    t = g + 0.27
    B = t + 0.02
    D = B + 0.02
    H = D + 0.02
    K = H + 0.02
    M = K + 0.02
    N = M + 0.02
    R = N + 0.02
    S = R + 0.02
    V = S + 0.02
    W = V + 0.02
    drawn = [
        "a" if (r := (state := (state * 3877 + 29573) % 139968) / 139968) < a
        else "c" if r < c
        else "g" if r < g
        else "t" if r < t
        else "B" if r < B
        else "D" if r < D
        else "H" if r < H
        else "K" if r < K
        else "M" if r < M
        else "N" if r < N
        else "R" if r < R
        else "S" if r < S
        else "V" if r < V
        else "W" if r < W
        else "Y"
        for _ in range(count)
    ]
    return "".join(drawn), state


def draw_homo_sapiens(count, state):
    """Return COUNT of the four letters and the generator's state."""
    a = 0.3029549426680
    c = a + 0.1979883004921
    g = c + 0.1975473066391
    drawn = [
        "a" if (r := (state := (state * 3877 + 29573) % 139968) / 139968) < a
        else "c" if r < c
        else "g" if r < g
        else "t"
        for _ in range(count)
    ]
    return "".join(drawn), state


def random_letters(out, letters, draw, state):
    """Return the generator's state."""
    while letters > 0:
        text, state = draw(min(letters, CHUNK), state)
        text = text.encode()
        for at in range(0, len(text), COLUMNS):
            out += text[at : at + COLUMNS]
            out += b"\n"
        pj.flush(out)
        letters -= CHUNK
    return state


def run(n, seed, state):
    out = bytearray(b">ONE Homo sapiens alu\n")
    repeat_alu(out, 2 * n)
    out += b">TWO IUB ambiguity codes\n"
    drawn = random_letters(out, 3 * n, draw_iub, 42)
    out += b">THREE Homo sapiens frequency\n"
    random_letters(out, 5 * n, draw_homo_sapiens, drawn)
    return out


pj.main(run)
