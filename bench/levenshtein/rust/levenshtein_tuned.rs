// SPDX-License-Identifier: MIT
//! The edit distance of two random strings, 64 rows in a word: ../README.md, "Tuned".

mod pj;

use std::io::Write;

const LETTERS: usize = 4;
const BITS: usize = 64;
const BLOCKS: usize = 4;
const STRIP: usize = BLOCKS * BITS;

/// 64 rows in one column: of each, whether its cell is one more or one less than that above.
#[derive(Clone, Copy, Default)]
struct Block {
    more: u64,
    less: u64,
}

/// From a column to the next, in one row.
struct Step {
    up: u64,
    down: u64,
}

impl Block {
    /// Moves to the next column, `equal` are the rows with that column's letter. Takes the step of
    /// the row above the block and returns that of its last row.
    #[inline]
    fn advance(&mut self, equal: u64, step: Step) -> Step {
        let vertical = equal | self.less;
        let equal = equal | step.down;
        let diagonal = ((equal & self.more).wrapping_add(self.more) ^ self.more) | equal;
        let up = self.less | !(diagonal | self.more);
        let down = self.more & diagonal;
        let above_up = up << 1 | step.up;
        let above_down = down << 1 | step.down;

        self.more = above_down | !(vertical | above_up);
        self.less = above_up & vertical;
        Step {
            up: up >> (BITS - 1),
            down: down >> (BITS - 1),
        }
    }
}

/// The letters by their numbers.
fn letters(n: usize, seed: &mut u32) -> Vec<u8> {
    (0..n)
        .map(|_| (pj::next(seed) as usize % LETTERS) as u8)
        .collect()
}

/// Goes through a strip's rows: its last, `a` are their letters; those before are like row 0. `steps`
/// are those of the row above the strip, then those of its last.
fn cross(a: &[u8], b: &[u8], steps: &mut [i8]) {
    let mut equal = [[0; BLOCKS]; LETTERS];
    let mut blocks = [Block::default(); BLOCKS];
    for (row, &letter) in (STRIP - a.len()..).zip(a) {
        let bit = 1 << (row % BITS);
        equal[usize::from(letter)][row / BITS] |= bit;
        blocks[row / BITS].more |= bit;
    }
    for (&letter, step) in b.iter().zip(steps) {
        let mut carried = Step {
            up: u64::from(*step > 0),
            down: u64::from(*step < 0),
        };
        for (block, &equal) in blocks.iter_mut().zip(&equal[usize::from(letter)]) {
            carried = block.advance(equal, carried);
        }
        *step = carried.up as i8 - carried.down as i8;
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let mut seed = input.seed as u32;
    let a = letters(n, &mut seed);
    let b = letters(n, &mut seed);
    let mut steps = vec![1; n];

    // The first strip is the one with fewer rows.
    let (first, rest) = a.split_at(n % STRIP);
    if !first.is_empty() {
        cross(first, &b, &mut steps);
    }
    for strip in rest.chunks_exact(STRIP) {
        cross(strip, &b, &mut steps);
    }

    let mut cell = input.n;
    let mut check = pj::check(0, cell as u64);
    for step in steps {
        cell += i64::from(step);
        check = pj::check(check, cell as u64);
    }
    writeln!(out, "distance {cell}\ncheck {check}").expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
