// SPDX-License-Identifier: MIT
// The edit distance of two random strings, two rows at a time: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

function letters(n, draw) {
    const text = new Uint8Array(n);
    for (let i = 0; i < n; i++) text[i] = "ACGT".charCodeAt(draw() % 4);
    return text;
}

// Without a branch, which would be guessed wrong.
function min(p, q) {
    const difference = (p - q) | 0;
    return (q + (difference & (difference >> 31))) | 0;
}

// The least of the three candidates for a cell: of each less one, then one more.
function least(diagonal, up, left, a, b) {
    const x = (diagonal + (((a ^ b) - 1) >> 31)) | 0;
    return (min(min(x, up), left) + 1) | 0;
}

// Returns a function that makes one row of `cells` from another: given are their places and the
// row's letter. The arrays are captured, not passed: the compiler then takes their addresses and
// lengths for constants.
function rowMaker(cells, b) {
    const n = b.length;

    return (above, row, a) => {
        let diagonal = cells[above++];
        let left = cells[row++];
        let j = 0;

        // Four cells a turn: the loop's own work is a quarter of what it is for one.
        for (; j < n - 3; j += 4) {
            const u0 = cells[above + j];
            left = least(diagonal, u0, left, a, b[j]);
            cells[row + j] = left;
            const u1 = cells[above + j + 1];
            left = least(u0, u1, left, a, b[j + 1]);
            cells[row + j + 1] = left;
            const u2 = cells[above + j + 2];
            left = least(u1, u2, left, a, b[j + 2]);
            cells[row + j + 2] = left;
            diagonal = cells[above + j + 3];
            left = least(u2, diagonal, left, a, b[j + 3]);
            cells[row + j + 3] = left;
        }
        for (; j < n; j++) {
            const up = cells[above + j];
            left = least(diagonal, up, left, a, b[j]);
            cells[row + j] = left;
            diagonal = up;
        }
    };
}

function run(n, seed) {
    let state = seed;
    const draw = () => (state = pj.next(state));
    const a = letters(n, draw);
    const b = letters(n, draw);
    const cells = new Int32Array(2 * (n + 1));
    const makeRow = rowMaker(cells, b);
    let above = 0;
    let row = n + 1;
    let check = 0;

    for (let j = 0; j <= n; j++) cells[j] = j;
    for (let i = 0; i < n; i++) {
        cells[row] = i + 1;
        makeRow(above, row, a[i]);
        [above, row] = [row, above];
    }
    for (let j = 0; j <= n; j++) check = pj.check(check, cells[above + j]);
    return `distance ${cells[above + n]}\ncheck ${check}\n`;
}

pj.main(run);
