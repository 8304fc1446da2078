// SPDX-License-Identifier: MIT
//! Patterns counted and replaced in DNA by a matcher of our own: definition in ../README.md.

mod pj;

use std::io::Write;
use std::iter::Peekable;
use std::slice::Iter;

// The numbers of the states: at those below FIRST_QUIET the search has to look closer.
// A usize, although a byte in the table: a byte would be extended in each step, a cycle of five.
type State = usize;

const UNKNOWN: State = 0;
const DEAD: State = 1;
const FINAL: State = 2;
const FIRST_MATCHING: State = 3;
const FIRST_QUIET: State = 128;
const START: State = FIRST_QUIET;
const STATES: State = 256;

type Set = [bool; 256];

/// A set of bytes, one of which is taken, or any number of them.
struct Item {
    set: Set,
    repeated: bool,
}

/// A node of the NFA takes a byte of its set and goes on, or forks without taking one.
enum Node {
    Match,
    Take { set: Set, next: usize },
    Fork { first: usize, second: usize },
}

/// Where the NFA can be, as nodes that take, the preferred first, and whether it has matched.
#[derive(Default, PartialEq)]
struct Places {
    nodes: Vec<usize>,
    matched: bool,
}

/// The DFA's states are numbered as they are met.
struct Automaton {
    next: Box<[[u8; STATES]; 256]>, // of a byte and a state, UNKNOWN until it is needed
    matching: Vec<Places>,          // of the states from FIRST_MATCHING on
    quiet: Vec<Places>,             // of those from FIRST_QUIET on
    longest: bool,                  // a match does not end what is less preferred
    nodes: Vec<Node>,
}

fn parse_item(pattern: &mut Peekable<Iter<u8>>) -> Item {
    let mut byte = || *pattern.next().expect("the pattern is whole");
    let mut set = [false; 256];
    match byte() {
        b'.' => {
            set = [true; 256];
            set[usize::from(b'\n')] = false;
        }
        b'[' => {
            let mut one = byte();
            let negated = one == b'^';
            if negated {
                set = [true; 256];
                one = byte();
            }
            while one != b']' {
                set[usize::from(one)] = !negated;
                one = byte();
            }
        }
        b'\\' => set[usize::from(byte())] = true,
        one => set[usize::from(one)] = true,
    }
    let repeated = pattern.next_if(|&&byte| byte == b'*').is_some();
    Item { set, repeated }
}

impl Automaton {
    fn new(pattern: &str, backwards: bool) -> Automaton {
        let mut a = Automaton {
            next: Box::new([[UNKNOWN as u8; STATES]; 256]),
            matching: Vec::new(),
            quiet: Vec::new(),
            longest: backwards, // the longest match backwards is the leftmost
            nodes: Vec::new(),
        };
        let end = a.add(Node::Match);
        let mut entry = a.add_branches(&mut pattern.as_bytes().iter().peekable(), backwards, end);
        if !backwards {
            // To begin here is preferred to going on to the next byte.
            let set = [true; 256];
            let next = a.nodes.len() + 1;
            let second = a.add(Node::Take { set, next });
            let first = entry;
            entry = a.add(Node::Fork { first, second });
        }
        let mut start = Places::default();
        a.visit(entry, &mut vec![false; a.nodes.len()], &mut start);
        a.number(start); // START
        a
    }

    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn add_item(&mut self, item: Item, next: usize) -> usize {
        let set = item.set;
        if !item.repeated {
            return self.add(Node::Take { set, next });
        }
        let fork = self.nodes.len() + 1;
        let first = self.add(Node::Take { set, next: fork });
        let second = next;
        self.add(Node::Fork { first, second })
    }

    /// Adds the branches of the pattern, which lead to the node `end`; returns where they begin.
    fn add_branches(
        &mut self,
        pattern: &mut Peekable<Iter<u8>>,
        backwards: bool,
        end: usize,
    ) -> usize {
        let mut items = Vec::new();
        while pattern.peek().map_or(false, |&&byte| byte != b'|') {
            items.push(parse_item(pattern));
        }
        if !backwards {
            items.reverse();
        }
        let first = items
            .into_iter()
            .fold(end, |next, item| self.add_item(item, next));
        if pattern.next().is_none() {
            return first;
        }
        let second = self.add_branches(pattern, backwards, end);
        self.add(Node::Fork { first, second })
    }

    /// Adds the node, or what it forks to. Nothing counts after a preferred match, nor a second time.
    fn visit(&self, node: usize, seen: &mut [bool], places: &mut Places) {
        if seen[node] || (places.matched && !self.longest) {
            return;
        }
        seen[node] = true;
        match self.nodes[node] {
            Node::Match => places.matched = true,
            Node::Take { .. } => places.nodes.push(node),
            Node::Fork { first, second } => {
                self.visit(first, seen, places);
                self.visit(second, seen, places);
            }
        }
    }

    /// The number of the state that stands for the places, a new one if need be.
    fn number(&mut self, places: Places) -> State {
        if places.nodes.is_empty() {
            return if places.matched { FINAL } else { DEAD };
        }
        let (known, first, room) = if places.matched {
            (
                &mut self.matching,
                FIRST_MATCHING,
                FIRST_QUIET - FIRST_MATCHING,
            )
        } else {
            (&mut self.quiet, FIRST_QUIET, STATES - FIRST_QUIET)
        };
        let index = known.iter().position(|other| *other == places);
        let index = index.unwrap_or_else(|| {
            assert!(known.len() < room, "too many states");
            known.push(places);
            known.len() - 1
        });
        first + index
    }

