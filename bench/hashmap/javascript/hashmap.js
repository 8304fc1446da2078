// SPDX-License-Identifier: MIT
// A hash table with linear probing, filled and searched: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// The generator in integers alone, for so keys and slots are integers too. state * 48271 is in two
// parts here, its bits from the 31st on are added to those below, once more if need be: 2 ** 31 is
// 1 for this modulus.
function next(state) {
    const high = Math.imul(state >>> 15, 48271);
    const low = Math.imul(state & 0x7fff, 48271);
    const sum = ((high >>> 16) + ((high & 0xffff) << 15) + low) | 0;
    return (sum & 0x7fffffff) + (sum >>> 31);
}

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
        state = next(state);
        const key = (state % m) + 1;
        const slot = t.find(key);
        t.keys[slot] = key;
        if (t.counts[slot]++ === 0) distinct++;
    }
    for (let i = 0; i < n; i++) {
        state = next(state);
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
