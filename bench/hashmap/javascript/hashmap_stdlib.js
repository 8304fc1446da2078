// SPDX-License-Identifier: MIT
// Keys counted and looked up in a Map: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

function run(n, seed) {
    const m = Math.floor(n / 2);
    const counts = new Map();
    let state = seed;
    let hits = 0;
    let sum = 0;
    let max = 0;
    let check = 0;

    for (let i = 0; i < n; i++) {
        state = pj.next(state);
        const key = (state % m) + 1;
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (let i = 0; i < n; i++) {
        state = pj.next(state);
        const count = counts.get((state % (2 * m)) + 1);
        if (count !== undefined) {
            hits++;
            sum += count;
        }
    }
    for (let key = 1; key <= m; key++) {
        const count = counts.get(key) ?? 0;
        if (count > max) max = count;
        check = pj.check(check, count);
    }
    return `distinct ${counts.size}\nhits ${hits}\nsum ${sum}\nmax ${max}\ncheck ${check}\n`;
}

pj.main(run);
