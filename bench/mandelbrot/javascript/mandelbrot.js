// SPDX-License-Identifier: MIT
// The Mandelbrot set as a bitmap, one pixel at a time: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

const STEPS = 50;

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

function run(n) {
    const head = `P4\n${n} ${n}\n`;
    const out = Buffer.alloc(head.length + n * Math.floor((n + 7) / 8));
    const cr = Float64Array.from({ length: n }, (_, x) => (2 * x) / n - 1.5);
    let at = out.write(head, "latin1");
    for (let y = 0; y < n; y++) {
        const ci = (2 * y) / n - 1;
        for (let x = 0; x < n; ) {
            let bits = 0;
            do bits = (bits << 1) | stays(cr[x], ci);
            while (++x % 8 !== 0 && x < n);
            out[at++] = bits << (-x & 7);
        }
    }
    return out;
}

pj.main(run);
