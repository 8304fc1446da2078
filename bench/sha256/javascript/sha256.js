// SPDX-License-Identifier: MIT
// SHA-256 of a digest written twice, again and again: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const BLOCK = 64;
const DIGEST = 32;
const LENGTH = 8;

// prettier-ignore
const constants = Int32Array.of(
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
);
// prettier-ignore
const start = Int32Array.of(
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
);

// Scratch of sha256(): typed arrays made anew for each message take longer than its rounds.
const state = new Int32Array(8);
const lastBytes = new Uint8Array(2 * BLOCK);
const last = new DataView(lastBytes.buffer);

// The words are variables, 16 rounds are written out, and each rotation in full: V8 calls or
// inlines a function for it at a price. The variables are named anew in each round, so that none
// need move. One of p and q is b ^ c, the other a ^ b, which the next round needs.
// prettier-ignore
function compress(block, at) {
    let w0 = block.getInt32(at);
    let w1 = block.getInt32(at + 4);
    let w2 = block.getInt32(at + 8);
    let w3 = block.getInt32(at + 12);
    let w4 = block.getInt32(at + 16);
    let w5 = block.getInt32(at + 20);
    let w6 = block.getInt32(at + 24);
    let w7 = block.getInt32(at + 28);
    let w8 = block.getInt32(at + 32);
    let w9 = block.getInt32(at + 36);
    let w10 = block.getInt32(at + 40);
    let w11 = block.getInt32(at + 44);
    let w12 = block.getInt32(at + 48);
    let w13 = block.getInt32(at + 52);
    let w14 = block.getInt32(at + 56);
    let w15 = block.getInt32(at + 60);
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    let p = b ^ c;
    let q = 0;
    for (let t = 0; t < 64; t += 16) {
        if (t > 0) {
            w0 = (w0 + w9 + ((w1 >>> 7 | w1 << 25) ^ (w1 >>> 18 | w1 << 14) ^ w1 >>> 3) +
                ((w14 >>> 17 | w14 << 15) ^ (w14 >>> 19 | w14 << 13) ^ w14 >>> 10)) | 0;
            w1 = (w1 + w10 + ((w2 >>> 7 | w2 << 25) ^ (w2 >>> 18 | w2 << 14) ^ w2 >>> 3) +
                ((w15 >>> 17 | w15 << 15) ^ (w15 >>> 19 | w15 << 13) ^ w15 >>> 10)) | 0;
            w2 = (w2 + w11 + ((w3 >>> 7 | w3 << 25) ^ (w3 >>> 18 | w3 << 14) ^ w3 >>> 3) +
                ((w0 >>> 17 | w0 << 15) ^ (w0 >>> 19 | w0 << 13) ^ w0 >>> 10)) | 0;
            w3 = (w3 + w12 + ((w4 >>> 7 | w4 << 25) ^ (w4 >>> 18 | w4 << 14) ^ w4 >>> 3) +
                ((w1 >>> 17 | w1 << 15) ^ (w1 >>> 19 | w1 << 13) ^ w1 >>> 10)) | 0;
            w4 = (w4 + w13 + ((w5 >>> 7 | w5 << 25) ^ (w5 >>> 18 | w5 << 14) ^ w5 >>> 3) +
                ((w2 >>> 17 | w2 << 15) ^ (w2 >>> 19 | w2 << 13) ^ w2 >>> 10)) | 0;
            w5 = (w5 + w14 + ((w6 >>> 7 | w6 << 25) ^ (w6 >>> 18 | w6 << 14) ^ w6 >>> 3) +
                ((w3 >>> 17 | w3 << 15) ^ (w3 >>> 19 | w3 << 13) ^ w3 >>> 10)) | 0;
            w6 = (w6 + w15 + ((w7 >>> 7 | w7 << 25) ^ (w7 >>> 18 | w7 << 14) ^ w7 >>> 3) +
                ((w4 >>> 17 | w4 << 15) ^ (w4 >>> 19 | w4 << 13) ^ w4 >>> 10)) | 0;
            w7 = (w7 + w0 + ((w8 >>> 7 | w8 << 25) ^ (w8 >>> 18 | w8 << 14) ^ w8 >>> 3) +
                ((w5 >>> 17 | w5 << 15) ^ (w5 >>> 19 | w5 << 13) ^ w5 >>> 10)) | 0;
            w8 = (w8 + w1 + ((w9 >>> 7 | w9 << 25) ^ (w9 >>> 18 | w9 << 14) ^ w9 >>> 3) +
                ((w6 >>> 17 | w6 << 15) ^ (w6 >>> 19 | w6 << 13) ^ w6 >>> 10)) | 0;
            w9 = (w9 + w2 + ((w10 >>> 7 | w10 << 25) ^ (w10 >>> 18 | w10 << 14) ^ w10 >>> 3) +
                ((w7 >>> 17 | w7 << 15) ^ (w7 >>> 19 | w7 << 13) ^ w7 >>> 10)) | 0;
            w10 = (w10 + w3 + ((w11 >>> 7 | w11 << 25) ^ (w11 >>> 18 | w11 << 14) ^ w11 >>> 3) +
                ((w8 >>> 17 | w8 << 15) ^ (w8 >>> 19 | w8 << 13) ^ w8 >>> 10)) | 0;
            w11 = (w11 + w4 + ((w12 >>> 7 | w12 << 25) ^ (w12 >>> 18 | w12 << 14) ^ w12 >>> 3) +
                ((w9 >>> 17 | w9 << 15) ^ (w9 >>> 19 | w9 << 13) ^ w9 >>> 10)) | 0;
            w12 = (w12 + w5 + ((w13 >>> 7 | w13 << 25) ^ (w13 >>> 18 | w13 << 14) ^ w13 >>> 3) +
                ((w10 >>> 17 | w10 << 15) ^ (w10 >>> 19 | w10 << 13) ^ w10 >>> 10)) | 0;
            w13 = (w13 + w6 + ((w14 >>> 7 | w14 << 25) ^ (w14 >>> 18 | w14 << 14) ^ w14 >>> 3) +
                ((w11 >>> 17 | w11 << 15) ^ (w11 >>> 19 | w11 << 13) ^ w11 >>> 10)) | 0;
            w14 = (w14 + w7 + ((w15 >>> 7 | w15 << 25) ^ (w15 >>> 18 | w15 << 14) ^ w15 >>> 3) +
                ((w12 >>> 17 | w12 << 15) ^ (w12 >>> 19 | w12 << 13) ^ w12 >>> 10)) | 0;
            w15 = (w15 + w8 + ((w0 >>> 7 | w0 << 25) ^ (w0 >>> 18 | w0 << 14) ^ w0 >>> 3) +
                ((w13 >>> 17 | w13 << 15) ^ (w13 >>> 19 | w13 << 13) ^ w13 >>> 10)) | 0;
        }
        h = (h + constants[t] + w0 + (g ^ e & (f ^ g)) +
            ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))) | 0;
        d = (d + h) | 0;
        q = a ^ b;
        h = (h + (b ^ q & p) +
            ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10))) | 0;
        g = (g + constants[t + 1] + w1 + (f ^ d & (e ^ f)) +
            ((d >>> 6 | d << 26) ^ (d >>> 11 | d << 21) ^ (d >>> 25 | d << 7))) | 0;
        c = (c + g) | 0;
        p = h ^ a;
        g = (g + (a ^ p & q) +
            ((h >>> 2 | h << 30) ^ (h >>> 13 | h << 19) ^ (h >>> 22 | h << 10))) | 0;
        f = (f + constants[t + 2] + w2 + (e ^ c & (d ^ e)) +
            ((c >>> 6 | c << 26) ^ (c >>> 11 | c << 21) ^ (c >>> 25 | c << 7))) | 0;
        b = (b + f) | 0;
        q = g ^ h;
        f = (f + (h ^ q & p) +
            ((g >>> 2 | g << 30) ^ (g >>> 13 | g << 19) ^ (g >>> 22 | g << 10))) | 0;
        e = (e + constants[t + 3] + w3 + (d ^ b & (c ^ d)) +
            ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7))) | 0;
        a = (a + e) | 0;
        p = f ^ g;
        e = (e + (g ^ p & q) +
            ((f >>> 2 | f << 30) ^ (f >>> 13 | f << 19) ^ (f >>> 22 | f << 10))) | 0;
        d = (d + constants[t + 4] + w4 + (c ^ a & (b ^ c)) +
            ((a >>> 6 | a << 26) ^ (a >>> 11 | a << 21) ^ (a >>> 25 | a << 7))) | 0;
        h = (h + d) | 0;
        q = e ^ f;
        d = (d + (f ^ q & p) +
            ((e >>> 2 | e << 30) ^ (e >>> 13 | e << 19) ^ (e >>> 22 | e << 10))) | 0;
        c = (c + constants[t + 5] + w5 + (b ^ h & (a ^ b)) +
            ((h >>> 6 | h << 26) ^ (h >>> 11 | h << 21) ^ (h >>> 25 | h << 7))) | 0;
        g = (g + c) | 0;
        p = d ^ e;
        c = (c + (e ^ p & q) +
            ((d >>> 2 | d << 30) ^ (d >>> 13 | d << 19) ^ (d >>> 22 | d << 10))) | 0;
        b = (b + constants[t + 6] + w6 + (a ^ g & (h ^ a)) +
            ((g >>> 6 | g << 26) ^ (g >>> 11 | g << 21) ^ (g >>> 25 | g << 7))) | 0;
        f = (f + b) | 0;
        q = c ^ d;
        b = (b + (d ^ q & p) +
            ((c >>> 2 | c << 30) ^ (c >>> 13 | c << 19) ^ (c >>> 22 | c << 10))) | 0;
        a = (a + constants[t + 7] + w7 + (h ^ f & (g ^ h)) +
            ((f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7))) | 0;
        e = (e + a) | 0;
        p = b ^ c;
        a = (a + (c ^ p & q) +
            ((b >>> 2 | b << 30) ^ (b >>> 13 | b << 19) ^ (b >>> 22 | b << 10))) | 0;
        h = (h + constants[t + 8] + w8 + (g ^ e & (f ^ g)) +
            ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))) | 0;
        d = (d + h) | 0;
        q = a ^ b;
        h = (h + (b ^ q & p) +
            ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10))) | 0;
        g = (g + constants[t + 9] + w9 + (f ^ d & (e ^ f)) +
            ((d >>> 6 | d << 26) ^ (d >>> 11 | d << 21) ^ (d >>> 25 | d << 7))) | 0;
        c = (c + g) | 0;
        p = h ^ a;
        g = (g + (a ^ p & q) +
            ((h >>> 2 | h << 30) ^ (h >>> 13 | h << 19) ^ (h >>> 22 | h << 10))) | 0;
        f = (f + constants[t + 10] + w10 + (e ^ c & (d ^ e)) +
            ((c >>> 6 | c << 26) ^ (c >>> 11 | c << 21) ^ (c >>> 25 | c << 7))) | 0;
        b = (b + f) | 0;
        q = g ^ h;
        f = (f + (h ^ q & p) +
            ((g >>> 2 | g << 30) ^ (g >>> 13 | g << 19) ^ (g >>> 22 | g << 10))) | 0;
        e = (e + constants[t + 11] + w11 + (d ^ b & (c ^ d)) +
            ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7))) | 0;
        a = (a + e) | 0;
        p = f ^ g;
        e = (e + (g ^ p & q) +
            ((f >>> 2 | f << 30) ^ (f >>> 13 | f << 19) ^ (f >>> 22 | f << 10))) | 0;
        d = (d + constants[t + 12] + w12 + (c ^ a & (b ^ c)) +
            ((a >>> 6 | a << 26) ^ (a >>> 11 | a << 21) ^ (a >>> 25 | a << 7))) | 0;
        h = (h + d) | 0;
        q = e ^ f;
        d = (d + (f ^ q & p) +
            ((e >>> 2 | e << 30) ^ (e >>> 13 | e << 19) ^ (e >>> 22 | e << 10))) | 0;
        c = (c + constants[t + 13] + w13 + (b ^ h & (a ^ b)) +
            ((h >>> 6 | h << 26) ^ (h >>> 11 | h << 21) ^ (h >>> 25 | h << 7))) | 0;
        g = (g + c) | 0;
        p = d ^ e;
        c = (c + (e ^ p & q) +
            ((d >>> 2 | d << 30) ^ (d >>> 13 | d << 19) ^ (d >>> 22 | d << 10))) | 0;
        b = (b + constants[t + 14] + w14 + (a ^ g & (h ^ a)) +
            ((g >>> 6 | g << 26) ^ (g >>> 11 | g << 21) ^ (g >>> 25 | g << 7))) | 0;
        f = (f + b) | 0;
        q = c ^ d;
        b = (b + (d ^ q & p) +
            ((c >>> 2 | c << 30) ^ (c >>> 13 | c << 19) ^ (c >>> 22 | c << 10))) | 0;
        a = (a + constants[t + 15] + w15 + (h ^ f & (g ^ h)) +
            ((f >>> 6 | f << 26) ^ (f >>> 11 | f << 21) ^ (f >>> 25 | f << 7))) | 0;
        e = (e + a) | 0;
        p = b ^ c;
        a = (a + (c ^ p & q) +
            ((b >>> 2 | b << 30) ^ (b >>> 13 | b << 19) ^ (b >>> 22 | b << 10))) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

