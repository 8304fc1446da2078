// SPDX-License-Identifier: MIT
//! The edit distance of two random strings, two rows at a time: definition in ../README.md.

mod pj;

use std::io::Write;
use std::mem;

fn letters(n: usize, seed: &mut u32) -> Vec<u8> {
    (0..n)
        .map(|_| b"ACGT"[pj::next(seed) as usize % 4])
        .collect()
}

/// The row below `above`, whose letter is `a`; both hold cells less their column: then the candidate
/// from the left is the cell to the left as it stands. One loop for the candidates from above, which
/// the compiler turns into vectors, and one for that from the left, where each cell waits for the
/// one before.
fn next_row(above: &[i32], row: &mut [i32], a: u8, b: &[u8]) {
    for ((cell, pair), &b) in row[1..].iter_mut().zip(above.windows(2)).zip(b) {
        let x = pair[0] - i32::from(a == b);
        let y = pair[1] + 1;
        *cell = x.min(y);
    }

    // An index, for its check keeps the loop from being unrolled: unrolled, the compiler makes a
    // branch of the minimum, and guesses it wrong.
    let mut left = row[0];
    for j in 1..b.len() + 1 {
        left = left.min(row[j]);
        row[j] = left;
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let mut seed = input.seed as u32;
    let a = letters(n, &mut seed);
    let b = letters(n, &mut seed);
    let mut above = vec![0; n + 1];
    let mut row = vec![0; n + 1];

    for (i, &a) in a.iter().enumerate() {
        row[0] = i as i32 + 1;
        next_row(&above, &mut row, a, &b);
        mem::swap(&mut above, &mut row);
    }
    let check = above.iter().zip(0..).fold(0, |check, (cell, column)| {
        pj::check(check, (cell + column) as u64)
    });
    writeln!(out, "distance {}\ncheck {}", above[n] + n as i32, check).expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
