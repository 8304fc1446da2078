// SPDX-License-Identifier: MIT
// Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first.
"use strict";

const pj = require("./pj.js");

// One function: V8 makes slower code of several.
function run(n) {
    const permutation = Int32Array.from({ length: Math.max(n, 3) }, (_, i) => i);
    const count = new Int32Array(n);
    const p = new Int32Array(n);
    const orders = n < 3 ? n : 6;
    let order = 0;
    let left = 0;
    let checksum = 0;
    let most = 0;
    for (let r = 0; r < n || n < 3; ) {
        let first = permutation[0];
        if (first !== 0) {
            // Reverse the first p[0]+1 elements until p[0] is 0. p[0] itself stays in a variable,
            // and the last reversal is only counted. Most are of few elements: the first
            // exchanges are written out.
            for (let i = 1; i < n; i++) p[i] = permutation[i];
            let flips = 1;
            for (let next; (next = p[first]) !== 0; flips++) {
                p[first] = first;
                let j = first - 1;
                if (j > 1) {
                    let swapped = p[1];
                    p[1] = p[j];
                    p[j] = swapped;
                    if (--j > 2) {
                        swapped = p[2];
                        p[2] = p[j];
                        p[j] = swapped;
                        j--;
                        for (let i = 3; i < j; i++, j--) {
                            swapped = p[i];
                            p[i] = p[j];
                            p[j] = swapped;
                        }
                    }
                }
                first = next;
            }
            checksum += left === 0 ? flips : -flips;
            if (flips > most) most = flips;
        }

        // The first three elements go through their six orders by exchanges of neighbours, which
        // is what the rotations of two and three amount to.
        const exchanged = permutation[left];
        permutation[left] = permutation[left + 1];
        permutation[left + 1] = exchanged;
        left = 1 - left;
        if (++order < orders) continue;
        if (n < 3) break;
        order = 0;
        // Then ever longer prefixes are rotated left by one.
        for (r = 3; r < n; r++) {
            const carried = permutation[0];
            for (let i = 0; i < r; i++) permutation[i] = permutation[i + 1];
            permutation[r] = carried;
            if (++count[r] <= r) break;
            count[r] = 0;
        }
    }
    return `${checksum}\nPfannkuchen(${n}) = ${most}\n`;
}

pj.main(run);
