// SPDX-License-Identifier: MIT
//! How often each k letters of a DNA sequence occur: definition in ../README.md.

mod pj;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Write;

const LETTERS: &[u8; 4] = b"ACTG"; // by bits 1 and 2 of their code, either case

const LETTER_BITS: usize = 2;

const BLOCK: usize = 65536;

const NAMES: [&str; 5] = [
    "GGT",
    "GGTA",
    "GGTATT",
    "GGTATTTTAATT",
    "GGTATTTTAATTTATAGT",
];

type Counts = HashMap<u64, u32, BuildHasherDefault<Multiply>>;

/// The map looks at the product's lowest bits, which the last letters decide, and at the highest.
#[derive(Default)]
struct Multiply(u64);

impl Hasher for Multiply {
    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e3779b97f4a7c15);
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are u64")
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The letters in words of 32, the first in a word's lowest bits.
#[derive(Default)]
struct Sequence {
    words: Vec<u64>,
    length: usize,
}

impl Sequence {
    const WORD: usize = 32;

    /// Adds the letters of whole or broken lines.
    fn add(&mut self, lines: &[u8]) {
        let mut length = self.length;
        let partial = if length % Self::WORD != 0 {
            self.words.pop()
        } else {
            None
        };
        let mut word = partial.unwrap_or(0);
        for &letter in lines {
            if letter == b'\n' {
                continue;
            }
            word |= bits_of(letter) << (length % Self::WORD * LETTER_BITS);
            length += 1;
            if length % Self::WORD == 0 {
                self.words.push(word);
                word = 0;
            }
        }
        if length % Self::WORD != 0 {
            self.words.push(word);
        }
        self.length = length;
    }
}

/// Of a letter, in either case.
fn bits_of(letter: u8) -> u64 {
    u64::from(letter >> 1 & 3)
}

fn append(key: u64, letter: u64) -> u64 {
    key << LETTER_BITS | letter
}

/// Counts all `k` letters in a row, no more than 32.
fn count(sequence: &Sequence, k: usize) -> Counts {
    let mask = (1 << (LETTER_BITS * k)) - 1;
    let mut counts = Counts::default();
    if sequence.length < k {
        return counts;
    }
    let mut key = (0..k - 1).fold(0, |key, i| {
        append(key, sequence.words[0] >> (i * LETTER_BITS) & 3)
    });
    let mut at = k - 1;
    for (number, &word) in sequence.words.iter().enumerate() {
        let mut word = word >> (at % Sequence::WORD * LETTER_BITS);
        let end = sequence.length.min((number + 1) * Sequence::WORD);
        while at < end {
            key = append(key, word & 3) & mask;
            word >>= LETTER_BITS;
            *counts.entry(key).or_insert(0) += 1;
            at += 1;
        }
    }
    counts
}

/// The letters of a key, the first in the highest bits.
fn name(key: u64, k: usize) -> String {
    let letter = |i| char::from(LETTERS[(key >> (LETTER_BITS * i) & 3) as usize]);
    (0..k).rev().map(letter).collect()
}

fn put_frequencies(out: &mut Vec<u8>, sequence: &Sequence, k: usize) {
    let counts = count(sequence, k);
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

fn put_count(out: &mut Vec<u8>, sequence: &Sequence, name: &str) {
    let counts = count(sequence, name.len());
    let key = name.bytes().map(bits_of).fold(0, append);
    let count = counts.get(&key).unwrap_or(&0);
    writeln!(out, "{count}\t{name}").expect("a Vec takes all");
}

/// Reads the input and returns the letters of its third and last record.
fn setup(_: &pj::Input) -> Sequence {
    let mut block = vec![0; BLOCK];
    let mut marks = &b">>>\n"[..]; // to be passed
    let mut sequence = Sequence::default();
    loop {
        let got = pj::read_part(&mut block);
        if got == 0 {
            return sequence;
        }
        let mut rest = &block[..got];
        while let Some((mark, others)) = marks.split_first() {
            // `contains` looks at words, `position` at each byte.
            if !rest.contains(mark) {
                break;
            }
            let at = rest.iter().position(|byte| byte == mark).unwrap_or(0);
            rest = &rest[at + 1..];
            marks = others;
        }
        if marks.is_empty() {
            sequence.add(rest);
        }
    }
}

fn run(_: &pj::Input, sequence: &mut Sequence, out: &mut Vec<u8>) {
    put_frequencies(out, sequence, 1);
    put_frequencies(out, sequence, 2);
    for name in NAMES {
        put_count(out, sequence, name);
    }
}

fn main() {
    pj::main(setup, run)
}
