// SPDX-License-Identifier: MIT
// DNA sequences, each reversed and complemented: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const NEWLINE = 10;
const COLUMNS = 60;
const LINES = 1075; // of the answer made at once, and printed: just over 64 KiB
const BLOCK = 4297 * (COLUMNS + 1); // of a record, in one piece: whole lines, just under 256 KiB

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

function view(bytes) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

// The answer, or what of it has not been printed; in memory that all iterations use.
class Answer {
    constructor() {
        this.bytes = Buffer.allocUnsafeSlow(2 * LINES * (COLUMNS + 1));
        this.view = view(this.bytes);
        this.length = 0;
    }

    // Room for so many bytes more: where they begin.
    reserve(length) {
        const start = this.length;
        this.length += length;
        if (this.length > this.bytes.length) {
            const longer = Buffer.allocUnsafeSlow(2 * this.length);
            this.bytes.copy(longer, 0, 0, start);
            this.bytes = longer;
            this.view = view(longer);
        }
        return start;
    }

    put(bytes) {
        const start = this.reserve(bytes.length); // which may move it
        bytes.copy(this.bytes, start);
    }

    flush() {
        this.length = pj.flush(this.bytes, this.length);
    }
}

// The lines of the blocks up to the one numbered last, which ends at the place end. All but the last
// line have 60 letters, so each line of the answer is the end of one line and the beginning of the
// one before, parted at the same place.
function reverseLines(out, blocks, last, end, table) {
    if (end === 0 && last > 0) end = blocks[--last].length;
    if (end > 0 && blocks[last][end - 1] === NEWLINE) end--;
    if (end === 0) return;
    const letters = end % (COLUMNS + 1); // of the last line
    let from = end - letters;
    let rest = view(blocks[last]);
    let restAt = from;
    for (let block = last; block >= 0; block--) {
        const text = view(blocks[block]);
        if (block < last) from = text.byteLength;
        while (from > 0) {
            const count = Math.min(from / (COLUMNS + 1), LINES);
            let to = out.reserve(count * (COLUMNS + 1));
            for (let i = 0; i < count; i++, to += COLUMNS + 1) {
                from -= COLUMNS + 1;
                reverse(out.view, to, rest, restAt, restAt + letters, table);
                reverse(out.view, to + letters, text, from + letters, from + COLUMNS, table);
                out.view.setUint8(to + COLUMNS, NEWLINE);
                rest = text;
                restAt = from;
            }
            out.flush();
        }
    }
    const to = out.reserve(letters + 1);
    reverse(out.view, to, rest, restAt, restAt + letters, table);
    out.view.setUint8(to + letters, NEWLINE);
}

function setup() {
    pj.keepInput();
    return new Answer();
}

function run(n, seed, out) {
    const table = complement();
    const blocks = [Buffer.allocUnsafeSlow(BLOCK)];
    const first = blocks[0];
    out.length = 0;
    // Of the next record so many bytes are in the first block.
    for (let length = 0; ; ) {
        let start;
        while ((start = first.subarray(0, length).indexOf(NEWLINE) + 1) === 0) {
            out.put(first.subarray(0, length));
            length = pj.readPart(first);
            if (length === 0) return out.bytes.subarray(0, out.length);
        }
        out.put(first.subarray(0, start));
        first.copyWithin(0, start, length);
        length -= start;

        let last = 0;
        let end = first.subarray(0, length).indexOf(">");
        while (end < 0) {
            if (length === BLOCK) {
                last++;
                length = 0;
                if (last === blocks.length) blocks.push(Buffer.allocUnsafeSlow(BLOCK));
            }
            const room = blocks[last].subarray(length);
            const got = pj.readPart(room);
            const at = room.subarray(0, got).indexOf(">");
            if (at >= 0) end = length + at;
            else if (got === 0) end = length;
            length += got;
        }
        reverseLines(out, blocks, last, end, table);
        blocks[last].copy(first, 0, end, length);
        length -= end;
    }
}

pj.main(run, setup);
