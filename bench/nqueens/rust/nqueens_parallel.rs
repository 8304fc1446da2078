// SPDX-License-Identifier: MIT
//! N queens that do not attack each other, counted on all CPUs: definition in ../README.md.

mod pj;

use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// `columns` has the free ones, `squares` those of the first row to be tried. `left` and `right`
/// lose on the next row what leaves the board.
fn solve(mut columns: u32, mut squares: u32) -> u64 {
    // The nodes of the path that have squares left to try: as many as an index of five bits can
    // name, so that none is checked.
    let mut stack = [(0, 0, 0, 0); 32];
    let mut depth = 0;
    let (mut left, mut right) = (0, 0);
    let mut solutions = 0;
    loop {
        let queen = squares & squares.wrapping_neg();
        let rest = squares ^ queen;
        let next_columns = columns ^ queen;
        let next_left = (left | queen) << 1;
        let next_right = (right | queen) >> 1;

        squares = next_columns & !(next_left | next_right);
        if squares != 0 {
            stack[depth & 31] = (columns, left, right, rest);
            // No branch, for none could be predicted: without a rest the entry is dropped.
            depth += usize::from(rest != 0);
            columns = next_columns;
            left = next_left;
            right = next_right;
            continue;
        }
        solutions += u64::from(next_columns == 0);
        squares = rest;
        if rest == 0 {
            if depth == 0 {
                return solutions;
            }
            depth -= 1;
            (columns, left, right, squares) = stack[depth & 31];
        }
    }
}

/// The calling thread takes squares of the first row too.
fn solve_all(n: u32) -> u64 {
    if n == 0 {
        return 1; // the empty solution
    }
    let next_square = AtomicU32::new(0);
    let solve_squares = || {
        let mut solutions = 0;
        loop {
            let square = next_square.fetch_add(1, Ordering::Relaxed);
            if square >= n {
                return solutions;
            }
            solutions += solve((1 << n) - 1, 1 << square);
        }
    };
    let cpus = thread::available_parallelism().map_or(1, |count| count.get());
    thread::scope(|scope| {
        let others: Vec<_> = (1..cpus.min(n as usize))
            .map(|_| scope.spawn(solve_squares))
            .collect();
        let mut solutions = solve_squares();
        for other in others {
            solutions += other.join().expect("no thread panics");
        }
        solutions
    })
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let solutions = solve_all(input.n as u32);
    writeln!(out, "solutions {}", solutions).expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
