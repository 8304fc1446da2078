# SPDX-License-Identifier: MIT
"""A JSON text parsed into a tree, walked, written again and dropped: definition in ../README.md."""

# Not json.py: that would hide the library's module of this name.

import pj

RECORDS = 2000
UNESCAPED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
ESCAPED = {ord(c): "\\" + letter for letter, c in UNESCAPED.items() if letter != "/"}


class Object(list):
    """The pairs of an object, in order. A list is an array."""

    __slots__ = ()


# Parsing: each function takes where its text begins and returns a value and where it ended. A zero
# byte, which is in no value, follows the text, so that nothing need ask for the end. Space is looked
# for only where something else was expected.


def skip_space(text, at):
    while text[at] in " \n\t\r":
        at += 1
    return at


def parse_value(text, at):
    first = text[at]
    if first == '"':
        return parse_string(text, at + 1)
    if first == "{":
        return parse_object(text, at + 1)
    if first == "[":
        return parse_array(text, at + 1)
    if first == "t" and text.startswith("true", at):
        return True, at + 4
    if first == "f" and text.startswith("false", at):
        return False, at + 5
    if first == "n" and text.startswith("null", at):
        return None, at + 4
    if first in " \n\t\r":
        return parse_value(text, skip_space(text, at))
    return parse_number(text, at)


def parse_number(text, at):
    first = at + 1 if text[at] == "-" else at
    end = first
    while "0" <= text[end] <= "9":
        end += 1
    if end == first or end > first + 1 and text[first] == "0":
        raise ValueError("not a number")
    number = int(text[at:end])
    if end - at > 18 and not -2**63 <= number < 2**63:
        raise ValueError("a number has more than 64 bits")
    return number, end


def parse_string(text, at):
    end = text.index('"', at)
    string = text[at:end]
    if string.isprintable() and "\\" not in string:
        return string, end + 1
    return parse_escaped(text, at)


def parse_escaped(text, at):
    parts = []
    start = at
    while (c := text[at]) != '"':
        if c < " ":
            raise ValueError("a string does not end")
        if c == "\\":
            parts.append(text[start:at])
            parts.append(UNESCAPED[text[at + 1]])
            at = start = at + 2
        else:
            at += 1
    parts.append(text[start:at])
    return "".join(parts), at + 1


def parse_array(text, at):
    items = []
    if text[at] <= " ":
        at = skip_space(text, at)
    if text[at] == "]":
        return items, at + 1
    while True:
        item, at = parse_value(text, at)
        items.append(item)
        if text[at] != ",":
            at = skip_space(text, at)
            if text[at] != ",":
                break
        at += 1
    if text[at] != "]":
        raise ValueError("an array does not end")
    return items, at + 1


def parse_object(text, at):
    pairs = Object()
    if text[at] <= " ":
        at = skip_space(text, at)
    if text[at] == "}":
        return pairs, at + 1
    while True:
        if text[at] != '"':
            at = skip_space(text, at)
            if text[at] != '"':
                raise ValueError("a pair has no key")
        key, at = parse_string(text, at + 1)
        if text[at] != ":":
            at = skip_space(text, at)
            if text[at] != ":":
                raise ValueError("a pair has no value")
        value, at = parse_value(text, at + 1)
        pairs.append((key, value))
        if text[at] != ",":
            at = skip_space(text, at)
            if text[at] != ",":
                break
        at += 1
    if text[at] != "}":
        raise ValueError("an object does not end")
    return pairs, at + 1


def parse(text):
    tree, at = parse_value(text, 0)
    if skip_space(text, at) != len(text) - 1:
        raise ValueError("something follows the value")
    return tree


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
            elif kind is Object:
                objects += 1
                inside.append([value for _, value in value])
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


def write_string(string):
    if "\\" in string or '"' in string or not string.isprintable():
        string = string.translate(ESCAPED)
    return f'"{string}"'


def write(value):
    kind = type(value)
    if kind is str:
        return write_string(value)
    if kind is int:
        return str(value)
    if kind is Object:
        return "{" + ",".join([f"{write_string(key)}:{write(value)}" for key, value in value]) + "}"
    if kind is list:
        return "[" + ",".join([write(item) for item in value]) + "]"
    if value is None:
        return "null"
    return "true" if value else "false"


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
    ended = text + "\0"
    counts = (0,) * 9
    for _ in range(n):
        tree = parse(ended)
        counts = walk(tree, counts)
        if write(tree) != text:
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
