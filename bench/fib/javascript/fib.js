// SPDX-License-Identifier: MIT
// Fibonacci numbers by naive recursion, a micro-benchmark: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// A double is exact up to 2^53, and fib(50) is below 2^34.
function fib(n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

function run(n) {
    return `fib ${fib(n)}\n`;
}

pj.main(run);
