// SPDX-License-Identifier: MIT
//! How often each k letters of a DNA sequence occur: definition in ../README.md.

mod pj;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{self, BufRead, Write};
use std::process;

const LETTERS: &[u8; 4] = b"ACTG"; // by bits 1 and 2 of their code, either case

const LETTER_BITS: usize = 2;

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

fn append(key: u64, letter: u8) -> u64 {
    key << LETTER_BITS | u64::from(letter >> 1 & 3)
}

/// Counts all `k` letters in a row.
fn count(letters: &[u8], k: usize) -> Counts {
    let mask = (1 << (LETTER_BITS * k)) - 1;
    let mut counts = Counts::default();
    let (begin, rest) = letters.split_at(letters.len().min(k - 1));
    let mut key = begin.iter().fold(0, |key, &letter| append(key, letter));
    for &letter in rest {
        key = append(key, letter) & mask;
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

/// The letters of a key, the first in the highest bits.
fn name(key: u64, k: usize) -> String {
    let letter = |i| char::from(LETTERS[(key >> (LETTER_BITS * i) & 3) as usize]);
    (0..k).rev().map(letter).collect()
}

fn put_frequencies(out: &mut Vec<u8>, letters: &[u8], k: usize) {
    let counts = count(letters, k);
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

fn put_count(out: &mut Vec<u8>, letters: &[u8], name: &str) {
    let counts = count(letters, name.len());
    let key = name.bytes().fold(0, append);
    let count = counts.get(&key).unwrap_or(&0);
    writeln!(out, "{count}\t{name}").expect("a Vec takes all");
}

/// Takes from the input all up to the next `byte`, and it too. `contains` looks at words, `position`
/// at each byte.
fn skip_past(byte: u8, input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if buffer.contains(&byte) {
            let at = buffer.iter().position(|&other| other == byte);
            input.consume(at.unwrap_or(0) + 1);
            return Ok(());
        }
        let length = buffer.len();
        input.consume(length);
    }
}

/// The letters of the third and last record: the whole input would double the memory.
fn third() -> io::Result<Vec<u8>> {
    let mut input = io::stdin().lock();
    for _ in 0..3 {
        skip_past(b'>', &mut input)?;
    }
    skip_past(b'\n', &mut input)?;
    let mut letters = Vec::new();
    while input.read_until(b'\n', &mut letters)? > 0 {
        letters.pop();
    }
    Ok(letters)
}

fn setup(_: &pj::Input) -> Vec<u8> {
    third().unwrap_or_else(|_| {
        eprintln!("cannot read the input");
        process::exit(66)
    })
}

fn run(_: &pj::Input, letters: &mut Vec<u8>, out: &mut Vec<u8>) {
    put_frequencies(out, letters, 1);
    put_frequencies(out, letters, 2);
    for name in NAMES {
        put_count(out, letters, name);
    }
}

fn main() {
    pj::main(setup, run)
}
