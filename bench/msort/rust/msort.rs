// SPDX-License-Identifier: MIT
//! A bottom-up merge sort of 32-bit integers: definition in ../README.md.

mod pj;

use std::io::Write;
use std::mem;

/// Merges the runs of `from` that begin at `lo` and `mid` and end at `mid` and `hi`. Of `from`,
/// the element at `hi` must be there too.
fn merge(from: &[u32], to: &mut [u32], lo: usize, mid: usize, hi: usize) {
    let (mut i, mut j, mut k) = (lo, mid, lo);
    let (mut left, mut right) = (from[i], from[j]);
    // No branch on what cannot be predicted. The next of either run is fetched before it is
    // known which one is wanted: so two steps overlap. right < left is one flag of an x86, the
    // carry; left <= right may become two, and what waits for both takes two steps.
    while i < mid && j < hi {
        let (next_left, next_right) = (from[i + 1], from[j + 1]);
        let take_right = right < left;
        to[k] = left.min(right);
        left = if take_right { left } else { next_left };
        right = if take_right { next_right } else { right };
        i += usize::from(!take_right);
        j += usize::from(take_right);
        k += 1;
    }
    let rest = if i < mid { i..mid } else { j..hi };
    to[k..hi].copy_from_slice(&from[rest]);
}

/// The pass of width 1: each merge is one comparison.
fn merge_pairs(from: &[u32], to: &mut [u32]) {
    let mut pairs = from.chunks_exact(2);
    let mut places = to.chunks_exact_mut(2);
    for (pair, place) in (&mut pairs).zip(&mut places) {
        place[0] = pair[0].min(pair[1]);
        place[1] = pair[0].max(pair[1]);
    }
    places.into_remainder().copy_from_slice(pairs.remainder());
}

fn merge_pass(from: &[u32], to: &mut [u32], n: usize, width: usize) {
    if width == 1 {
        return merge_pairs(&from[..n], &mut to[..n]);
    }
    for lo in (0..n).step_by(2 * width) {
        merge(from, to, lo, n.min(lo + width), n.min(lo + 2 * width));
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let mut seed = input.seed as u32;
    // One more than N: `merge` fetches it and never uses it.
    let mut from = Vec::with_capacity(n + 1);
    from.extend((0..n).map(|_| pj::next(&mut seed)));
    from.push(0);
    let mut to = vec![0; n + 1];

    let mut width = 1;
    while width < n {
        merge_pass(&from, &mut to, n, width);
        mem::swap(&mut from, &mut to);
        width *= 2;
    }
    let sorted = &from[..n];
    let check = sorted.iter().fold(0, |h, &x| pj::check(h, u64::from(x)));
    writeln!(
        out,
        "min {}\nmedian {}\nmax {}\ncheck {check}",
        sorted[0],
        sorted[n / 2],
        sorted[n - 1]
    )
    .expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
