// SPDX-License-Identifier: MIT
// The spectral norm of a matrix by power iteration: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// Up to N = 32768 the product fits 31 bits after its half is taken.
function evalA(i, j) {
    return 1 / ((((i + j) * (i + j + 1)) >>> 1) + i + 1);
}

function mulAv(v, out) {
    const n = v.length;
    for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += evalA(i, j) * v[j];
        out[i] = sum;
    }
}

function mulAtv(v, out) {
    const n = v.length;
    for (let i = 0; i < n; i++) {
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
