// SPDX-License-Identifier: MIT
//! Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first.

mod pj;

use std::io::Write;

/// Reverses the first p[0]+1 elements until p[0] is 0; p[0] itself stays in a variable.
fn count_flips(p: &mut [u32]) -> u32 {
    let mut flips = 0;
    let mut first = p[0];
    while first != 0 {
        let next = p[first as usize];
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
    flips
}

fn rotate_left(p: &mut [u32]) {
    let first = p[0];
    for i in 1..p.len() {
        p[i - 1] = p[i];
    }
    p[p.len() - 1] = first;
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