    /// The transition that was UNKNOWN.
    #[cold]
    fn step(&mut self, state: State, byte: u8) -> State {
        let from = if state < FIRST_QUIET {
            &self.matching[state - FIRST_MATCHING]
        } else {
            &self.quiet[state - FIRST_QUIET]
        };
        let mut seen = vec![false; self.nodes.len()];
        let mut to = Places::default();
        for &node in &from.nodes {
            match &self.nodes[node] {
                Node::Take { set, next } if set[usize::from(byte)] => {
                    self.visit(*next, &mut seen, &mut to)
                }
                _ => (),
            }
        }
        let after = self.number(to);
        self.next[usize::from(byte)][state] = after as u8;
        after
    }

    /// Where the leftmost match in `text[at..]` ends; and the last place where the state was START:
    /// the match does not begin before it.
    #[inline]
    fn find_end(&mut self, text: &[u8], at: usize) -> Option<(usize, usize)> {
        let mut state = START;
        let mut found = None;
        let mut clean = at;
        for (at, &byte) in text.iter().enumerate().skip(at) {
            let before = state;
            if state == START {
                clean = at;
            }
            state = usize::from(self.next[usize::from(byte)][state]);
            if state < FIRST_QUIET {
                if state == UNKNOWN {
                    state = self.step(before, byte);
                }
                if state == DEAD {
                    break;
                }
                if state < FIRST_QUIET {
                    found = Some(at + 1);
                }
                if state == FINAL {
                    break;
                }
            }
        }
        found.map(|end| (end, clean))
    }

    /// Where the longest match that ends with the text begins.
    #[inline]
    fn find_begin(&mut self, text: &[u8]) -> usize {
        let mut state = START;
        let mut found = text.len();
        for (at, &byte) in text.iter().enumerate().rev() {
            let before = state;
            state = usize::from(self.next[usize::from(byte)][state]);
            if state < FIRST_QUIET {
                if state == UNKNOWN {
                    state = self.step(before, byte);
                }
                if state == DEAD {
                    break;
                }
                if state < FIRST_QUIET {
                    found = at;
                }
                if state == FINAL {
                    break;
                }
            }
        }
        found
    }
}

fn count(pattern: &str, text: &[u8]) -> usize {
    let mut automaton = Automaton::new(pattern, false);
    let mut matches = 0;
    let mut at = 0;
    while let Some((end, _)) = automaton.find_end(text, at) {
        matches += 1;
        at = end;
    }
    matches
}

/// Moves what begins at `at` to the end of the memory, for `room` bytes at least before it;
/// returns where it begins then.
fn make_room(text: &mut Vec<u8>, at: usize, room: usize) -> usize {
    let length = text.len();
    let longer = if text.capacity() - length < room {
        length + length / 8 + room
    } else {
        text.capacity()
    };
    text.reserve_exact(longer - length);
    text.resize(longer, 0);
    text.copy_within(at..length, longer - (length - at));
    longer - (length - at)
}

/// In place: the new text grows behind the one that is still to be read.
fn replace(text: &mut Vec<u8>, pattern: &str, with: &str) {
    let mut forwards = Automaton::new(pattern, false);
    let mut backwards = Automaton::new(pattern, true);
    let with = with.as_bytes();
    let (mut read, mut written) = (0, 0);
    while let Some((end, clean)) = forwards.find_end(text, read) {
        let begin = clean + backwards.find_begin(&text[clean..end]);
        text.copy_within(read..begin, written);
        written += begin - read;
        read = end;
        if read - written < with.len() {
            read = make_room(text, read, with.len());
        }
        text[written..written + with.len()].copy_from_slice(with);
        written += with.len();
    }
    text.copy_within(read.., written);
    text.truncate(written + text.len() - read);
}

const COUNTED: [&str; 9] = [
    "agggtaaa|tttaccct",
    "[cgt]gggtaaa|tttaccc[acg]",
    "a[act]ggtaaa|tttacc[agt]t",
    "ag[act]gtaaa|tttac[agt]ct",
    "agg[act]taaa|ttta[agt]cct",
    "aggg[acg]aaa|ttt[cgt]ccct",
    "agggt[cgt]aa|tt[acg]accct",
    "agggta[cgt]a|t[acg]taccct",
    "agggtaa[cgt]|[acg]ttaccct",
];

const REPLACED: [(&str, &str); 5] = [
    ("tHa[Nt]", "<4>"),
    ("aND|caN|Ha[DS]|WaS", "<3>"),
    ("a[NSt]|BY", "<2>"),
    ("<[^>]*>", "|"),
    (r"\|[^|][^|]*\|", "-"),
];

/// The input is some 10.2 N bytes, and the text becomes longer when it is replaced.
fn read_text(n: usize) -> Vec<u8> {
    let mut text = vec![0; 11 * n + 65536];
    let mut length = 0;
    loop {
        if length == text.len() {
            text.resize(2 * length, 0);
        }
        let got = pj::read_part(&mut text[length..]);
        length += got;
        if got == 0 {
            text.truncate(length);
            return text;
        }
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let mut text = read_text(input.n as usize);
    let length = text.len();
    replace(&mut text, ">.*\n|\n", "");
    let stripped = text.len();
    for pattern in COUNTED {
        writeln!(out, "{} {}", pattern, count(pattern, &text)).expect("a Vec takes all");
    }
    for (pattern, with) in REPLACED {
        replace(&mut text, pattern, with);
    }
    writeln!(out, "\n{}\n{}\n{}", length, stripped, text.len()).expect("a Vec takes all");
}

fn main() {
    pj::main(|_| pj::keep_input(), run)
}
