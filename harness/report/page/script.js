// SPDX-License-Identifier: MIT
// Makes the headings of tables sort their rows. Without it the page lacks nothing else.
"use strict";

const cellOf = (body, column) => body.rows[0].cells[column];
const textOf = (body, column) => cellOf(body, column).textContent.trim();

// What a column is sorted by: the numbers in base units, the numbers its texts begin with, or
// the texts. What is absent comes last, whichever way.
function keysOf(bodies, column) {
    const texts = bodies.map((body) => textOf(body, column));
    const numbers = bodies.map((body, i) => {
        const value = cellOf(body, column).dataset.value;
        return value !== undefined ? Number(value) : parseFloat(texts[i]);
    });
    const absent = texts.map((text) => text === "n/a" || text === "");
    const numeric = numbers.every((number, i) => absent[i] || !Number.isNaN(number));
    return bodies.map((body, i) => (absent[i] ? null : numeric ? numbers[i] : texts[i]));
}

function compare(a, b) {
    return typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
}

function sort(table, heading) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    const bodies = [...table.tBodies];
    const keys = keysOf(bodies, heading.cellIndex);
    const order = bodies.map((body, i) => i);

    order.sort((i, j) => {
        if (keys[i] === null || keys[j] === null)
            return (keys[i] === null) - (keys[j] === null) || i - j;
        return (down ? -1 : 1) * compare(keys[i], keys[j]) || i - j;
    });
    for (const other of heading.parentNode.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    table.append(...order.map((i) => bodies[i]));
}

for (const table of document.querySelectorAll("table")) {
    if (table.tBodies.length < 2 || table.tHead.rows[0].cells.length < 3) continue;
    for (const heading of table.tHead.rows[0].cells) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...heading.childNodes);
        button.addEventListener("click", () => sort(table, heading));
        heading.append(button);
    }
}