// Of a message of any length, both as DataView: getInt32 takes the highest byte first. The digest
// may be where the message is.
function sha256(message, digest) {
    const length = message.byteLength;
    const rest = length % BLOCK;
    const whole = length - rest;
    const end = rest < BLOCK - LENGTH ? BLOCK : 2 * BLOCK;
    state.set(start);
    for (let i = 0; i < whole; i += BLOCK) compress(message, i);
    lastBytes.fill(0);
    for (let i = 0; i < rest; i++) lastBytes[i] = message.getUint8(whole + i);
    lastBytes[rest] = 0x80;
    last.setUint32(end - 8, length / 2 ** 29);
    last.setUint32(end - 4, length << 3);
    for (let i = 0; i < end; i += BLOCK) compress(last, i);
    for (let i = 0; i < 8; i++) digest.setInt32(4 * i, state[i]);
}

function run(n) {
    const bytes = Buffer.alloc(2 * DIGEST);
    const view = (length) => new DataView(bytes.buffer, bytes.byteOffset, length);
    const message = view(2 * DIGEST);
    sha256(view(bytes.write("rapl")), message);
    for (let i = 0; i < n; i++) {
        bytes.copyWithin(DIGEST, 0, DIGEST);
        sha256(message, message);
    }
    return `digest ${bytes.toString("hex", 0, DIGEST)}\n`;
}

pj.main(run);
