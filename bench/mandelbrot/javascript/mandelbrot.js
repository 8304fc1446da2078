// SPDX-License-Identifier: MIT
// The Mandelbrot set as a bitmap, one pixel at a time: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const STEPS = 50;
const BLOCK = 65536; // pj.flush() leaves less

function stays(cr, ci) {
    let zr = 0;
    let zi = 0;
    let tr = 0;
    let ti = 0;
    for (let i = 0; i < STEPS; i++) {
        zi = 2 * zr * zi + ci;
        zr = tr - ti + cr;
        tr = zr * zr;
        ti = zi * zi;
        if (tr + ti > 4) return 0;
    }
    return 1;
}

// Returns where the next row goes.
function drawRow(out, at, cr, ci) {
    const n = cr.length;
    for (let x = 0; x < n; ) {
        let bits = 0;
        do bits = (bits << 1) | stays(cr[x], ci);
        while (++x % 8 !== 0 && x < n);
        out[at++] = bits << (-x & 7);
    }
    return at;
}

function run(n) {
    const head = `P4\n${n} ${n}\n`;
    const width = Math.floor((n + 7) / 8);
    const out = Buffer.allocUnsafe(pj.steady() ? head.length + n * width : BLOCK + width);
    const cr = Float64Array.from({ length: n }, (_, x) => (2 * x) / n - 1.5);
    let at = out.write(head, "latin1");
    for (let y = 0; y < n; y++) {
        at = pj.flush(out, drawRow(out, at, cr, (2 * y) / n - 1));
    }
    return out.subarray(0, at);
}

pj.main(run);
