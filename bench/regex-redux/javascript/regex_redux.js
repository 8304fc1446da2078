// SPDX-License-Identifier: MIT
// Patterns counted and replaced in DNA by a matcher of our own: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// The numbers of the states: at those below FIRST_QUIET the search has to look closer.
const UNKNOWN = 0;
const DEAD = 1;
const FINAL = 2;
const FIRST_MATCHING = 3;
const FIRST_QUIET = 128;
const START = FIRST_QUIET;
const STATES = 256;

const NOWHERE = -1;

const SHORT = 64; // a call costs more than to move so many bytes

// The kinds of the NFA's nodes: one that takes a byte of its set goes on to the next, one that
// forks goes on to the next or the other without taking one.
const MATCH = 0;
const TAKE = 1;
const FORK = 2;

const ANY_BYTE = new Uint8Array(256).fill(1);

// The branches of a pattern: lists of items, each a set of bytes, one of which is taken, or any
// number of them.
function parse(pattern) {
    const branches = [[]];
    let at = 0;
    while (at < pattern.length) {
        const items = branches[branches.length - 1];
        const set = new Uint8Array(256);
        const first = pattern[at++];
        if (first === "|") {
            branches.push([]);
            continue;
        } else if (first === "*") {
            items[items.length - 1].repeated = true;
            continue;
        } else if (first === ".") {
            set.fill(1);
            set[10] = 0;
        } else if (first === "[") {
            const negated = pattern[at] === "^";
            if (negated) at++;
            set.fill(negated);
            for (; pattern[at] !== "]"; at++) set[pattern.charCodeAt(at)] = !negated;
            at++;
        } else {
            if (first === "\\") at++;
            set[pattern.charCodeAt(at - 1)] = 1;
        }
        items.push({ set, repeated: false });
    }
    return branches;
}

// The DFA, whose states are numbered as they are met.
class Automaton {
    constructor(pattern, backwards) {
        this.next = new Uint8Array(256 * STATES); // of a byte and a state, or UNKNOWN
        this.numbers = new Map(); // of states, by what they stand for
        this.places = []; // of states: the nodes that take, the preferred first
        this.matchingEnd = FIRST_MATCHING; // the next free numbers
        this.quietEnd = FIRST_QUIET;
        this.longest = backwards; // the longest match backwards is the leftmost
        this.nodes = [];
        this.add(MATCH, null, null);
        const entries = parse(pattern).map((items) => this.addBranch(items, backwards));
        let entry = entries.reduceRight((other, next) => this.add(FORK, next, other));
        if (!backwards) {
            // To begin here is preferred to going on to the next byte.
            const skip = this.add(TAKE, null, null, ANY_BYTE);
            entry = this.nodes[skip].next = this.add(FORK, entry, skip);
        }
        const places = [];
        this.number(places, this.visit(entry, new Set(), places)); // START
    }

    add(kind, next, other, set = null) {
        this.nodes.push({ kind, next, other, set });
        return this.nodes.length - 1;
    }

    // Adds nodes that lead to node 0, MATCH; returns where they begin.
    addBranch(items, backwards) {
        let follow = 0;
        for (const { set, repeated } of backwards ? items : items.reverse()) {
            const take = this.add(TAKE, follow, null, set);
            follow = repeated ? (this.nodes[take].next = this.add(FORK, take, follow)) : take;
        }
        return follow;
    }

    // Adds the node, or what it forks to, to the places; returns whether they have matched. Nothing
    // counts after a preferred match, nor a second time.
    visit(node, seen, places) {
        if (!seen.has(node) && (this.longest || !seen.has(0))) {
            const { kind, next, other } = this.nodes[node];
            seen.add(node);
            if (kind === TAKE) places.push(node);
            if (kind === FORK) {
                this.visit(next, seen, places);
                this.visit(other, seen, places);
            }
        }
        return seen.has(0);
    }

    // The number of the state that stands for the places, a new one if need be.
    number(places, matched) {
        if (places.length === 0) return matched ? FINAL : DEAD;
        const name = `${matched} ${places}`;
        let number = this.numbers.get(name);
        if (number === undefined) {
            number = matched ? this.matchingEnd++ : this.quietEnd++;
            if (number === (matched ? FIRST_QUIET : STATES)) throw new Error("too many states");
            this.numbers.set(name, number);
            this.places[number] = places;
        }
        return number;
    }

    // The transition that was unknown.
    step(state, byte) {
        const seen = new Set();
        const places = [];
        for (const node of this.places[state]) {
            const { set, next } = this.nodes[node];
            if (set[byte] !== 0) this.visit(next, seen, places);
        }
        return (this.next[byte * STATES + state] = this.number(places, seen.has(0)));
    }

