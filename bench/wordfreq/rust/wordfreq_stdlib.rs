// SPDX-License-Identifier: MIT
//! The words of a text, found, put in lower case, counted and sorted by the library, `HashMap` with
//! its own hash function: definition in ../README.md.

mod pj;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::Write;

fn write_text(input: &pj::Input) -> String {
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
    String::from_utf8(bytes).expect("letters and marks")
}

/// How many words there are in the text, and how many of each.
fn count_words(text: &str) -> (usize, HashMap<String, u32>) {
    let mut counts = HashMap::new();
    let mut word = String::new();
    let mut tokens = 0;

    let pieces = text.split(|c: char| !c.is_ascii_alphabetic());
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        tokens += 1;
        word.clear();
        word.push_str(piece);
        word.make_ascii_lowercase();
        match counts.get_mut(&word) {
            Some(count) => *count += 1,
            None => {
                counts.insert(word.clone(), 1);
            }
        }
    }
    (tokens, counts)
}

fn run(_: &pj::Input, text: &mut String, out: &mut Vec<u8>) {
    let (tokens, counts) = count_words(text);
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));

    writeln!(
        out,
        "bytes {}\ntokens {}\ndistinct {}",
        text.len(),
        tokens,
        sorted.len()
    )
    .expect("a Vec takes all");
    for (word, count) in sorted.iter().take(5) {
        writeln!(out, "{word} {count}").expect("a Vec takes all");
    }
    let mut check = 0;
    for (word, count) in &sorted {
        check = pj::check(check, u64::from(*count));
        for &letter in word.as_bytes() {
            check = pj::check(check, u64::from(letter));
        }
    }
    writeln!(out, "check {check}").expect("a Vec takes all");
}

fn main() {
    pj::main(write_text, run)
}
