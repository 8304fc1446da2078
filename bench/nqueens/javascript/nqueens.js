// SPDX-License-Identifier: MIT
// N queens that do not attack each other, counted: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// The solutions below a node with squares left to try. `columns` has the free ones. `left` and
// `right` lose on the next row what leaves the board. A node's last square needs no call: nothing
// of the node is wanted afterwards.
function solve(columns, left, right, squares) {
    let solutions = 0;
    for (;;) {
        const queen = squares & -squares;
        const rest = squares ^ queen;
        const nextColumns = columns ^ queen;
        const nextLeft = (left | queen) << 1;
        const nextRight = (right | queen) >> 1;
        const nextSquares = nextColumns & ~(nextLeft | nextRight);

        if (nextSquares === 0) {
            if (nextColumns === 0) solutions++;
            if (rest === 0) return solutions;
            squares = rest;
        } else if (rest === 0) {
            columns = nextColumns;
            left = nextLeft;
            right = nextRight;
            squares = nextSquares;
        } else {
            solutions += solve(nextColumns, nextLeft, nextRight, nextSquares);
            squares = rest;
        }
    }
}

function run(n) {
    const all = 2 ** n - 1;
    return `solutions ${solve(all, 0, 0, all)}\n`;
}

pj.main(run);
