// SPDX-License-Identifier: MIT
//! Every permutation of 0..n-1 in a fixed order, which all CPUs take range by range.

mod pj;

use std::io::Write;
use std::mem;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering::Relaxed};
use std::thread;

/// A range is the permutations that the first WALKED elements go through: 7! of them.
const WALKED: usize = 7;

/// Reverses the first p[0]+1 elements until p[0] is 0, which it is not yet. p[0] itself stays in
/// a variable, and the last reversal is only counted.
fn count_flips(p: &mut [u32]) -> u32 {
    let mut flips = 1;
    let mut first = p[0];
    loop {
        let next = p[first as usize];
        if next == 0 {
            return flips;
        }
        p[first as usize] = first;
        let (mut i, mut j) = (1, first as usize - 1);
        while i < j {
            p.swap(i, j);
            i += 1;
            j -= 1;
        }
        first = next;
        flips += 1;
    }
}

/// From the far end, each element taking its neighbour's place.
fn rotate_left(p: &mut [u32]) {
    let mut carried = p[0];
    for element in p.iter_mut().rev() {
        mem::swap(element, &mut carried);
    }
}

/// False after the last one of a range; p is what is walked.
fn next_permutation(p: &mut [u32], count: &mut [u32]) -> bool {
    for r in 1..p.len() {
        rotate_left(&mut p[..=r]);
        count[r] += 1;
        if count[r] <= r as u32 {
            return true;
        }
        count[r] = 0;
    }
    false
}

/// The first permutation of a range, whose number says how far each longer prefix is rotated.
fn start_range(p: &mut [u32], count: &mut [u32], mut range: i64) {
    for (i, element) in p.iter_mut().enumerate() {
        *element = i as u32;
    }
    for r in WALKED..p.len() {
        count[r] = (range % (r as i64 + 1)) as u32;
        range /= r as i64 + 1;
    }
    for r in (WALKED..p.len()).rev() {
        for _ in 0..count[r] {
            rotate_left(&mut p[..=r]);
        }
    }
}

/// Checksum and most flips of the range that begins with this permutation.
fn walk_range(permutation: &mut [u32], count: &mut [u32], work: &mut [u32]) -> (i64, u32) {
    let walked = permutation.len().min(WALKED);
    let (mut checksum, mut most, mut even) = (0, 0, true);
    loop {
        if permutation[0] != 0 {
            work.copy_from_slice(permutation);
            let flips = count_flips(work);
            checksum += if even {
                i64::from(flips)
            } else {
                -i64::from(flips)
            };
            most = most.max(flips);
        }
        even = !even;
        if !next_permutation(&mut permutation[..walked], count) {
            return (checksum, most);
        }
    }
}

struct Search {
    n: usize,
    ranges: i64,
    next_range: AtomicI64,
    checksum: AtomicI64,
    most: AtomicU32,
}

impl Search {
    fn walk(&self) {
        let mut permutation = vec![0; self.n];
        let mut count = vec![0; self.n];
        let mut work = vec![0; self.n];
        loop {
            let range = self.next_range.fetch_add(1, Relaxed);
            if range >= self.ranges {
                break;
            }
            start_range(&mut permutation, &mut count, range);
            let (checksum, most) = walk_range(&mut permutation, &mut count, &mut work);
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
        most: AtomicU32::new(0),
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
