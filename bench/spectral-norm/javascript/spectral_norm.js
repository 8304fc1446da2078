// SPDX-License-Identifier: MIT
// The spectral norm of a matrix by power iteration: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// Up to N = 32768 the product fits 32 bits and its half 31: integers, as imul says, which V8 else
// multiplies as doubles.
function evalA(i, j) {
    const ij = (i + j) | 0;
    return 1 / (((Math.imul(ij, ij + 1) >>> 1) + i + 1) | 0);
}

// Four rows' sums run side by side: row by row the divider waits for the loop.
function mulAv(v, out) {
    const n = v.length;
    let i = 0;
    for (; i + 4 <= n; i += 4) {
        let sum0 = 0;
        let sum1 = 0;
        let sum2 = 0;
        let sum3 = 0;
        for (let j = 0; j < n; j++) {
            const x = v[j];
            sum0 += evalA(i, j) * x;
            sum1 += evalA(i + 1, j) * x;
            sum2 += evalA(i + 2, j) * x;
            sum3 += evalA(i + 3, j) * x;
        }
        out[i] = sum0;
        out[i + 1] = sum1;
        out[i + 2] = sum2;
        out[i + 3] = sum3;
    }
    for (; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += evalA(i, j) * v[j];
        out[i] = sum;
    }
}

function mulAtv(v, out) {
    const n = v.length;
    let i = 0;
    for (; i + 4 <= n; i += 4) {
        let sum0 = 0;
        let sum1 = 0;
        let sum2 = 0;
        let sum3 = 0;
        for (let j = 0; j < n; j++) {
            const x = v[j];
            sum0 += evalA(j, i) * x;
            sum1 += evalA(j, i + 1) * x;
            sum2 += evalA(j, i + 2) * x;
            sum3 += evalA(j, i + 3) * x;
        }
        out[i] = sum0;
        out[i + 1] = sum1;
        out[i + 2] = sum2;
        out[i + 3] = sum3;
    }
    for (; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += evalA(j, i) * v[j];
        out[i] = sum;
    }
}

function mulAtAv(v, out, scratch) {
    mulAv(v, scratch);
    mulAtv(scratch, out);
}

function run(n) {
    const u = new Float64Array(n).fill(1);
    const v = new Float64Array(n);
    const scratch = new Float64Array(n);
    for (let i = 0; i < 10; i++) {
        mulAtAv(u, v, scratch);
        mulAtAv(v, u, scratch);
    }
    let uv = 0;
    let vv = 0;
    for (let i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    return `${Math.sqrt(uv / vv).toFixed(9)}\n`;
}

pj.main(run);
