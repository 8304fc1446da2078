// SPDX-License-Identifier: MIT
// DNA sequences, one repeated and two random, as lines of text: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const COLUMNS = 60;
const ROOM = 2 * 65536; // for a block of pj.flush(), and a header and a line more
const NEWLINE = 10;

const HEADER_ONE = ">ONE Homo sapiens alu\n";
const HEADER_TWO = ">TWO IUB ambiguity codes\n";
const HEADER_THREE = ">THREE Homo sapiens frequency\n";

const ALU =
    "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG" +
    "GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA" +
    "CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT" +
    "ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA" +
    "GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG" +
    "AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC" +
    "AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA";

// letters[i] is drawn with probability[i].
const IUB = {
    letters: "acgtBDHKMNRSVWY",
    probability: [
        0.27, 0.12, 0.12, 0.27, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02,
    ],
};

const HOMO_SAPIENS = {
    letters: "acgt",
    probability: [0.302954942668, 0.1979883004921, 0.1975473066391, 0.3015094502008],
};

function textSize(letters) {
    return letters + Math.ceil(letters / COLUMNS);
}

// Returns where the next byte goes, as the others below do.
function repeatALU(out, at, letters) {
    const twice = Buffer.from(ALU + ALU); // a line never has to go back to the start
    let from = 0;
    for (; letters > 0; letters -= COLUMNS) {
        at += twice.copy(out, at, from, from + Math.min(letters, COLUMNS));
        out[at++] = NEWLINE;
        from = (from + COLUMNS) % ALU.length;
        at = pj.flush(out, at);
    }
    return at;
}

function endsOf(probability) {
    let sum = 0;
    return Float64Array.from(probability, (p) => (sum += p));
}

// In both alphabets, what comparisons give, 0 or 1, is added: where a scan stops cannot be
// predicted. MODULUS is theirs, because a constant of the script would be loaded and divided by.

let state = 42;

function appendHomoSapiens(out, at, count) {
    const MODULUS = 139968;
    const letters = Buffer.from(HOMO_SAPIENS.letters);
    const [a, c, g] = endsOf(HOMO_SAPIENS.probability);
    let s = state;
    for (; count > 0; count -= COLUMNS) {
        const end = at + Math.min(count, COLUMNS);
        for (; at < end; at++) {
            s = (3877 * s + 29573) % MODULUS;
            const r = s / MODULUS;
            out[at] = letters[(a <= r) + (c <= r) + (g <= r)];
        }
        out[at++] = NEWLINE;
        at = pj.flush(out, at);
    }
    state = s;
    return at;
}

// The ends after the fourth are for one letter of five. These letters are listed, and chosen when
// the line is full.
function appendIUB(out, at, count) {
    const MODULUS = 139968;
    const letters = Buffer.from(IUB.letters);
    const [a, c, g, t, B, D, H, K, M, N, R, S, V, W] = endsOf(IUB.probability);
    const drawn = new Float64Array(COLUMNS);
    const column = new Uint8Array(COLUMNS);
    let s = state;
    for (; count > 0; count -= COLUMNS) {
        const length = Math.min(count, COLUMNS);
        let listed = 0;
        for (let i = 0; i < length; i++) {
            s = (3877 * s + 29573) % MODULUS;
            const r = s / MODULUS;
            const k = (a <= r) + (c <= r) + (g <= r) + (t <= r);
            out[at + i] = letters[k];
            drawn[listed] = r;
            column[listed] = i;
            listed += k >> 2;
        }
        for (let i = 0; i < listed; i++) {
            const r = drawn[i];
            const few = (B <= r) + (D <= r) + (H <= r) + (K <= r) + (M <= r);
            const k = 4 + few + (N <= r) + (R <= r) + (S <= r) + (V <= r) + (W <= r);
            out[at + column[i]] = letters[k];
        }
        at += length;
        out[at++] = NEWLINE;
        at = pj.flush(out, at);
    }
    state = s;
    return at;
}

function run(n) {
    const headers = HEADER_ONE.length + HEADER_TWO.length + HEADER_THREE.length;
    const size = headers + textSize(2 * n) + textSize(3 * n) + textSize(5 * n);
    const out = Buffer.allocUnsafe(pj.steady() ? size : ROOM);
    state = 42;
    let at = out.write(HEADER_ONE);
    at = repeatALU(out, at, 2 * n);
    at += out.write(HEADER_TWO, at);
    at = appendIUB(out, at, 3 * n);
    at += out.write(HEADER_THREE, at);
    at = appendHomoSapiens(out, at, 5 * n);
    return out.subarray(0, at);
}

pj.main(run);
