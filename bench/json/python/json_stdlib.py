# SPDX-License-Identifier: MIT
"""A JSON text parsed, walked and written again by the module json: definition in ../README.md."""

import json

import pj

RECORDS = 2000
# Made once: json.dumps would make an encoder for each call that sets separators.
ENCODE = json.JSONEncoder(separators=(",", ":")).encode


def walk(tree, counts):
    objects, arrays, strings, ints, true, false, nulls, total, string_bytes = counts
    inside = [[tree]]
    while inside:
        for value in inside.pop():
            kind = type(value)
            if kind is str:
                strings += 1
                string_bytes += len(value)  # the text is ASCII
            elif kind is int:
                ints += 1
                total += value
            elif kind is dict:
                objects += 1
                inside.append(value.values())
            elif kind is list:
                arrays += 1
                inside.append(value)
            elif value is None:
                nulls += 1
            elif value:
                true += 1
            else:
                false += 1
    return objects, arrays, strings, ints, true, false, nulls, total, string_bytes


def setup(n, seed):
    draws = pj.generator(seed)
    records = []
    for i in range(RECORDS):
        a, b, c = next(draws), next(draws), next(draws)
        records.append(
            f'{{"id":{i},"name":"user{a % 1000}","score":{b % 2000001 - 1000000},'
            f'"active":{"false" if c % 2 else "true"},"ref":{a % 97 if c % 5 else "null"},'
            f'"tags":["t{a % 10}","t{b % 10}"],"pos":{{"x":{b % 640},"y":{c % 480}}},'
            f'"note":"line\\n\\"q{c % 100}\\"\\t\\\\end"}}'
        )
    return "[" + ",".join(records) + "]"


def run(n, seed, text):
    counts = (0,) * 9
    for _ in range(n):
        tree = json.loads(text)
        counts = walk(tree, counts)
        if ENCODE(tree) != text:
            pj.fail(pj.SOFTWARE, "what was written is not what was read")
    check = 0
    for byte in text.encode():
        check = (check * 1000003 + byte + 1) % 2147483647
    objects, arrays, strings, ints, true, false, nulls, total, string_bytes = counts
    return (
        f"bytes {len(text)}\nobjects {objects}\narrays {arrays}\nstrings {strings}\nints {ints}\n"
        f"bools {true} {false}\nnulls {nulls}\nsum {total}\nstrbytes {string_bytes}\ncheck {check}\n"
    )


if __name__ == "__main__":
    pj.main(run, setup)
