// SPDX-License-Identifier: MIT
//! Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first.

mod pj;

use std::io::Write;
use std::mem;

const MAX_N: usize = 16;

/// What lies behind n stays as it is; an index of four bits needs no check.
type Permutation = [i32; MAX_N];

/// Reverses the first p[0]+1 elements until p[0] is 0. p[0] itself stays in a variable, and the
/// last reversal is only counted. All take as many turns as the longest, for nobody could predict
/// how many each needs: from its middle on an element is exchanged with itself.
fn count_flips(p: &mut Permutation, n: usize) -> i32 {
    let turns = (n / 2).min(MAX_N / 2) as i32; // as if n could be more: spares a check in each
    let mut first = p[0];
    if first == 0 {
        return 0;
    }
    let mut flips = 1;
    loop {
        let next = p[first as usize % MAX_N];
        if next == 0 {
            return flips;
        }
        p[first as usize % MAX_N] = first;
        for i in 1..turns {
            p.swap(i as usize, (first - i).max(i) as usize % MAX_N);
        }
        first = next;
        flips += 1;
    }
}

/// From the far end, each element taking its neighbour's place.
fn rotate_left(p: &mut [i32]) {
    let mut carried = p[0];
    for element in p.iter_mut().rev() {
        mem::swap(element, &mut carried);
    }
}

/// The first two elements have been through both their orders: the longer prefixes. False after
/// the last permutation.
fn next_pair(p: &mut Permutation, count: &mut Permutation, n: usize) -> bool {
    for r in 2..n {
        rotate_left(&mut p[..=r]);
        count[r] += 1;
        if count[r] <= r as i32 {
            return true;
        }
        count[r] = 0;
    }
    false
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let mut permutation = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    let mut count = [0; MAX_N];
    let (mut checksum, mut most, mut sign, mut more) = (0, 0, 1, n > 1);
    // The next permutation is made before this one's flips, and not just before its copy, which
    // would wait for the single elements to arrive in memory.
    while more {
        let mut work = permutation;
        permutation.swap(0, 1);
        if sign < 0 {
            more = next_pair(&mut permutation, &mut count, n);
        }
        let flips = count_flips(&mut work, n);
        checksum += i64::from(sign * flips);
        most = most.max(flips);
        sign = -sign;
    }
    writeln!(out, "{checksum}\nPfannkuchen({n}) = {most}").unwrap();
}

fn main() {
    pj::main(|_| (), run);
}
