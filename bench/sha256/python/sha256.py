# SPDX-License-Identifier: MIT
"""SHA-256 of a digest written twice, again and again: definition in ../README.md."""

import struct

import pj

START = (
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
)
CONSTANTS = (
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
)
BY_SIXTEEN = tuple(zip(*[iter(CONSTANTS)] * 16))
LAST = CONSTANTS[-1]
WORDS = struct.Struct(">16I")

# x * 0x100000001 is x twice, side by side: a shift of it is a rotation of x, in the low 32 bits.
# What stands above them is cut off where the sum is.


def compress(state, block):
    w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15 = WORDS.unpack(block)
    a, b, c, d, e, f, g, h = state
    p = b ^ c
    # Sixteen rounds a turn, then the words of the next. The variables are named anew in each round,
    # so that none need move; after eight rounds each has its name again. One of p and q is b ^ c,
    # the other a ^ b, which the next round needs.
    for k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11, k12, k13, k14, k15 in BY_SIXTEEN:
        x = e * 0x100000001
        h += k0 + w0 + (g ^ e & (f ^ g)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        d = d + h & 0xFFFFFFFF
        x = a * 0x100000001
        q = a ^ b
        h = h + (b ^ q & p) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = d * 0x100000001
        g += k1 + w1 + (f ^ d & (e ^ f)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        c = c + g & 0xFFFFFFFF
        x = h * 0x100000001
        p = h ^ a
        g = g + (a ^ p & q) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = c * 0x100000001
        f += k2 + w2 + (e ^ c & (d ^ e)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        b = b + f & 0xFFFFFFFF
        x = g * 0x100000001
        q = g ^ h
        f = f + (h ^ q & p) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = b * 0x100000001
        e += k3 + w3 + (d ^ b & (c ^ d)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        a = a + e & 0xFFFFFFFF
        x = f * 0x100000001
        p = f ^ g
        e = e + (g ^ p & q) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = a * 0x100000001
        d += k4 + w4 + (c ^ a & (b ^ c)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        h = h + d & 0xFFFFFFFF
        x = e * 0x100000001
        q = e ^ f
        d = d + (f ^ q & p) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = h * 0x100000001
        c += k5 + w5 + (b ^ h & (a ^ b)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        g = g + c & 0xFFFFFFFF
        x = d * 0x100000001
        p = d ^ e
        c = c + (e ^ p & q) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = g * 0x100000001
        b += k6 + w6 + (a ^ g & (h ^ a)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        f = f + b & 0xFFFFFFFF
        x = c * 0x100000001
        q = c ^ d
        b = b + (d ^ q & p) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = f * 0x100000001
        a += k7 + w7 + (h ^ f & (g ^ h)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        e = e + a & 0xFFFFFFFF
        x = b * 0x100000001
        p = b ^ c
        a = a + (c ^ p & q) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = e * 0x100000001
        h += k8 + w8 + (g ^ e & (f ^ g)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        d = d + h & 0xFFFFFFFF
        x = a * 0x100000001
        q = a ^ b
        h = h + (b ^ q & p) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = d * 0x100000001
        g += k9 + w9 + (f ^ d & (e ^ f)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        c = c + g & 0xFFFFFFFF
        x = h * 0x100000001
        p = h ^ a
        g = g + (a ^ p & q) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = c * 0x100000001
        f += k10 + w10 + (e ^ c & (d ^ e)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        b = b + f & 0xFFFFFFFF
        x = g * 0x100000001
        q = g ^ h
        f = f + (h ^ q & p) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = b * 0x100000001
        e += k11 + w11 + (d ^ b & (c ^ d)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        a = a + e & 0xFFFFFFFF
        x = f * 0x100000001
        p = f ^ g
        e = e + (g ^ p & q) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = a * 0x100000001
        d += k12 + w12 + (c ^ a & (b ^ c)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        h = h + d & 0xFFFFFFFF
        x = e * 0x100000001
        q = e ^ f
        d = d + (f ^ q & p) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = h * 0x100000001
        c += k13 + w13 + (b ^ h & (a ^ b)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        g = g + c & 0xFFFFFFFF
        x = d * 0x100000001
        p = d ^ e
        c = c + (e ^ p & q) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = g * 0x100000001
        b += k14 + w14 + (a ^ g & (h ^ a)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        f = f + b & 0xFFFFFFFF
        x = c * 0x100000001
        q = c ^ d
        b = b + (d ^ q & p) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        x = f * 0x100000001
        a += k15 + w15 + (h ^ f & (g ^ h)) + (x >> 6 ^ x >> 11 ^ x >> 25)
        e = e + a & 0xFFFFFFFF
        x = b * 0x100000001
        p = b ^ c
        a = a + (c ^ p & q) + (x >> 2 ^ x >> 13 ^ x >> 22) & 0xFFFFFFFF
        if k15 == LAST:
            break
        x = w1 * 0x100000001
        y = w14 * 0x100000001
        w0 = w0 + w9 + (x >> 7 ^ x >> 18 ^ w1 >> 3) + (y >> 17 ^ y >> 19 ^ w14 >> 10) & 0xFFFFFFFF
        x = w2 * 0x100000001
        y = w15 * 0x100000001
        w1 = w1 + w10 + (x >> 7 ^ x >> 18 ^ w2 >> 3) + (y >> 17 ^ y >> 19 ^ w15 >> 10) & 0xFFFFFFFF
        x = w3 * 0x100000001
        y = w0 * 0x100000001
        w2 = w2 + w11 + (x >> 7 ^ x >> 18 ^ w3 >> 3) + (y >> 17 ^ y >> 19 ^ w0 >> 10) & 0xFFFFFFFF
        x = w4 * 0x100000001
        y = w1 * 0x100000001
        w3 = w3 + w12 + (x >> 7 ^ x >> 18 ^ w4 >> 3) + (y >> 17 ^ y >> 19 ^ w1 >> 10) & 0xFFFFFFFF
        x = w5 * 0x100000001
        y = w2 * 0x100000001
        w4 = w4 + w13 + (x >> 7 ^ x >> 18 ^ w5 >> 3) + (y >> 17 ^ y >> 19 ^ w2 >> 10) & 0xFFFFFFFF
        x = w6 * 0x100000001
        y = w3 * 0x100000001
        w5 = w5 + w14 + (x >> 7 ^ x >> 18 ^ w6 >> 3) + (y >> 17 ^ y >> 19 ^ w3 >> 10) & 0xFFFFFFFF
        x = w7 * 0x100000001
        y = w4 * 0x100000001
        w6 = w6 + w15 + (x >> 7 ^ x >> 18 ^ w7 >> 3) + (y >> 17 ^ y >> 19 ^ w4 >> 10) & 0xFFFFFFFF
        x = w8 * 0x100000001
        y = w5 * 0x100000001
        w7 = w7 + w0 + (x >> 7 ^ x >> 18 ^ w8 >> 3) + (y >> 17 ^ y >> 19 ^ w5 >> 10) & 0xFFFFFFFF
        x = w9 * 0x100000001
        y = w6 * 0x100000001
        w8 = w8 + w1 + (x >> 7 ^ x >> 18 ^ w9 >> 3) + (y >> 17 ^ y >> 19 ^ w6 >> 10) & 0xFFFFFFFF
        x = w10 * 0x100000001
        y = w7 * 0x100000001
        w9 = w9 + w2 + (x >> 7 ^ x >> 18 ^ w10 >> 3) + (y >> 17 ^ y >> 19 ^ w7 >> 10) & 0xFFFFFFFF
        x = w11 * 0x100000001
        y = w8 * 0x100000001
        w10 = w10 + w3 + (x >> 7 ^ x >> 18 ^ w11 >> 3) + (y >> 17 ^ y >> 19 ^ w8 >> 10) & 0xFFFFFFFF
        x = w12 * 0x100000001
        y = w9 * 0x100000001
        w11 = w11 + w4 + (x >> 7 ^ x >> 18 ^ w12 >> 3) + (y >> 17 ^ y >> 19 ^ w9 >> 10) & 0xFFFFFFFF
        x = w13 * 0x100000001
        y = w10 * 0x100000001
        w12 = w12 + w5 + (x >> 7 ^ x >> 18 ^ w13 >> 3) + (y >> 17 ^ y >> 19 ^ w10 >> 10) & 0xFFFFFFFF
        x = w14 * 0x100000001
        y = w11 * 0x100000001
        w13 = w13 + w6 + (x >> 7 ^ x >> 18 ^ w14 >> 3) + (y >> 17 ^ y >> 19 ^ w11 >> 10) & 0xFFFFFFFF
        x = w15 * 0x100000001
        y = w12 * 0x100000001
        w14 = w14 + w7 + (x >> 7 ^ x >> 18 ^ w15 >> 3) + (y >> 17 ^ y >> 19 ^ w12 >> 10) & 0xFFFFFFFF
        x = w0 * 0x100000001
        y = w13 * 0x100000001
        w15 = w15 + w8 + (x >> 7 ^ x >> 18 ^ w0 >> 3) + (y >> 17 ^ y >> 19 ^ w13 >> 10) & 0xFFFFFFFF
    return [x + y & 0xFFFFFFFF for x, y in zip(state, (a, b, c, d, e, f, g, h))]


def sha256(message):
    length = len(message)
    message += b"\x80" + bytes((55 - length) % 64) + (8 * length).to_bytes(8, "big")
    state = START
    for i in range(0, len(message), 64):
        state = compress(state, message[i:i + 64])
    return b"".join([word.to_bytes(4, "big") for word in state])


def run(n, seed, state):
    digest = sha256(b"rapl")
    for _ in range(n):
        digest = sha256(digest + digest)
    return f"digest {digest.hex()}\n"


if __name__ == "__main__":
    pj.main(run)
