# SPDX-License-Identifier: MIT
"""Patterns counted and replaced in DNA by a matcher of our own: definition in ../README.md."""

import pj

# The kinds of the NFA's nodes, which are (kind, next, other, set).
MATCH, TAKE, FORK = range(3)

ANY_BYTE = frozenset(range(256))

# A quiet state is a list: for each byte the state after it, and at PLACES where the NFA can be then.
# The others have no items, so a loop that steps from state to state needs no test for them: the step
# after one raises TypeError. They are false, where a loop does test.
PLACES = 256
FINAL = None


class Other:
    """A state that has matched, is unknown yet, or dead. ROW is the list to go on with, or where it stands."""

    __slots__ = ("kind", "row")

    def __init__(self, kind, row):
        self.kind = kind
        self.row = row

    def __bool__(self):
        return False


MATCHING, UNKNOWN = range(2)
DEAD = Other(None, None)


def parse(pattern):
    """Return the branches: lists of items, each a set of bytes and whether any number are taken."""
    branches = [[]]
    rest = iter(pattern)
    for byte in rest:
        if byte == "|":
            branches.append([])
        elif byte == "*":
            branches[-1][-1] = branches[-1][-1][0], True
        else:
            branches[-1].append((parse_set(byte, rest), False))
    return branches


def parse_set(byte, rest):
    if byte == ".":
        return ANY_BYTE - {ord("\n")}
    if byte == "[":
        listed = "".join(iter(rest.__next__, "]"))
        if listed[0] == "^":
            return ANY_BYTE - set(map(ord, listed[1:]))
        return set(map(ord, listed))
    return {ord(next(rest) if byte == "\\" else byte)}


class Automaton:
    def __init__(self, pattern, backwards):
        self.longest = backwards  # the longest match backwards is the leftmost
        self.nodes = [(MATCH, None, None, None)]
        self.rows = {}
        entries = [self.add_branch(branch, backwards) for branch in parse(pattern)]
        entry = entries.pop()
        while entries:
            entry = self.add(FORK, entries.pop(), entry, None)
        if not backwards:
            # To begin here is preferred to going on to the next byte.
            skip = self.add(TAKE, len(self.nodes) + 1, None, ANY_BYTE)
            entry = self.add(FORK, entry, skip, None)
        places = []
        self.visit(entry, set(), places)
        self.start = self.row(tuple(places))

    def add(self, *node):
        self.nodes.append(node)
        return len(self.nodes) - 1

    def add_branch(self, items, backwards):
        """Add nodes that lead to node 0, MATCH; return where they begin."""
        follow = 0
        for taken, repeated in items if backwards else reversed(items):
            if repeated:
                take = self.add(TAKE, len(self.nodes) + 1, None, taken)
                follow = self.add(FORK, take, follow, None)
            else:
                follow = self.add(TAKE, follow, None, taken)
        return follow

    def visit(self, node, seen, places):
        """Add the node, or what it forks to. Nothing counts after a preferred match, nor a second time."""
        if node in seen or (0 in seen and not self.longest):
            return
        seen.add(node)
        kind, follow, other, _ = self.nodes[node]
        if kind == TAKE:
            places.append(node)
        elif kind == FORK:
            self.visit(follow, seen, places)
            self.visit(other, seen, places)

    def row(self, places):
        row = self.rows.get(places)
        if row is None:
            row = self.rows[places] = []
            row += [Other(UNKNOWN, row)] * 256
            row.append(places)
        return row

    def step(self, row, byte):
        """Make the state after the byte, which was unknown."""
        seen, places = set(), []
        for node in row[PLACES]:
            _, follow, _, taken = self.nodes[node]
            if byte in taken:
                self.visit(follow, seen, places)
        matched = 0 in seen
        if not places:
            state = FINAL if matched else DEAD
        else:
            state = self.row(tuple(places))
            if matched:
                state = Other(MATCHING, state)
        row[byte] = state
        return state

    def resolve(self, state, byte):
        """Return the list to go on with after a state that is none, or None; and whether it has matched."""
        if state is not FINAL and state.kind == UNKNOWN:
            state = self.step(state.row, byte)
            if state:
                return state, False
        if state is FINAL:
            return None, True
        return state.row, state.kind == MATCHING

    def ends(self, text, few):
        """Yield where the matches end, each the leftmost after the one before.

        An exception costs as much as a hundred tests: the loop for FEW matches has none.
        """
        start = row = self.start
        found = None
        stream = iter(text)
        while True:
            try:
                if few:
                    for byte in stream:
                        row = row[byte]
                else:
                    for byte in stream:
                        row = row[byte]
                        if row is FINAL:
                            yield len(text) - stream.__length_hint__()
                            row = start
                            found = None
                at = len(text)
            except TypeError:
                at = len(text) - stream.__length_hint__() - 1
            if not row:
                row, matched = self.resolve(row, text[at - 1])
                if matched:
                    found = at
            if not row or at == len(text):
                if found is None:
                    return
                yield found
                at, row, found = found, start, None
            stream = iter(text)
            stream.__setstate__(at)

    def begin(self, text, first, end):
        """Return where the longest match that ends there begins, not before FIRST."""
        row = self.start
        found = end
        stream = reversed(text[first:end])
        for byte in stream:
            row = row[byte]
            if not row:
                row, matched = self.resolve(row, byte)
                if matched:
                    found = first + stream.__length_hint__()
                if not row:
                    break
        return found


def count(pattern, text):
    return sum(1 for _ in Automaton(pattern, False).ends(text, few=True))


def replace(text, pattern, replacement):
    backwards = Automaton(pattern, True)
    replaced = bytearray()
    read = 0
    for end in Automaton(pattern, False).ends(text, few=False):
        replaced += text[read:backwards.begin(text, read, end)]
        replaced += replacement
        read = end
    replaced += text[read:]
    return replaced


COUNTED = [
    "agggtaaa|tttaccct",
    "[cgt]gggtaaa|tttaccc[acg]",
    "a[act]ggtaaa|tttacc[agt]t",
    "ag[act]gtaaa|tttac[agt]ct",
    "agg[act]taaa|ttta[agt]cct",
    "aggg[acg]aaa|ttt[cgt]ccct",
    "agggt[cgt]aa|tt[acg]accct",
    "agggta[cgt]a|t[acg]taccct",
    "agggtaa[cgt]|[acg]ttaccct",
]

REPLACED = [
    ("tHa[Nt]", b"<4>"),
    ("aND|caN|Ha[DS]|WaS", b"<3>"),
    ("a[NSt]|BY", b"<2>"),
    ("<[^>]*>", b"|"),
    (r"\|[^|][^|]*\|", b"-"),
]


def setup(n, seed):
    pj.keep_input()


def read_text(n):
    """Return the input, some 10.2 N bytes, which need not be kept."""
    text = bytearray(11 * n + 65536)
    read = 0
    while got := pj.read_part(memoryview(text)[read:]):
        read += got
        if read == len(text):
            text.extend(bytes(read))
    del text[read:]
    return text


def run(n, seed, state):
    text = read_text(n)
    read = len(text)
    text = replace(text, ">.*\n|\n", b"")
    stripped = len(text)
    answer = [f"{pattern} {count(pattern, text)}\n" for pattern in COUNTED]
    for pattern, replacement in REPLACED:
        text = replace(text, pattern, replacement)
    answer.append(f"\n{read}\n{stripped}\n{len(text)}\n")
    return "".join(answer)


pj.main(run, setup)
