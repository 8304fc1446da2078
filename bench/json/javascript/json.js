// SPDX-License-Identifier: MIT
// A JSON text parsed into a tree, walked, written again and dropped: definition in ../README.md.
"use strict";

const pj = require("./pj.js");
const fs = require("fs");

const RECORDS = 2000;
const SOFTWARE = 70;
const FIRST_SLICE = 13; // a slice of so many characters is a pointer into the text

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const UNESCAPED = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const ESCAPES = new Uint8Array(128); // of a character: what stands for it behind a backslash
for (const [letter, c] of Object.entries(UNESCAPED))
    if (letter !== "/") ESCAPES[c.charCodeAt(0)] = letter.charCodeAt(0);

function fail(message) {
    fs.writeSync(2, message + "\n");
    process.exit(SOFTWARE);
}

// Keys and values in turn. An Array is an array.
class Pairs {
    constructor() {
        this.items = [];
    }
}

function isPlain(byte) {
    return byte >= SPACE && byte !== QUOTE && byte !== BACKSLASH;
}

// Each method reads what begins at `at` and leaves `at` behind it. A zero byte, which is in no
// value, follows the text, so that nothing need ask for the end.
class Parser {
    constructor({ text, bytes }) {
        this.text = text;
        this.bytes = bytes;
        this.at = 0;
    }

    parse() {
        this.skipSpace();
        const tree = this.value();
        this.skipSpace();
        if (this.at !== this.text.length) fail("something follows the value");
        return tree;
    }

    skipSpace() {
        for (;;) {
            const byte = this.bytes[this.at];
            if (byte !== SPACE && byte !== NEWLINE && byte !== TAB && byte !== RETURN) return;
            this.at++;
        }
    }

    take(byte) {
        if (this.bytes[this.at] !== byte) return false;
        this.at++;
        return true;
    }

    value() {
        switch (this.bytes[this.at]) {
            case OPEN_OBJECT:
                return this.object();
            case OPEN_ARRAY:
                return this.array();
            case QUOTE:
                return this.string();
            case 116:
                return this.word("true", true);
            case 102:
                return this.word("false", false);
            case 110:
                return this.word("null", null);
            default:
                return this.number();
        }
    }

    word(word, value) {
        if (!this.text.startsWith(word, this.at)) fail("no such word");
        this.at += word.length;
        return value;
    }

    // A BigInt where a number cannot be exact.
    number() {
        const { bytes } = this;
        const start = this.at;
        const negative = this.take(MINUS);
        const first = this.at;
        let at = first;
        let sum = 0;
        for (let byte; (byte = bytes[at]) >= ZERO && byte <= NINE; at++)
            sum = 10 * sum + (byte - ZERO);
        this.at = at;
        if (at === first || (bytes[first] === ZERO && at > first + 1)) fail("not a number");
        if (at - first > 15) {
            const exact = BigInt(this.text.slice(start, at));
            if (BigInt.asIntN(64, exact) !== exact) fail("a number has more than 64 bits");
            return exact;
        }
        return negative ? -sum : sum;
    }

    string() {
        const { bytes } = this;
        const start = this.at + 1;
        let at = start;
        while (isPlain(bytes[at])) at++;
        if (bytes[at] !== QUOTE) return this.escapedString(start, at);
        this.at = at + 1;
        const string = this.text.slice(start, at);
        return string.length < FIRST_SLICE ? string : (" " + string).slice(1);
    }

    // A string that is plain up to AT.
    escapedString(start, at) {
        const { bytes, text } = this;
        let string = text.slice(start, at);
        while (bytes[at] === BACKSLASH) {
            const c = UNESCAPED[text[at + 1]];
            if (c === undefined) fail("no such escape");
            const begin = (at += 2);
            while (isPlain(bytes[at])) at++;
            string += c + text.slice(begin, at);
        }
        if (bytes[at] !== QUOTE) fail("a string does not end");
        this.at = at + 1;
        return string;
    }

    array() {
        const items = [];
        this.at++;
        this.skipSpace();
        if (this.take(CLOSE_ARRAY)) return items;
        do {
            this.skipSpace();
            items.push(this.value());
            this.skipSpace();
        } while (this.take(COMMA));
        if (!this.take(CLOSE_ARRAY)) fail("an array does not end");
        return items;
    }

    object() {
        const pairs = new Pairs();
        const { items } = pairs;
        this.at++;
        this.skipSpace();
        if (this.take(CLOSE_OBJECT)) return pairs;
        do {
            this.skipSpace();
            if (this.bytes[this.at] !== QUOTE) fail("a pair has no key");
            items.push(this.string());
            this.skipSpace();
            if (!this.take(COLON)) fail("a pair has no value");
            this.skipSpace();
            items.push(this.value());
            this.skipSpace();
        } while (this.take(COMMA));
        if (!this.take(CLOSE_OBJECT)) fail("an object does not end");
        return pairs;
    }
}

class Counts {
    constructor() {
        this.objects = 0;
        this.arrays = 0;
        this.strings = 0;
        this.ints = 0;
        this.trues = 0;
        this.falses = 0;
        this.nulls = 0;
        this.sum = 0;
        this.bigSum = 0n;
        this.stringBytes = 0;
    }

