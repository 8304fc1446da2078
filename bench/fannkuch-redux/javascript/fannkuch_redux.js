// SPDX-License-Identifier: MIT
// Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first.
"use strict";

const pj = require("./pj.js");

// Reverses the first p[0]+1 elements until p[0] is 0, which it is not yet. p[0] itself stays in a
// variable, and the last reversal is only counted.
function countFlips(p) {
    let first = p[0];
    let flips = 1;
    for (let next; (next = p[first]) !== 0; flips++) {
        p[first] = first;
        for (let i = 1, j = first - 1; i < j; i++, j--) {
            const swapped = p[i];
            p[i] = p[j];
            p[j] = swapped;
        }
        first = next;
    }
    return flips;
}

// From the far end, each element taking its neighbour's place.
function rotateLeft(p, length) {
    let carried = p[0];
    for (let i = length - 1; i >= 0; i--) {
        const replaced = p[i];
        p[i] = carried;
        carried = replaced;
    }
}

// False after the last one.
function nextPermutation(p, count, n) {
    for (let r = 1; r < n; r++) {
        rotateLeft(p, r + 1);
        if (++count[r] <= r) return true;
        count[r] = 0;
    }
    return false;
}

function run(n) {
    const permutation = Int32Array.from({ length: n }, (_, i) => i);
    const count = new Int32Array(n);
    const work = new Int32Array(n);
    let checksum = 0;
    let most = 0;
    let sign = 1;
    do {
        if (permutation[0] !== 0) {
            for (let i = 0; i < n; i++) work[i] = permutation[i];
            const flips = countFlips(work);
            checksum += sign * flips;
            if (flips > most) most = flips;
        }
        sign = -sign;
    } while (nextPermutation(permutation, count, n));
    return `${checksum}\nPfannkuchen(${n}) = ${most}\n`;
}

pj.main(run);
