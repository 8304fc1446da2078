// SPDX-License-Identifier: MIT
// How often each k letters of a DNA sequence occur: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const NAMES = ["GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"];

// A letter's two bits are bits 1 and 2 of its code, in either case.
const LETTERS = "ACTG";

// How often each key was added.
class Counts {
    constructor() {
        this.index = new Map(); // of a key's count: to write to the map would search it again
        this.counts = new Uint32Array(16);
    }

    add(key) {
        const at = this.index.get(key);
        if (at === undefined) this.insert(key);
        else this.counts[at]++;
    }

    insert(key) {
        const at = this.index.size;
        if (at === this.counts.length) {
            const larger = new Uint32Array(2 * at);
            larger.set(this.counts);
            this.counts = larger;
        }
        this.index.set(key, at);
        this.counts[at] = 1;
    }

    get(key) {
        const at = this.index.get(key);
        return at === undefined ? 0 : this.counts[at];
    }
}

// The letters in words of 16, the first in a word's lowest bits.
class Sequence {
    constructor() {
        this.words = new Int32Array(4096);
        this.length = 0;
    }

    // Adds the letters of whole or broken lines.
    add(lines) {
        const NEWLINE = 10;
        let length = this.length;
        this.makeRoom(length + lines.length);
        const words = this.words;
        let word = words[length >> 4];
        for (let i = 0; i < lines.length; i++) {
            const letter = lines[i];
            if (letter === NEWLINE) continue;
            word |= ((letter >> 1) & 3) << ((length & 15) * 2);
            words[length >> 4] = word;
            length++;
            if ((length & 15) === 0) word = 0;
        }
        this.length = length;
    }

    makeRoom(letters) {
        if (letters < 16 * this.words.length) return;
        const larger = new Int32Array(Math.max(2 * this.words.length, (letters >> 4) + 1));
        larger.set(this.words);
        this.words = larger;
    }
}

// Counts all k letters in a row, at most 15: shifts work on 32 bits.
function countShort({ words, length }, k) {
    const counts = new Counts();
    const mask = 4 ** k - 1;
    let key = 0;
    let word = 0;
    for (let i = 0; i < length; i++) {
        word = (i & 15) === 0 ? words[i >> 4] : word >> 2;
        key = ((key << 2) | (word & 3)) & mask;
        if (i >= k - 1) counts.add(key);
    }
    return counts;
}

// The same for 10 to 24 letters, the last nine apart from those before.
function countLong({ words, length }, k) {
    const counts = new Counts();
    const mask = 4 ** (k - 9) - 1;
    let high = 0;
    let low = 0;
    let word = 0;
    for (let i = 0; i < length; i++) {
        word = (i & 15) === 0 ? words[i >> 4] : word >> 2;
        high = ((high << 2) | (low >> 16)) & mask;
        low = ((low << 2) | (word & 3)) & 0x3ffff;
        if (i >= k - 1) counts.add(high * 0x40000 + low);
    }
    return counts;
}

function count(sequence, k) {
    return k <= 15 ? countShort(sequence, k) : countLong(sequence, k);
}

// The letters of a key, the first in the highest bits.
function nameOf(key, k) {
    let name = "";
    for (let i = k - 1; i >= 0; i--) name += LETTERS[(key >> (2 * i)) & 3];
    return name;
}

// With three decimals. Halfway between two, which only sixteenths can be, the even one is taken, as
// in the other languages; toFixed takes the greater.
function threeDecimals(x) {
    if ((x * 16) % 2 !== 1) return x.toFixed(3);
    const thousandths = Math.floor(x * 1000);
    return ((thousandths + (thousandths % 2)) / 1000).toFixed(3);
}

function frequencies(sequence, k) {
    const counts = count(sequence, k);
    const found = [];
    let total = 0;
    for (const key of counts.index.keys()) {
        found.push({ name: nameOf(key, k), times: counts.get(key) });
        total += counts.get(key);
    }
    found.sort((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1));
    let answer = "";
    for (const { name, times } of found)
        answer += `${name} ${threeDecimals((100 * times) / total)}\n`;
    return answer + "\n";
}

function occurrences(sequence, name) {
    let key = 0;
    for (const letter of Buffer.from(name)) key = key * 4 + ((letter >> 1) & 3);
    return `${count(sequence, name.length).get(key)}\t${name}\n`;
}

// Reads the input and returns the letters of its third and last record.
function setup() {
    const block = Buffer.allocUnsafeSlow(65536);
    const sequence = new Sequence();
    let marks = ">>>\n"; // to be passed
    for (let got; (got = pj.readPart(block)) > 0; ) {
        let at = 0;
        for (let found; marks !== ""; marks = marks.slice(1)) {
            found = block.subarray(0, got).indexOf(marks[0], at);
            if (found < 0) break;
            at = found + 1;
        }
        if (marks === "") sequence.add(block.subarray(at, got));
    }
    return sequence;
}

function run(n, seed, sequence) {
    let answer = frequencies(sequence, 1) + frequencies(sequence, 2);
    for (const name of NAMES) answer += occurrences(sequence, name);
    return answer;
}

pj.main(run, setup);
