// SPDX-License-Identifier: MIT
// The product of two square matrices: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// Row by row.
function randomMatrix(n, draw) {
    const m = new Float64Array(n * n);
    for (let i = 0; i < m.length; i++) m[i] = draw() % 100;
    return m;
}

function makeFactors(n, seed) {
    let state = seed;
    const draw = () => (state = pj.next(state));
    const a = randomMatrix(n, draw);
    const b = randomMatrix(n, draw);
    return multiplier(n, a, b);
}

// Returns a function that adds A times B to a matrix. A and B are captured, not passed: the
// compiler then takes their addresses and lengths for constants.
function multiplier(n, a, b) {
    // Adds eight rows of B from row k on, times the elements of A from `at` on, one after another
    // to the row c, which is loaded and stored once.
    function addEightRows(c, at, k) {
        const t0 = a[at];
        const t1 = a[at + 1];
        const t2 = a[at + 2];
        const t3 = a[at + 3];
        const t4 = a[at + 4];
        const t5 = a[at + 5];
        const t6 = a[at + 6];
        const t7 = a[at + 7];
        const b0 = k * n;
        const b1 = b0 + n;
        const b2 = b1 + n;
        const b3 = b2 + n;
        const b4 = b3 + n;
        const b5 = b4 + n;
        const b6 = b5 + n;
        const b7 = b6 + n;
        for (let j = 0; j < n; j++)
            c[j] =
                c[j] +
                t0 * b[b0 + j] +
                t1 * b[b1 + j] +
                t2 * b[b2 + j] +
                t3 * b[b3 + j] +
                t4 * b[b4 + j] +
                t5 * b[b5 + j] +
                t6 * b[b6 + j] +
                t7 * b[b7 + j];
    }

    function addRow(c, at, k) {
        const t = a[at];
        const row = k * n;
        for (let j = 0; j < n; j++) c[j] += t * b[row + j];
    }

    return (product) => {
        for (let i = 0; i < n; i++) {
            const row = i * n;
            const c = product.subarray(row, row + n);
            let k = 0;
            for (; k + 8 <= n; k += 8) addEightRows(c, row + k, k);
            for (; k < n; k++) addRow(c, row + k, k);
        }
    };
}

function run(n, seed, multiply) {
    const product = new Float64Array(n * n);
    let trace = 0;
    let total = 0;
    let check = 0;

    multiply(product);
    for (let i = 0; i < n; i++) trace += product[i * n + i];
    for (let i = 0; i < product.length; i++) {
        total += product[i];
        check = pj.check(check, product[i]);
    }
    return `trace ${trace}\ntotal ${total}\ncheck ${check}\n`;
}

pj.main(run, makeFactors);
