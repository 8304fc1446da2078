// SPDX-License-Identifier: MIT
// The words of a text, counted in a Map and sorted: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const BLOCK = 1 << 16;
const SHOWN = 5;

// The generator in integers alone, for the remainder of a double takes three times as long.
// state * 48271 is in two parts here, its bits from the 31st on are added to those below, once
// more if need be: 2 ** 31 is 1 for this modulus.
function next(state) {
    const high = Math.imul(state >>> 15, 48271);
    const low = Math.imul(state & 0x7fff, 48271);
    const sum = ((high >>> 16) + ((high & 0xffff) << 15) + low) | 0;
    return (sum & 0x7fffffff) + (sum >>> 31);
}

function writeText(n, seed) {
    // Nine bytes a word are the most; what is not written to costs nothing.
    const bytes = new Uint8Array(9 * n + 8);
    let at = 0;
    let state = seed;
    for (let i = 0; i < n; i++) {
        state = next(state);
        const a = state % 20000;
        state = next(state);
        const b = state % 20000;
        state = next(state);
        const d = state % 20000;
        const k = Math.min(a, b, d);
        let x = k * 7919 + 12345;

        // Always seven letters, the next byte goes where the word ends: a loop of as many turns
        // as letters would end where no branch predictor expects it.
        for (let letter = 0; letter < 7; letter++) {
            bytes[at + letter] = 97 + (x % 26);
            x = (x / 26) | 0;
        }
        if (i % 7 === 0) bytes[at] -= 32;
        at += 3 + (k % 5);
        if (i % 11 === 10) bytes[at++] = i % 22 === 10 ? 44 : 46;
        bytes[at++] = i % 13 === 12 ? 10 : 32;
    }
    return bytes.subarray(0, at);
}

// In lower case, what is a letter stays one and what is none stays none.
function isLetter(low) {
    return (low - 97) >>> 0 < 26;
}

// Counts the words of a text block by block: one string is made of a block, not of each word,
// and words are slices of it.
class Counter {
    constructor() {
        this.places = new Map(); // of words, in the lists
        this.words = [];
        this.counts = [];
        this.tokens = 0;
        this.low = Buffer.alloc(BLOCK); // a block, or the longest so far, in lower case
    }

    add(word) {
        const place = this.places.get(word);
        if (place !== undefined) {
            this.counts[place]++;
        } else {
            this.places.set(word, this.words.length);
            this.words.push(word);
            this.counts.push(1);
        }
        this.tokens++;
    }

    addBlock(block) {
        const length = block.length;
        if (length > this.low.length) this.low = Buffer.alloc(length);
        const low = this.low;
        for (let i = 0; i < length; i++) low[i] = block[i] | 0x20;
        const letters = low.latin1Slice(0, length);
        let begin = 0;
        for (let i = 0; i < length; i++) {
            if (isLetter(low[i])) continue;
            if (begin < i) this.add(letters.slice(begin, i));
            begin = i + 1;
        }
        if (begin < length) this.add(letters.slice(begin));
    }

    // The greater count first, then the lesser word.
    sorted() {
        const words = this.words.map((word, place) => ({ word, count: this.counts[place] }));
        return words.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
    }
}

function countWords(text) {
    const counter = new Counter();
    for (let from = 0, to; from < text.length; from = to) {
        to = Math.min(from + BLOCK, text.length);
        while (to < text.length && isLetter(text[to] | 0x20)) to++;
        counter.addBlock(text.subarray(from, to));
    }
    return counter;
}

function run(n, seed, text) {
    const counter = countWords(text);
    const words = counter.sorted();
    let answer = `bytes ${text.length}\ntokens ${counter.tokens}\ndistinct ${words.length}\n`;
    for (const { word, count } of words.slice(0, SHOWN)) answer += `${word} ${count}\n`;
    let check = 0;
    for (const { word, count } of words) {
        check = pj.check(check, count);
        for (let i = 0; i < word.length; i++) check = pj.check(check, word.charCodeAt(i));
    }
    return `${answer}check ${check}\n`;
}

pj.main(run, writeText);
