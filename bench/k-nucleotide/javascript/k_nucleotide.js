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

// Counts all k letters in a row, at most 15: shifts work on 32 bits.
function countShort(lines, k) {
    const NEWLINE = 10;
    const counts = new Counts();
    const mask = 4 ** k - 1;
    let key = 0;
    let missing = k - 1;
    for (let i = 0; i < lines.length; i++) {
        const letter = lines[i];
        if (letter === NEWLINE) continue;
        key = ((key << 2) | ((letter >> 1) & 3)) & mask;
        if (missing > 0) missing--;
        else counts.add(key);
    }
    return counts;
}

// The same for 10 to 24 letters, the last nine apart from those before.
function countLong(lines, k) {
    const NEWLINE = 10;
    const counts = new Counts();
    const mask = 4 ** (k - 9) - 1;
    let high = 0;
    let low = 0;
    let missing = k - 1;
    for (let i = 0; i < lines.length; i++) {
        const letter = lines[i];
        if (letter === NEWLINE) continue;
        high = ((high << 2) | (low >> 16)) & mask;
        low = ((low << 2) | ((letter >> 1) & 3)) & 0x3ffff;
        if (missing > 0) missing--;
        else counts.add(high * 0x40000 + low);
    }
    return counts;
}

function count(lines, k) {
    return k <= 15 ? countShort(lines, k) : countLong(lines, k);
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

function frequencies(lines, k) {
    const counts = count(lines, k);
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

function occurrences(lines, name) {
    let key = 0;
    for (const letter of Buffer.from(name)) key = key * 4 + ((letter >> 1) & 3);
    return `${count(lines, name.length).get(key)}\t${name}\n`;
}

// The lines of the third and last record.
function third(text) {
    let at = 0;
    for (let i = 0; i < 3; i++) at = text.indexOf(">", at) + 1;
    return text.subarray(text.indexOf("\n", at) + 1);
}

function run(n, seed, text) {
    const lines = third(text);
    let answer = frequencies(lines, 1) + frequencies(lines, 2);
    for (const name of NAMES) answer += occurrences(lines, name);
    return answer;
}

pj.main(run, pj.readInput);
