// SPDX-License-Identifier: MIT
// A cache that drops what was used longest ago: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

function unlink(node) {
    const { prev, next } = node;
    prev.next = next;
    next.prev = prev;
}

// prev was used later, the sentinel's prev longest ago; next earlier, the sentinel's next last.
function linkFirst(list, node) {
    const first = list.next;
    node.prev = list;
    node.next = first;
    first.prev = node;
    list.next = node;
}

function run(n, seed) {
    const capacity = Math.floor(n / 10);
    const range = 4 * capacity;
    const nodes = new Map();
    const list = { key: 0, value: 0, prev: null, next: null }; // the sentinel of the ring
    list.prev = list.next = list;
    let state = seed;
    let hits = 0;
    let misses = 0;
    let evictions = 0;
    let sum = 0;
    let check = 0;

    for (let i = 0; i < n; i++) {
        // `| 0`: of integers, else V8 computes the remainders and the keys as doubles.
        const a = ((state = pj.next(state)) | 0) % range;
        const b = ((state = pj.next(state)) | 0) % range;
        const key = a < b ? a : b;
        let node = nodes.get(key);
        if (node !== undefined) {
            hits++;
            sum += node.value++;
            unlink(node);
        } else {
            if (misses++ >= capacity) {
                const last = list.prev;
                evictions++;
                nodes.delete(last.key);
                unlink(last);
            }
            // A literal has room for its four fields; a class's first instances have more.
            node = { key, value: 1, prev: list, next: list };
            nodes.set(key, node);
        }
        linkFirst(list, node);
    }
    for (let node = list.next; node !== list; node = node.next)
        check = pj.check(pj.check(check, node.key), node.value);
    return (
        `hits ${hits}\nmisses ${misses}\nevictions ${evictions}\nsum ${sum}\n` +
        `check ${check}\n`
    );
}

pj.main(run);
