// SPDX-License-Identifier: MIT
// The digits of pi from an unbounded spigot, with big numbers of its own: definition in
// ../README.md.
"use strict";

const pj = require("./pj.js");

const LIMB = 2 ** 32;

// Three numbers of as many limbs of 32 bits, the lowest first: acc, num and den, in one typed
// array one behind the other, for V8 looks in each turn of a loop whether an array is still what
// it was. acc may be negative, in two's complement. The highest limb of den is 0: so much room has
// the next step for all three.
//
// A sum of products stays below 2^53, so a double holds it and the store of a limb cuts it to 32
// bits. Two limbs a turn of a loop: where their number is odd the second of the last two is room
// not yet in use, and appendLimb() sets it.
class Spigot {
    constructor() {
        this.capacity = 16; // even
        this.limbs = new Uint32Array(3 * this.capacity);
        this.limbs[this.capacity] = 1;
        this.limbs[2 * this.capacity] = 1;
        this.length = 2;
        this.k = 0;
    }

    grow() {
        const { limbs, capacity } = this;
        this.capacity = 2 * Math.ceil(0.75 * capacity);
        this.limbs = new Uint32Array(3 * this.capacity);
        for (let part = 0; part < 3; part++) {
            const number = limbs.subarray(part * capacity, (part + 1) * capacity);
            this.limbs.set(number, part * this.capacity);
        }
    }

    appendLimb() {
        if (this.length === this.capacity) this.grow();
        const at = this.length++;
        this.limbs[at] = this.limbs[at - 1] >>> 31 === 0 ? 0 : LIMB - 1;
        this.limbs[at + this.capacity] = 0;
        this.limbs[at + 2 * this.capacity] = 0;
    }

    // acc = (acc + 2 num) (2k + 1), den = den (2k + 1), num = num k.
    nextTerm() {
        const { limbs, capacity, length } = this;
        const k = ++this.k;
        const odd = 2 * k + 1;
        let a = 0;
        let n = 0;
        let d = 0;
        let j = capacity;
        let l = 2 * capacity;
        for (let i = 0; i < length; i = (i + 2) | 0) {
            const x = limbs[j];
            const a0 = (limbs[i] + x + x) * odd + a;
            const d0 = limbs[l] * odd + d;
            const n0 = x * k + n;
            limbs[i] = a0;
            limbs[l] = d0;
            limbs[j] = n0;
            a = Math.floor(a0 / LIMB);
            d = Math.floor(d0 / LIMB);
            n = Math.floor(n0 / LIMB);

            const y = limbs[(j + 1) | 0];
            const a1 = (limbs[(i + 1) | 0] + y + y) * odd + a;
            const d1 = limbs[(l + 1) | 0] * odd + d;
            const n1 = y * k + n;
            limbs[(i + 1) | 0] = a1;
            limbs[(l + 1) | 0] = d1;
            limbs[(j + 1) | 0] = n1;
            a = Math.floor(a1 / LIMB);
            d = Math.floor(d1 / LIMB);
            n = Math.floor(n1 / LIMB);
            j = (j + 2) | 0;
            l = (l + 2) | 0;
        }
        if (limbs[2 * capacity + length - 1] !== 0) this.appendLimb();
    }

    // acc = (acc - den digit) 10, num = num 10.
    removeDigit(digit) {
        const { limbs, capacity, length } = this;
        let a = 0;
        let n = 0;
        let j = capacity;
        let l = 2 * capacity;
        for (let i = 0; i < length; i = (i + 2) | 0) {
            const a0 = (limbs[i] - limbs[l] * digit) * 10 + a;
            const n0 = limbs[j] * 10 + n;
            limbs[i] = a0;
            limbs[j] = n0;
            a = Math.floor(a0 / LIMB);
            n = Math.floor(n0 / LIMB);

            const a1 = (limbs[(i + 1) | 0] - limbs[(l + 1) | 0] * digit) * 10 + a;
            const n1 = limbs[(j + 1) | 0] * 10 + n;
            limbs[(i + 1) | 0] = a1;
            limbs[(j + 1) | 0] = n1;
            a = Math.floor(a1 / LIMB);
            n = Math.floor(n1 / LIMB);
            j = (j + 2) | 0;
            l = (l + 2) | 0;
        }
    }

    // Whether x num + acc >= y den, from -1 to 4 and 0 to 10: from the top, until what is left of
    // the lower limbs, more than -11 and less than 5 of this one's units, cannot change the sign.
    atLeast(x, y) {
        const { limbs, capacity } = this;
        let i = this.length - 1;
        let sum = (limbs[i] | 0) + limbs[i + capacity] * x - limbs[i + 2 * capacity] * y;
        while (i > 0 && sum > -5 && sum < 11) {
            i--;
            sum = sum * LIMB + limbs[i] + limbs[i + capacity] * x - limbs[i + 2 * capacity] * y;
        }
        return sum >= 0;
    }

    nextDigit() {
        for (;;) {
            this.nextTerm();
            if (!this.atLeast(-1, 0)) continue; // num > acc
            let digit = 0;
            while (this.atLeast(3, digit + 1)) digit++;
            if (this.atLeast(4, digit + 1)) continue;
            this.removeDigit(digit);
            return digit;
        }
    }
}

function run(n) {
    const spigot = new Spigot();
    let out = "";
    for (let done = 0; done < n; ) {
        let line = "";
        for (; line.length < 10 && done < n; done++) line += spigot.nextDigit();
        out += `${line.padEnd(10)}\t:${done}\n`;
    }
    return out;
}

pj.main(run);
