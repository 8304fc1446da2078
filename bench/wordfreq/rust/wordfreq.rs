// SPDX-License-Identifier: MIT
//! The words of a text, counted in a `HashMap` with FNV-1a and sorted: definition in ../README.md.

mod pj;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Write;

/// FNV-1a of the bytes of a slice alone: its length, which the library would add, is left out.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(14695981039346656037)
    }
}

impl Hasher for Fnv {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(1099511628211);
        }
    }

    #[inline]
    fn write_usize(&mut self, _: usize) {}

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

type Counts = HashMap<Box<[u8]>, u32, BuildHasherDefault<Fnv>>;

/// Eight zero bytes stand behind the text, for it is read by eights.
struct Text {
    bytes: Vec<u8>,
    length: usize,
}

fn write_text(input: &pj::Input) -> Text {
    let n = input.n as usize;
    let mut seed = input.seed as u32;
    // Nine bytes a word are the most; what is not written to costs nothing.
    let mut bytes = Vec::with_capacity(9 * n + 8);

    for i in 0..n {
        let mut draw = || pj::next(&mut seed) % 20000;
        let (a, b, d) = (draw(), draw(), draw());
        let k = a.min(b).min(d);
        let mut x = k * 7919 + 12345;

        // Always seven letters, then cut to the word: a loop of as many turns as letters would
        // end where no branch predictor expects it.
        let mut letters = [0; 7];
        for letter in &mut letters {
            *letter = b'a' + (x % 26) as u8;
            x /= 26;
        }
        if i % 7 == 0 {
            letters[0] = letters[0].to_ascii_uppercase();
        }
        let end = bytes.len() + 3 + (k % 5) as usize;
        bytes.extend_from_slice(&letters);
        bytes.truncate(end);
        if i % 11 == 10 {
            bytes.push(if i % 22 == 10 { b',' } else { b'.' });
        }
        bytes.push(if i % 13 == 12 { b'\n' } else { b' ' });
    }
    let length = bytes.len();
    bytes.extend_from_slice(&[0; 8]);
    Text { bytes, length }
}

/// How many of eight bytes, from the lowest, are letters before the first that is none.
#[inline]
fn leading_letters(eight: u64) -> usize {
    let low = (eight | 0x2020202020202020) & 0x7f7f7f7f7f7f7f7f;
    let from_a = low + 0x1f1f1f1f1f1f1f1f; // the high bit: >= 'a'
    let past_z = low + 0x0505050505050505; // the high bit: > 'z'
    let other = !(from_a & !past_z & !eight) & 0x8080808080808080;
    other.trailing_zeros() as usize / 8
}

/// Puts the letters at the beginning of `bytes` into `word`, in lower case.
#[inline]
fn read_word(bytes: &[u8], word: &mut Vec<u8>) {
    word.clear();
    for eight in bytes.chunks_exact(8) {
        let eight = u64::from_le_bytes(eight.try_into().expect("eight bytes"));
        let letters = leading_letters(eight);
        word.extend_from_slice(&(eight | 0x2020202020202020).to_le_bytes());
        if letters < 8 {
            word.truncate(word.len() - 8 + letters);
            break;
        }
    }
}

/// How many words there are in the text, and how many of each.
fn count_words(text: &Text) -> (usize, Counts) {
    let mut counts = Counts::default();
    let mut word = Vec::new();
    let mut tokens = 0;
    let mut at = 0;

    while at < text.length {
        read_word(&text.bytes[at..], &mut word);
        if !word.is_empty() {
            tokens += 1;
            match counts.get_mut(&word[..]) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(word[..].into(), 1);
                }
            }
        }
        at += word.len() + 1; // the byte behind a word is none of it
    }
    (tokens, counts)
}

fn run(_: &pj::Input, text: &mut Text, out: &mut Vec<u8>) {
    let (tokens, counts) = count_words(text);
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));

    writeln!(
        out,
        "bytes {}\ntokens {}\ndistinct {}",
        text.length,
        tokens,
        sorted.len()
    )
    .expect("a Vec takes all");
    for (word, count) in sorted.iter().take(5) {
        out.extend_from_slice(word);
        writeln!(out, " {count}").expect("a Vec takes all");
    }
    let mut check = 0;
    for (word, count) in &sorted {
        check = pj::check(check, u64::from(*count));
        for &letter in word.iter() {
            check = pj::check(check, u64::from(letter));
        }
    }
    writeln!(out, "check {check}").expect("a Vec takes all");
}

fn main() {
    pj::main(write_text, run)
}
