// SPDX-License-Identifier: MIT
// Shortest paths from node 0 by Dijkstra's algorithm: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const DEGREE = 5;

// An edge is its end << WEIGHT_BITS | its weight.
const WEIGHT_BITS = 7;
const WEIGHT_MASK = (1 << WEIGHT_BITS) - 1;

// A pair is the distance * NODES + the node: numbers that compare as the pairs do. A double holds
// it while the distance is below 2^28; at a million nodes the greatest is some hundreds.
const NODES = 2 ** 25;

const INFINITY = 0x7fffffff;

// As in pj.js, here in the same file: for % of doubles V8 has the slow x87 instruction.
function modulo(value) {
    const rest = value - Math.floor(value / 2147483648) * 2147483647;
    return (rest >= 2147483647 ? rest - 2147483647 : rest) | 0;
}

const next = (state) => modulo(state * 48271);

function makeGraph(n, seed) {
    const edges = new Uint32Array(n * DEGREE);
    let state = seed;
    let at = 0;
    for (let node = 1; node <= n; node++) {
        for (let i = 1; i < DEGREE; i++) {
            const to = next(state);
            state = next(to);
            edges[at++] = ((to % n) << WEIGHT_BITS) | ((state % 100) + 1);
        }
        edges[at++] = ((node === n ? 0 : node) << WEIGHT_BITS) | 100;
    }
    return edges;
}

// Returns the search itself, which fills the distances and tells how often a node was pushed.
// Inside it the arrays are constants: V8 then needs no look at what they are in each turn of a
// loop. | 0 spares a test for overflow.
function makeSearch(edges, distances) {
    // A binary heap of pairs. The root is item 1, so that two children share a cache line; item 0
    // is less than all. An edge is looked at once, so there are no more pairs than edges and the
    // first; room that is not touched costs nothing.
    const items = new Float64Array(edges.length + 2);
    items[0] = -1;

    function siftUp(hole, item) {
        for (let parent; item < (parent = items[hole >> 1]); hole >>= 1) items[hole] = parent;
        items[hole] = item;
    }

    // The hole at the root sinks to a leaf without a look at the last item, which mostly belongs
    // there: one comparison a level.
    function removeRoot(last) {
        const item = items[last];
        items[last] = Infinity; // the sibling of a child that has none
        let hole = 1;
        for (let child; (child = hole << 1) < last; hole = child) {
            let least = items[child];
            const right = items[(child + 1) | 0];
            if (right < least) {
                least = right;
                child = (child + 1) | 0;
            }
            items[hole] = least;
        }
        siftUp(hole, item);
    }

    // Returns the heap's last item.
    function relax(edge, distance, last) {
        const to = edge >>> WEIGHT_BITS;
        const through = (distance + (edge & WEIGHT_MASK)) | 0;
        if (through < distances[to]) {
            distances[to] = through;
            last = (last + 1) | 0;
            siftUp(last, through * NODES + to);
        }
        return last;
    }

    return function search() {
        let last = 1;
        let pushes = 1;
        distances[0] = 0;
        items[1] = 0;
        while (last > 0) {
            const distance = Math.floor(items[1] / NODES);
            const node = items[1] - distance * NODES;
            // Read now, they come from memory while the heap is put in order.
            const least = distances[node];
            const at = (node * DEGREE) | 0;
            const edge0 = edges[at];
            const edge1 = edges[(at + 1) | 0];
            const edge2 = edges[(at + 2) | 0];
            const edge3 = edges[(at + 3) | 0];
            const edge4 = edges[(at + 4) | 0];

            removeRoot(last);
            last = (last - 1) | 0;
            if (distance !== least) continue;
            const before = last;
            last = relax(edge0, distance, last);
            last = relax(edge1, distance, last);
            last = relax(edge2, distance, last);
            last = relax(edge3, distance, last);
            last = relax(edge4, distance, last);
            pushes += last - before;
        }
        return pushes;
    };
}

function run(n, seed, edges) {
    const distances = new Int32Array(n).fill(INFINITY);
    const search = makeSearch(edges, distances);
    const pushes = search();
    let max = 0;
    let sum = 0;
    let check = 0;
    for (let node = 0; node < n; node++) {
        const distance = distances[node];
        max = Math.max(max, distance);
        sum += distance;
        check = modulo(check * 1000003 + distance + 1);
    }
    return `max ${max}\nsum ${sum}\npushes ${pushes}\ncheck ${check}\n`;
}

pj.main(run, makeGraph);
