// SPDX-License-Identifier: MIT
//! Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first.

mod pj;

use std::io::Write;
use std::mem;

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

/// False after the last one.
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

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as u32;
    let mut permutation: Vec<u32> = (0..n).collect();
    let mut count = vec![0; n as usize];
    let mut work = vec![0; n as usize];
    let (mut checksum, mut most, mut even) = (0, 0, true);
    loop {
        if permutation[0] != 0 {
            work.copy_from_slice(&permutation);
            let flips = count_flips(&mut work);
            checksum += if even { i64::from(flips) } else { -i64::from(flips) };
            most = most.max(flips);
        }
        even = !even;
        if !next_permutation(&mut permutation, &mut count) {
            break;
        }
    }
    writeln!(out, "{checksum}\nPfannkuchen({n}) = {most}").unwrap();
}

fn main() {
    pj::main(|_| (), run);
}
