// SPDX-License-Identifier: MIT
// Binary trees built, counted and dropped: one object for each node.
"use strict";

const pj = require("./pj.js");

class Node {
    constructor(left, right) {
        this.left = left;
        this.right = right;
    }
}

// Of depth 1 or more: the leaves, which are half of the nodes, need no calls of their own.
function build(depth) {
    return depth > 1
        ? new Node(build(depth - 1), build(depth - 1))
        : new Node(new Node(null, null), new Node(null, null));
}

// The way down to the left is a loop, and a leaf to the right is counted without a call of its own.
function check(node) {
    let count = 1;
    for (let left; (left = node.left) !== null; node = left) {
        const right = node.right;
        count += right.left === null ? 2 : 1 + check(right);
    }
    return count;
}

function run(size) {
    const n = Math.max(6, size);
    let out = `stretch tree of depth ${n + 1}\t check: ${check(build(n + 1))}\n`;
    const longLived = build(n);
    for (let depth = 4; depth <= n; depth += 2) {
        const iterations = 2 ** (n - depth + 4);
        let sum = 0;
        for (let i = 0; i < iterations; i++) sum += check(build(depth));
        out += `${iterations}\t trees of depth ${depth}\t check: ${sum}\n`;
    }
    return out + `long lived tree of depth ${n}\t check: ${check(longLived)}\n`;
}

pj.main(run);
