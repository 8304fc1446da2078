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

function check(node) {
    const { left, right } = node;
    if (left === null) return 1;
    if (left.left === null && right.left === null) return 3;
    return 1 + check(left) + check(right);
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
