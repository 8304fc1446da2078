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

function build(depth) {
    let left = null;
    let right = null;
    if (depth > 0) {
        left = build(depth - 1);
        right = build(depth - 1);
    }
    return new Node(left, right);
}

function check(node) {
    return node.left === null ? 1 : 1 + check(node.left) + check(node.right);
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
