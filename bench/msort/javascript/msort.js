// SPDX-License-Identifier: MIT
// A bottom-up merge sort of 32-bit integers: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// In this file | 0 spares V8 a test for overflow.

// What pj.next() and pj.check() take by %, which V8 has for doubles by the slow x87 instruction.
function modulo(value) {
    const rest = value - Math.floor(value / 2147483648) * 2147483647;
    return (rest >= 2147483647 ? rest - 2147483647 : rest) | 0;
}

// Merges the runs of FROM that begin at lo and mid and end at mid and hi. Of FROM, the element at
// hi must be there too.
function merge(from, to, lo, mid, hi) {
    let i = lo;
    let j = mid;
    let k = lo;
    let left = from[i];
    let right = from[j];

    // No branch on what cannot be predicted, and V8 makes one of a choice: so masks. No number is
    // negative, so no difference overflows. The next of either run is fetched before it is known
    // which one is wanted.
    while (i < mid && j < hi) {
        const nextLeft = from[(i + 1) | 0];
        const nextRight = from[(j + 1) | 0];
        const difference = (right - left) | 0;
        const takeRight = difference >> 31; // -1 or 0

        to[k] = (left + (difference & takeRight)) | 0;
        k = (k + 1) | 0;
        left = (nextLeft + ((left - nextLeft) & takeRight)) | 0;
        right = (right + ((nextRight - right) & takeRight)) | 0;
        i = (((i + takeRight) | 0) + 1) | 0;
        j = (j - takeRight) | 0;
    }
    for (let rest = i < mid ? i : j; k < hi; k++) to[k] = from[rest++];
}

// The pass of width 1: each merge is one comparison.
function mergePairs(from, to, n) {
    for (let k = 0; k + 1 < n; k += 2) {
        const left = from[k];
        const right = from[k + 1];
        const difference = left - right;
        const below = difference & (difference >> 31);
        to[k] = right + below;
        to[k + 1] = left - below;
    }
    if (n % 2 !== 0) to[n - 1] = from[n - 1];
}

function mergePass(from, to, n, width) {
    if (width === 1) {
        mergePairs(from, to, n);
        return;
    }
    for (let lo = 0; lo < n; lo += 2 * width)
        merge(from, to, lo, Math.min(lo + width, n), Math.min(lo + 2 * width, n));
}

function run(n, seed) {
    // One more than N: merge() fetches it and never uses it.
    let from = new Int32Array(n + 1);
    let to = new Int32Array(n + 1);
    let state = seed;
    let check = 0;

    for (let i = 0; i < n; i++) {
        state = modulo(state * 48271);
        from[i] = state;
    }
    for (let width = 1; width < n; width *= 2) {
        mergePass(from, to, n, width);
        [from, to] = [to, from];
    }
    for (let i = 0; i < n; i++) check = modulo(check * 1000003 + from[i] + 1);
    return `min ${from[0]}\nmedian ${from[n >> 1]}\nmax ${from[n - 1]}\ncheck ${check}\n`;
}

pj.main(run);
