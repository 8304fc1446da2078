// SPDX-License-Identifier: MIT
//! A hash table with linear probing, filled and searched: definition in ../README.md.

mod pj;

use std::io::Write;

struct Table {
    keys: Vec<u32>, // 0: the slot is empty
    counts: Vec<u32>,
    mask: usize,
    shift: u32,
}

impl Table {
    fn new(n: u32) -> Table {
        let mut bits = 4;
        while 1u64 << bits < u64::from(n) {
            bits += 1;
        }
        let capacity = 1usize << bits;
        Table {
            keys: vec![0; capacity],
            counts: vec![0; capacity],
            mask: capacity - 1,
            shift: 32 - bits,
        }
    }

    /// The slot that holds the key, or else the empty one where it belongs.
    #[inline]
    fn find(&self, key: u32) -> usize {
        let mut slot = (key.wrapping_mul(2654435769) >> self.shift) as usize;
        // The product is 0 for the key and for 0: one branch, where two could not be predicted.
        while u64::from(self.keys[slot]) * u64::from(self.keys[slot] ^ key) != 0 {
            slot = (slot + 1) & self.mask;
        }
        slot
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as u32;
    let m = n / 2;
    let mut table = Table::new(n);
    let mut seed = input.seed as u32;

    let mut distinct = 0;
    for _ in 0..n {
        let key = pj::next(&mut seed) % m + 1;
        let slot = table.find(key);
        table.keys[slot] = key;
        distinct += u32::from(table.counts[slot] == 0);
        table.counts[slot] += 1;
    }
    let (mut hits, mut sum) = (0, 0);
    for _ in 0..n {
        let key = pj::next(&mut seed) % (2 * m) + 1;
        let slot = table.find(key);
        hits += u32::from(table.keys[slot] != 0);
        sum += u64::from(table.counts[slot]);
    }
    let (mut max, mut check) = (0, 0);
    for key in 1..=m {
        let count = table.counts[table.find(key)];
        max = max.max(count);
        check = pj::check(check, u64::from(count));
    }
    writeln!(
        out,
        "distinct {}\nhits {}\nsum {}\nmax {}\ncheck {}",
        distinct, hits, sum, max, check
    )
    .expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