    // The end of the leftmost match in the text from AT to END, or NOWHERE. No call stands in the
    // inner loop, for what the compiler knows of the arrays would have to be asked again after it.
    findEnd(text, at, end) {
        const { next } = this;
        let state = START;
        let found = NOWHERE;
        while (at < end) {
            let byte, before;
            do {
                byte = text[at++];
                before = state;
                state = next[(byte << 8) | state];
            } while (state >= FIRST_QUIET && at < end);
            if (state < FIRST_QUIET) {
                if (state === UNKNOWN) state = this.step(before, byte);
                if (state === DEAD) break;
                if (state < FIRST_QUIET) found = at;
                if (state === FINAL) break;
            }
        }
        return found;
    }

    // Where the longest match in the text that ends at AT begins, not before BEGIN.
    findBegin(text, begin, at) {
        const { next } = this;
        let state = START;
        let found = at;
        while (at > begin) {
            let byte, before;
            do {
                byte = text[--at];
                before = state;
                state = next[(byte << 8) | state];
            } while (state >= FIRST_QUIET && at > begin);
            if (state < FIRST_QUIET) {
                if (state === UNKNOWN) state = this.step(before, byte);
                if (state === DEAD) break;
                if (state < FIRST_QUIET) found = at;
                if (state === FINAL) break;
            }
        }
        return found;
    }
}

// A text in memory that has room for more.
class Text {
    constructor(room) {
        this.bytes = new Uint8Array(room);
        this.length = 0;
    }

    read() {
        for (let got; (got = pj.readPart(this.bytes.subarray(this.length))) > 0; ) {
            this.length += got;
            if (this.length === this.bytes.length) {
                const longer = new Uint8Array(2 * this.length);
                longer.set(this.bytes);
                this.bytes = longer;
            }
        }
    }

    // Moves what begins at AT to the end of the memory, for ROOM bytes at least before it; returns
    // where it begins then.
    makeRoom(at, room) {
        const rest = this.length - at;
        if (this.bytes.length - this.length < room) {
            const longer = new Uint8Array(this.length + (this.length >> 3) + room);
            longer.set(this.bytes);
            this.bytes = longer;
        }
        this.bytes.copyWithin(this.bytes.length - rest, at, this.length);
        this.length = this.bytes.length;
        return this.length - rest;
    }

    count(pattern) {
        const automaton = new Automaton(pattern, false);
        let matches = 0;
        for (let at = 0; (at = automaton.findEnd(this.bytes, at, this.length)) !== NOWHERE; )
            matches++;
        return matches;
    }

    // In place: the new text grows behind the one that is still to be read.
    replace(pattern, replacement) {
        const forwards = new Automaton(pattern, false);
        const backwards = new Automaton(pattern, true);
        const put = Buffer.from(replacement);
        let read = 0;
        let written = 0;
        for (let end; (end = forwards.findEnd(this.bytes, read, this.length)) !== NOWHERE; ) {
            const begin = backwards.findBegin(this.bytes, read, end);
            written = move(this.bytes, written, read, begin);
            read = end;
            if (read - written < put.length) read = this.makeRoom(read, put.length);
            for (let i = 0; i < put.length; i++) this.bytes[written++] = put[i];
        }
        this.length = move(this.bytes, written, read, this.length);
    }
}

// Moves what stands from FROM to END; returns where it ends then.
function move(bytes, to, from, end) {
    if (end - from > SHORT) {
        bytes.copyWithin(to, from, end);
        return to + end - from;
    }
    while (from < end) bytes[to++] = bytes[from++];
    return to;
}

const COUNTED = [
    "agggtaaa|tttaccct",
    "[cgt]gggtaaa|tttaccc[acg]",
    "a[act]ggtaaa|tttacc[agt]t",
    "ag[act]gtaaa|tttac[agt]ct",
    "agg[act]taaa|ttta[agt]cct",
    "aggg[acg]aaa|ttt[cgt]ccct",
    "agggt[cgt]aa|tt[acg]accct",
    "agggta[cgt]a|t[acg]taccct",
    "agggtaa[cgt]|[acg]ttaccct",
];

const REPLACED = [
    ["tHa[Nt]", "<4>"],
    ["aND|caN|Ha[DS]|WaS", "<3>"],
    ["a[NSt]|BY", "<2>"],
    ["<[^>]*>", "|"],
    ["\\|[^|][^|]*\\|", "-"],
];

function run(n) {
    // The input is some 10.2 N bytes, and the text becomes longer when it is replaced.
    const text = new Text(11 * n + 65536);
    text.read();
    const { length } = text;
    text.replace(">.*\n|\n", "");
    const stripped = text.length;
    const lines = COUNTED.map((pattern) => `${pattern} ${text.count(pattern)}\n`);
    for (const [pattern, replacement] of REPLACED) text.replace(pattern, replacement);
    return `${lines.join("")}\n${length}\n${stripped}\n${text.length}\n`;
}

pj.main(run, pj.keepInput);
