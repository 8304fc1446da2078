// SPDX-License-Identifier: MIT
//! How often each k letters of a DNA sequence occur, counted on all CPUs: definition in ../README.md.

mod pj;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Write;
use std::sync::Mutex;
use std::thread;

const LETTERS: &[u8; 4] = b"ACTG"; // by bits 1 and 2 of their code, either case

const LETTER_BITS: usize = 2;

enum Question {
    Frequencies(usize),
    Count(&'static str),
}

const QUESTIONS: [Question; 7] = [
    Question::Frequencies(1),
    Question::Frequencies(2),
    Question::Count("GGT"),
    Question::Count("GGTA"),
    Question::Count("GGTATT"),
    Question::Count("GGTATTTTAATT"),
    Question::Count("GGTATTTTAATTTATAGT"),
];

type Counts = HashMap<u64, u32, BuildHasherDefault<Multiply>>;

/// The product's high bits are mixed best; the map looks at the lowest.
#[derive(Default)]
struct Multiply(u64);

impl Hasher for Multiply {
    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e3779b97f4a7c15).rotate_left(26);
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are u64")
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn append(key: u64, letter: u8) -> u64 {
    key << LETTER_BITS | u64::from(letter >> 1 & 3)
}

/// Counts all `k` letters in a row.
fn count(lines: &[u8], k: usize) -> Counts {
    let mask = (1 << (LETTER_BITS * k)) - 1;
    let mut counts = Counts::default();
    let mut key = 0;
    let mut missing = k - 1;
    for line in lines.split(|&byte| byte == b'\n') {
        let (begin, line) = line.split_at(missing.min(line.len()));
        missing -= begin.len();
        key = begin.iter().fold(key, |key, &letter| append(key, letter));
        for &letter in line {
            key = append(key, letter) & mask;
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    counts
}

/// The letters of a key, the first in the highest bits.
fn name(key: u64, k: usize) -> String {
    let letter = |i| char::from(LETTERS[(key >> (LETTER_BITS * i) & 3) as usize]);
    (0..k).rev().map(letter).collect()
}

fn put_frequencies(out: &mut Vec<u8>, lines: &[u8], k: usize) {
    let counts = count(lines, k);
    let total: u64 = counts.values().map(|&count| u64::from(count)).sum();
    let mut found: Vec<_> = counts
        .iter()
        .map(|(&key, &count)| (count, name(key, k)))
        .collect();
    found.sort_by(|(count, name), (count2, name2)| count2.cmp(count).then(name.cmp(name2)));
    for (count, name) in found {
        let percent = 100.0 * f64::from(count) / total as f64;
        writeln!(out, "{name} {percent:.3}").expect("a Vec takes all");
    }
    out.push(b'\n');
}

fn put_count(out: &mut Vec<u8>, lines: &[u8], name: &str) {
    let counts = count(lines, name.len());
    let key = name.bytes().fold(0, append);
    let count = counts.get(&key).unwrap_or(&0);
    writeln!(out, "{count}\t{name}").expect("a Vec takes all");
}

/// What follows the next BYTE. `contains` looks at words, `position` at each byte.
fn after(text: &[u8], byte: u8) -> &[u8] {
    let without = text.chunks(4096).take_while(|page| !page.contains(&byte));
    let page = without.map(<[u8]>::len).sum();
    let at = text[page..].iter().position(|&other| other == byte);
    &text[page + at.expect("three records") + 1..]
}

/// The lines of the third and last record.
fn third(text: &[u8]) -> &[u8] {
    let record = (0..3).fold(text, |text, _| after(text, b'>'));
    after(record, b'\n')
}

/// The calling thread answers questions too.
fn answer_all(lines: &[u8]) -> Vec<Vec<u8>> {
    let mut answers = vec![Vec::new(); QUESTIONS.len()];
    // The last questions take the most time, and are taken first.
    let tasks = Mutex::new(QUESTIONS.iter().zip(&mut answers).rev());
    let next_task = || tasks.lock().expect("no thread panics").next();
    let answer_some = || {
        while let Some((question, answer)) = next_task() {
            match *question {
                Question::Frequencies(k) => put_frequencies(answer, lines, k),
                Question::Count(name) => put_count(answer, lines, name),
            }
        }
    };
    let cpus = thread::available_parallelism().map_or(1, |count| count.get());
    thread::scope(|scope| {
        for _ in 1..cpus.min(QUESTIONS.len()) {
            scope.spawn(answer_some);
        }
        answer_some();
    });
    answers
}

fn run(_: &pj::Input, text: &mut Vec<u8>, out: &mut Vec<u8>) {
    for answer in answer_all(third(text)) {
        out.extend(answer);
    }
}

fn main() {
    pj::main(|_| pj::read_input(), run)
}
