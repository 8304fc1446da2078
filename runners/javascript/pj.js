// SPDX-License-Identifier: MIT
// The protocol of runners/README.md for JavaScript: arguments, one run or a steady series, the
// answer.
"use strict";

const fs = require("fs");

// The names of sysexits.h.
const USAGE = 64;
const NO_INPUT = 66;
const SOFTWARE = 70;
const CONTROL = 71;
const OUTPUT = 74;

// Printing less at once costs more calls of the kernel.
const BLOCK = 65536;

let isSteady = false;

// What keepInput() read; parts are copies of it, from keptAt on.
let kept = null;
let keptAt = 0;

// Everything but the workload. setup(n, seed) makes the input once; run(n, seed, state) is one
// whole iteration and returns the answer, a string or a Buffer.
function main(run, setup) {
    const { n, seed } = parseArguments(process.argv.slice(2));
    const text = process.env.POLYJOULE_CONTROL;
    const control = text === undefined ? null : parseControl(text);
    isSteady = control !== null;
    const state = setup ? setup(n, seed) : undefined;
    // Answers that are compared are copies: a program may write each into the same Buffer.
    const once = () => run(n, seed, state);
    const bytes = (answer) => (typeof answer === "string" ? Buffer.from(answer) : answer);
    printAnswer(control ? iterate(control, () => Buffer.from(once())) : bytes(once()));
}

// For between parts of a long answer, of which LENGTH bytes are in BUFFER. In a single run a block
// or more of it is printed, and what follows goes to the buffer's start: 0 is returned. In a steady
// series, where answers are compared, nothing happens but that LENGTH is returned, and the buffer
// has to have room for all of the answer.
function flush(buffer, length) {
    if (isSteady || length < BLOCK) return length;
    printAnswer(buffer.subarray(0, length));
    return 0;
}

function steady() {
    return isSteady;
}

// value mod 2147483647 for 0 <= value < 2^53, where all of this is exact: 2^31 is 1. For % of doubles
// V8 has the x87's slow instruction: a draw takes 12 ns so, and 28 with it.
function modulo(value) {
    const rest = value - Math.floor(value / 2147483648) * 2147483647;
    return rest >= 2147483647 ? rest - 2147483647 : rest;
}

// The generator G, minstd: 0 < state < 2147483647. In integers alone, for so whatever is made of a
// draw is integers too. state * 48271 is in two parts here; its bits from the 31st on are added to
// those below, once more if need be: 2^31 is 1. Like modulo(state * 48271) for all states, as tried.
function next(state) {
    const high = Math.imul(state >>> 15, 48271);
    const low = Math.imul(state & 0x7fff, 48271);
    const sum = ((high >>> 16) + ((high & 0xffff) << 15) + low) | 0;
    return ((sum & 0x7fffffff) + (sum >>> 31)) | 0;
}

// One step of the checksum CK, which begins at 0.
function check(hash, value) {
    return modulo(hash * 1000003 + modulo(value) + 1);
}

// All of standard input.
function readInput() {
    try {
        return fs.readFileSync(0);
    } catch (error) {
        fail(NO_INPUT, "cannot read the input");
    }
}

// In setup, where run takes the input by parts: in a steady series, which reads its input once, all
// of it is read and kept, and each iteration begins at its start.
function keepInput() {
    if (isSteady) kept = readInput();
}

// For input that is taken by parts: the next bytes of it, as many as there is room for or fewer, into
// a Buffer. Returns their number, 0 at the end.
function readPart(room) {
    if (kept !== null) {
        const length = kept.copy(room, 0, keptAt);
        keptAt += length;
        return length;
    }
    try {
        return fs.readSync(0, room, 0, room.length, null);
    } catch (error) {
        fail(NO_INPUT, "cannot read the input");
    }
}

// Returns the first answer.
function iterate(control, run) {
    let first = null;
    let command;
    send(control, "r");
    while ((command = receive(control)) === "g") {
        keptAt = 0;
        const answer = run();
        send(control, "d");
        if (first === null) first = answer;
        else if (!first.equals(answer)) fail(SOFTWARE, "two iterations gave different answers");
    }
    if (command !== "q") fail(CONTROL, "POLYJOULE_CONTROL sent neither g nor q");
    return first === null ? Buffer.alloc(0) : first;
}

function printAnswer(answer) {
    try {
        for (let at = 0; at < answer.length; ) at += fs.writeSync(1, answer, at);
    } catch (error) {
        fail(OUTPUT, "cannot write the answer");
    }
}

function receive(control) {
    const command = Buffer.alloc(1);
    let got = 0;
    try {
        got = fs.readSync(control.from, command, 0, 1, null);
    } catch (error) {
        got = 0;
    }
    if (got !== 1) fail(CONTROL, "POLYJOULE_CONTROL ended before q");
    return command.toString("latin1");
}

function send(control, event) {
    try {
        fs.writeSync(control.to, event);
    } catch (error) {
        fail(CONTROL, "cannot write to POLYJOULE_CONTROL");
    }
}

function parseControl(text) {
    const [from, to, ...more] = text.split(",").map((word) => parseDecimal(word, 2147483647));
    if (from == null || to == null || more.length > 0)
        fail(USAGE, "POLYJOULE_CONTROL is not two descriptors");
    return { from, to };
}

function parseArguments(words) {
    const n = words.length === 1 || words.length === 2 ? parseDecimal(words[0]) : null;
    if (n === null) fail(USAGE, "usage: program N [SEED]");
    const seed = words.length === 2 ? parseDecimal(words[1], 2147483646) : 42;
    if (!seed) fail(USAGE, "SEED is a number from 1 to 2147483646");
    return { n, seed };
}

// Digits alone: Number() would take signs, spaces, fractions and more.
function parseDecimal(text, most = Number.MAX_SAFE_INTEGER) {
    const value = /^[0-9]+$/.test(text) ? Number(text) : NaN;
    return value <= most ? value : null;
}

function fail(status, message) {
    fs.writeSync(2, message + "\n");
    process.exit(status);
}

module.exports = { main, flush, steady, next, check, readInput, readPart, keepInput };
