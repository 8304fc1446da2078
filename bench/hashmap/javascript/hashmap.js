// SPDX-License-Identifier: MIT
// A hash table with linear probing, filled and searched: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

class Table {
    constructor(n) {
        let bits = 4;
        while (2 ** bits < n) bits++;
        const capacity = 2 ** bits;
        this.keys = new Uint32Array(capacity); // 0: the slot is empty
        this.counts = new Uint32Array(capacity);
        this.mask = capacity - 1;
        this.shift = 32 - bits;
    }

    // The slot that holds the key, or else the empty one where it belongs.
    find(key) {
        let slot = Math.imul(key, 2654435769) >>> this.shift;
        for (let found; (found = this.keys[slot]) !== key && found !== 0; )
            slot = (slot + 1) & this.mask;
        return slot;
    }
}

function run(n, seed) {
    const m = Math.floor(n / 2);
    const t = new Table(n);
    let state = seed;
    let distinct = 0;
    let hits = 0;
    let sum = 0;
    let max = 0;
    let check = 0;

    for (let i = 0; i < n; i++) {
        state = pj.next(state);
        const key = (state % m) + 1;
        const slot = t.find(key);
        t.keys[slot] = key;
        if (t.counts[slot]++ === 0) distinct++;
    }
    for (let i = 0; i < n; i++) {
        state = pj.next(state);
        const slot = t.find((state % (2 * m)) + 1);
        if (t.keys[slot] !== 0) hits++;
        sum += t.counts[slot];
    }
    for (let key = 1; key <= m; key++) {
        const count = t.counts[t.find(key)];
        if (count > max) max = count;
        check = pj.check(check, count);
    }
    return `distinct ${distinct}\nhits ${hits}\nsum ${sum}\nmax ${max}\ncheck ${check}\n`;
}

pj.main(run);
