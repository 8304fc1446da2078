// SPDX-License-Identifier: MIT
// The sieve of Eratosthenes, one byte a number: definition in ../README.md.
"use strict";

const pj = require("./pj.js");

// What pj.check() takes by %, which V8 has for doubles by the slow x87 instruction.
function modulo(value) {
    const rest = value - Math.floor(value / 2147483648) * 2147483647;
    return rest >= 2147483647 ? rest - 2147483647 : rest;
}

// Clears the marks of all multiples of i, from its square on.
function clearMultiples(marks, i) {
    const lastTurn = marks.length - 3 * i;
    let j = i * i;
    // Four a turn: what counts is how many stores are under way at once. | 0 spares V8 a test for
    // overflow.
    for (; j < lastTurn; j = (j + 4 * i) | 0) {
        marks[j] = 0;
        marks[(j + i) | 0] = 0;
        marks[(j + 2 * i) | 0] = 0;
        marks[(j + 3 * i) | 0] = 0;
    }
    for (; j < marks.length; j += i) marks[j] = 0;
}

function run(n) {
    // A Buffer for its indexOf, which is memchr.
    const marks = Buffer.alloc(n + 1, 1);
    for (let i = 2; i * i <= n; i++) if (marks[i] !== 0) clearMultiples(marks, i);

    let primes = 0;
    let last = 0;
    let check = 0;
    for (let i = marks.indexOf(1, 2); i > 0; i = marks.indexOf(1, i + 1)) {
        primes++;
        last = i;
        check = modulo(check * 1000003 + i + 1);
    }
    return `primes ${primes}\nlast ${last}\ncheck ${check}\n`;
}

pj.main(run);
