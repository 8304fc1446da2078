// SPDX-License-Identifier: MIT
//! Keys counted and looked up in the library's `HashMap`, with its own hash function: definition in
//! ../README.md.

mod pj;

use std::collections::HashMap;
use std::io::Write;

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as u32;
    let m = n / 2;
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let mut seed = input.seed as u32;

    for _ in 0..n {
        *counts.entry(pj::next(&mut seed) % m + 1).or_insert(0) += 1;
    }
    let (mut hits, mut sum) = (0, 0);
    for _ in 0..n {
        if let Some(&count) = counts.get(&(pj::next(&mut seed) % (2 * m) + 1)) {
            hits += 1;
            sum += u64::from(count);
        }
    }
    let (mut max, mut check) = (0, 0);
    for key in 1..=m {
        let count = counts.get(&key).copied().unwrap_or(0);
        max = max.max(count);
        check = pj::check(check, u64::from(count));
    }
    writeln!(
        out,
        "distinct {}\nhits {}\nsum {}\nmax {}\ncheck {}",
        counts.len(),
        hits,
        sum,
        max,
        check
    )
    .expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
