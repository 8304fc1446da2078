// SPDX-License-Identifier: MIT
// DNA sequences, each reversed and complemented: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const NEWLINE = 10;

function complement() {
    const table = new Uint8Array(256);
    const from = Buffer.from("ACGTUMRWSYKVHDBN");
    const to = Buffer.from("TGCAAKYWSRMBDHVN");
    for (let i = 0; i < from.length; i++) table[from[i]] = table[from[i] | 0x20] = to[i];
    return table;
}

// Four letters of a word, the last one first.
function reverseWord(letters, table) {
    return (
        table[letters >>> 24] |
        (table[(letters >> 16) & 0xff] << 8) |
        (table[(letters >> 8) & 0xff] << 16) |
        (table[letters & 0xff] << 24)
    );
}

// Puts the letters of text from start to end into out at the place to, the last one first. Four
// are loaded and stored at once: each access of an array costs its checks.
function reverse(out, to, text, start, end, table) {
    let at = end;
    for (; at - start >= 4; at -= 4, to += 4)
        out.setInt32(to, reverseWord(text.getInt32(at - 4, true), table), true);
    while (at > start) out.setUint8(to++, table[text.getUint8(--at)]);
}

// The lines of text from start to end; those of the answer have the same place. All but the last
// have 60 letters, so each line of the answer is the end of one line and the beginning of the
// one before, parted at the same place.
function reverseLines(out, text, start, end, table) {
    const COLUMNS = 60;
    if (start === end) return;
    let from = end - 1; // the newline
    const last = (from - start) % (COLUMNS + 1);
    const rest = COLUMNS - last;
    let to = start;
    for (from -= last; from > start; from -= COLUMNS + 1) {
        reverse(out, to, text, from, from + last, table);
        reverse(out, to + last, text, from - 1 - rest, from - 1, table);
        out.setUint8(to + COLUMNS, NEWLINE);
        to += COLUMNS + 1;
    }
    reverse(out, to, text, start, start + last, table);
    out.setUint8(to + last, NEWLINE);
}

function view(bytes) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function run(n, seed, text) {
    const table = complement();
    const out = Buffer.allocUnsafe(text.length);
    for (let at = 0; at < text.length; ) {
        const start = text.indexOf(NEWLINE, at) + 1;
        const next = text.indexOf(">", start);
        const end = next < 0 ? text.length : next;
        text.copy(out, at, at, start);
        reverseLines(view(out), view(text), start, end, table);
        at = end;
    }
    return out;
}

pj.main(run, pj.readInput);
