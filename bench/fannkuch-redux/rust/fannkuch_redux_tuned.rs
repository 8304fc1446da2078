// SPDX-License-Identifier: MIT
//! Permutations of bytes, each in one vector, a block of them flipped in turn: ../README.md, "Tuned".

mod pj;

#[cfg(target_feature = "ssse3")]
use std::arch::x86_64::{__m128i, _mm_load_si128, _mm_shuffle_epi8, _mm_store_si128};
use std::io::Write;

const MAX_N: usize = 16;

/// The first INNER elements go through all their orders in a block.
const INNER: usize = 7;

/// What lies behind n stays as it is.
#[derive(Clone, Copy)]
#[repr(align(16))]
struct Permutation([u8; MAX_N]);

impl Permutation {
    /// The element at each of the places.
    #[cfg(target_feature = "ssse3")]
    #[inline(always)]
    fn shuffle(&self, places: &Permutation) -> Permutation {
        let mut shuffled = Permutation([0; MAX_N]);
        let vector = |p: &Permutation| p as *const Permutation as *const __m128i;
        // SAFETY: all three are 16 bytes and aligned to 16; the CPU has the instruction.
        unsafe {
            let bytes =
                _mm_shuffle_epi8(_mm_load_si128(vector(self)), _mm_load_si128(vector(places)));
            _mm_store_si128(&mut shuffled as *mut Permutation as *mut __m128i, bytes);
        }
        shuffled
    }

    #[cfg(not(target_feature = "ssse3"))]
    fn shuffle(&self, places: &Permutation) -> Permutation {
        Permutation(places.0.map(|place| self.at(place)))
    }

    /// An index of four bits needs no check.
    #[inline(always)]
    fn at(&self, place: u8) -> u8 {
        self.0[place as usize % MAX_N]
    }
}

/// The next permutation of which only prefixes of more than `shortest` elements are rotated, and at
/// most n. False after the last, when p is the first again.
fn next(p: &mut Permutation, count: &mut [usize; MAX_N], shortest: usize, n: usize) -> bool {
    for r in shortest..n {
        p.0[..=r].rotate_left(1);
        count[r] += 1;
        if count[r] <= r {
            return true;
        }
        count[r] = 0;
    }
    false
}

/// p in the given orders of its first elements, without those that begin with 0. Returns how many;
/// the list is as long as the orders.
fn make(list: &mut [Permutation], p: &Permutation, orders: &[Permutation]) -> usize {
    let mut kept = 0;
    for order in orders {
        list[kept] = p.shuffle(order);
        kept += usize::from(p.at(order.0[0]) != 0);
    }
    kept
}

/// Reverses each, and again those that do not begin with 0 then, and keeps those that still do not.
/// Returns how many were reversed again and how many are kept. None waits for another, and none is
/// waited for.
fn flip_twice(list: &mut [Permutation], reversals: &[Permutation; MAX_N]) -> (usize, usize) {
    let (mut again, mut kept) = (0, 0);
    for i in 0..list.len() {
        let first = list[i].0[0];
        let second = list[i].at(first);
        let once = list[i].shuffle(&reversals[first as usize % MAX_N]);
        // By 0 it stays the same.
        let twice = once.shuffle(&reversals[second as usize % MAX_N]);
        // SAFETY: kept is at most i; the check would cost a tenth of the time.
        unsafe { *list.get_unchecked_mut(kept) = twice };
        again += usize::from(second != 0);
        kept += usize::from(twice.0[0] != 0);
    }
    (again, kept)
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let inner = n.min(INNER);
    let mut p = Permutation([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    let mut reversals = [p; MAX_N];
    for (k, reversal) in reversals.iter_mut().enumerate() {
        reversal.0[..=k].reverse();
    }
    let mut count = [0; MAX_N];
    let (mut even_orders, mut odd_orders) = (vec![p], vec![]);
    while next(&mut p, &mut count, 1, inner) {
        if odd_orders.len() < even_orders.len() {
            odd_orders.push(p);
        } else {
            even_orders.push(p);
        }
    }

    let (mut even_list, mut odd_list) = (even_orders.clone(), odd_orders.clone());
    let (mut checksum, mut most) = (0, 0);
    loop {
        let mut even = make(&mut even_list, &p, &even_orders);
        let mut odd = make(&mut odd_list, &p, &odd_orders);
        let mut flips = 0;
        while even + odd != 0 {
            checksum += even as i64 - odd as i64;
            let (even_again, even_kept) = flip_twice(&mut even_list[..even], &reversals);
            let (odd_again, odd_kept) = flip_twice(&mut odd_list[..odd], &reversals);
            checksum += even_again as i64 - odd_again as i64;
            flips += if even_again + odd_again != 0 { 2 } else { 1 };
            even = even_kept;
            odd = odd_kept;
        }
        most = most.max(flips);
        if !next(&mut p, &mut count, inner, n) {
            break;
        }
    }
    writeln!(out, "{checksum}\nPfannkuchen({n}) = {most}").unwrap();
}

fn main() {
    pj::main(|_| (), run);
}
