// SPDX-License-Identifier: MIT
//! Every permutation of 0..n-1 in a fixed order, which all CPUs take range by range.

mod pj;

use std::io::Write;
use std::mem;
use std::sync::atomic::{AtomicI32, AtomicI64, Ordering::Relaxed};
use std::thread;

/// A range is the permutations that the first WALKED elements go through: 7! of them.
const WALKED: usize = 7;
const MAX_N: usize = 16;

/// What lies behind n is not looked at; an index of four bits needs no check.
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

/// False after the last one of a range; p is what is walked.
fn next_permutation(p: &mut [i32], count: &mut [i32]) -> bool {
    for r in 1..p.len() {
        rotate_left(&mut p[..=r]);
        count[r] += 1;
        if count[r] <= r as i32 {
            return true;
        }
        count[r] = 0;
    }
    false
}

/// The first permutation of a range, whose number says how far each longer prefix is rotated.
fn start_range(p: &mut [i32], count: &mut [i32], mut range: i64) {
    for (i, element) in p.iter_mut().enumerate() {
        *element = i as i32;
    }
    for r in WALKED..p.len() {
        count[r] = (range % (r as i64 + 1)) as i32;
        range /= r as i64 + 1;
    }
    for r in (WALKED..p.len()).rev() {
        for _ in 0..count[r] {
            rotate_left(&mut p[..=r]);
        }
    }
}

/// Checksum and most flips of the range that begins with this permutation.
fn walk_range(permutation: &mut Permutation, count: &mut [i32], n: usize) -> (i64, i32) {
    let walked = n.min(WALKED);
    let (mut checksum, mut most, mut sign, mut more) = (0, 0, 1, true);
    while more {
        let mut work = *permutation;
        more = next_permutation(&mut permutation[..walked], count);
        let flips = count_flips(&mut work, n);
        checksum += i64::from(sign * flips);
        most = most.max(flips);
        sign = -sign;
    }
    (checksum, most)
}

struct Search {
    n: usize,
    ranges: i64,
    next_range: AtomicI64,
    checksum: AtomicI64,
    most: AtomicI32,
}

impl Search {
    fn walk(&self) {
        let mut permutation = [0; MAX_N];
        let mut count = [0; MAX_N];
        loop {
            let range = self.next_range.fetch_add(1, Relaxed);
            if range >= self.ranges {
                break;
            }
            start_range(&mut permutation[..self.n], &mut count, range);
            let (checksum, most) = walk_range(&mut permutation, &mut count, self.n);
            self.checksum.fetch_add(checksum, Relaxed);
            self.most.fetch_max(most, Relaxed);
        }
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let search = Search {
        n,
        ranges: (WALKED..n).map(|r| r as i64 + 1).product(),
        next_range: AtomicI64::new(0),
        checksum: AtomicI64::new(0),
        most: AtomicI32::new(0),
    };
    let cpus = thread::available_parallelism().map_or(1, |count| count.get());
    thread::scope(|scope| {
        for _ in 1..cpus {
            scope.spawn(|| search.walk());
        }
        search.walk();
    });
    let (checksum, most) = (search.checksum.into_inner(), search.most.into_inner());
    writeln!(out, "{checksum}\nPfannkuchen({n}) = {most}").unwrap();
}

fn main() {
    pj::main(|_| (), run);
}