    walk(value) {
        if (typeof value === "string") {
            this.strings++;
            this.stringBytes += value.length;
        } else if (typeof value === "number") {
            this.ints++;
            this.sum += value;
        } else if (value === null) {
            this.nulls++;
        } else if (value === true) {
            this.trues++;
        } else if (value === false) {
            this.falses++;
        } else if (value instanceof Pairs) {
            this.objects++;
            const { items } = value;
            for (let i = 1; i < items.length; i += 2) this.walk(items[i]);
        } else if (typeof value === "bigint") {
            this.ints++;
            this.bigSum += value;
        } else {
            this.arrays++;
            for (let i = 0; i < value.length; i++) this.walk(value[i]);
        }
    }
}

class Writer {
    constructor() {
        this.bytes = Buffer.allocUnsafe(4096);
        this.length = 0;
    }

    // For so many bytes more.
    room(count) {
        if (count <= this.bytes.length - this.length) return;
        const wider = Buffer.allocUnsafe(2 * this.bytes.length + count);
        this.bytes.copy(wider, 0, 0, this.length);
        this.bytes = wider;
    }

    put(byte) {
        this.room(1);
        this.bytes[this.length++] = byte;
    }

    word(word) {
        this.room(word.length);
        for (let i = 0; i < word.length; i++) this.bytes[this.length++] = word.charCodeAt(i);
    }

    string(string) {
        this.room(2 * string.length + 2);
        const { bytes } = this;
        let at = this.length;
        bytes[at++] = QUOTE;
        for (let i = 0; i < string.length; i++) {
            const byte = string.charCodeAt(i);
            if (isPlain(byte)) {
                bytes[at++] = byte;
            } else {
                bytes[at++] = BACKSLASH;
                bytes[at++] = ESCAPES[byte];
            }
        }
        bytes[at++] = QUOTE;
        this.length = at;
    }

    number(number) {
        this.room(17);
        const { bytes } = this;
        let rest = Math.abs(number);
        if (rest >= 2 ** 31) return this.word(String(number));
        if (number < 0) bytes[this.length++] = MINUS;
        let end = this.length + 1;
        for (let bound = 10; bound <= rest; bound *= 10) end++;
        this.length = end;
        do {
            const next = (rest / 10) | 0;
            bytes[--end] = ZERO + (rest - 10 * next);
            rest = next;
        } while (rest !== 0);
    }

    array(items) {
        this.put(OPEN_ARRAY);
        for (let i = 0; i < items.length; i++) {
            if (i !== 0) this.put(COMMA);
            this.value(items[i]);
        }
        this.put(CLOSE_ARRAY);
    }

    object({ items }) {
        this.put(OPEN_OBJECT);
        for (let i = 0; i < items.length; i += 2) {
            if (i !== 0) this.put(COMMA);
            this.string(items[i]);
            this.put(COLON);
            this.value(items[i + 1]);
        }
        this.put(CLOSE_OBJECT);
    }

    value(value) {
        if (typeof value === "string") this.string(value);
        else if (typeof value === "number") this.number(value);
        else if (value instanceof Pairs) this.object(value);
        else if (Array.isArray(value)) this.array(value);
        else this.word(String(value));
    }
}

function setup(n, seed) {
    const records = [];
    for (let i = 0; i < RECORDS; i++) {
        const a = (seed = pj.next(seed));
        const b = (seed = pj.next(seed));
        const c = (seed = pj.next(seed));
        records.push(
            `{"id":${i},"name":"user${a % 1000}","score":${(b % 2000001) - 1000000},` +
                `"active":${c % 2 === 0},"ref":${c % 5 === 0 ? null : a % 97},` +
                `"tags":["t${a % 10}","t${b % 10}"],"pos":{"x":${b % 640},"y":${c % 480}},` +
                `"note":"line\\n\\"q${c % 100}\\"\\t\\\\end"}`,
        );
    }
    const bytes = Buffer.from(`[${records.join(",")}]\0`, "latin1");
    return { text: bytes.latin1Slice(0, bytes.length - 1), bytes };
}

function run(n, seed, state) {
    const document = state.bytes.subarray(0, state.text.length);
    const writer = new Writer();
    const counts = new Counts();
    for (let round = 0; round < n; round++) {
        const tree = new Parser(state).parse();
        counts.walk(tree);
        writer.length = 0;
        writer.value(tree);
        if (!writer.bytes.subarray(0, writer.length).equals(document))
            fail("what was written is not what was read");
    }
    let check = 0;
    for (const byte of document) check = pj.check(check, byte);
    return (
        `bytes ${document.length}\nobjects ${counts.objects}\narrays ${counts.arrays}\n` +
        `strings ${counts.strings}\nints ${counts.ints}\nbools ${counts.trues} ${counts.falses}\n` +
        `nulls ${counts.nulls}\nsum ${BigInt(counts.sum) + counts.bigSum}\n` +
        `strbytes ${counts.stringBytes}\ncheck ${check}\n`
    );
}

pj.main(run, setup);
