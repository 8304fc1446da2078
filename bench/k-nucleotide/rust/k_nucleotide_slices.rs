// SPDX-License-Identifier: MIT
//! How often each k letters of a DNA sequence occur: definition in ../README.md.
//! The keys are slices.

mod pj;

use std::collections::HashMap;
use std::io::Write;

const NAMES: [&str; 5] = [
    "GGT",
    "GGTA",
    "GGTATT",
    "GGTATTTTAATT",
    "GGTATTTTAATTTATAGT",
];

/// Counts all `k` letters in a row; the hash function is the map's own.
fn count(letters: &[u8], k: usize) -> HashMap<&[u8], u32> {
    let mut counts = HashMap::new();
    for name in letters.windows(k) {
        *counts.entry(name).or_insert(0) += 1;
    }
    counts
}

fn put_frequencies(out: &mut Vec<u8>, letters: &[u8], k: usize) {
    let counts = count(letters, k);
    let total: u64 = counts.values().map(|&count| u64::from(count)).sum();
    let mut found: Vec<_> = counts
        .iter()
        .map(|(key, &count)| (count, String::from_utf8_lossy(key)))
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
    let count = counts.get(name.as_bytes()).unwrap_or(&0);
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

fn run(_: &pj::Input, text: &mut Vec<u8>, out: &mut Vec<u8>) {
    let lines = third(text);
    let mut letters = Vec::with_capacity(lines.len());
    for line in lines.split(|&byte| byte == b'\n') {
        letters.extend_from_slice(line);
    }
    letters.make_ascii_uppercase();
    put_frequencies(out, &letters, 1);
    put_frequencies(out, &letters, 2);
    for name in NAMES {
        put_count(out, &letters, name);
    }
}

fn main() {
    pj::main(|_| pj::read_input(), run)
}
