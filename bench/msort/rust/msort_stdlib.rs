// SPDX-License-Identifier: MIT
//! 32-bit integers sorted by `slice::sort_unstable`: definition in ../README.md.

mod pj;

use std::io::Write;

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let mut seed = input.seed as u32;
    let mut values: Vec<u32> = (0..n).map(|_| pj::next(&mut seed)).collect();
    values.sort_unstable();
    let check = values.iter().fold(0, |h, &x| pj::check(h, u64::from(x)));
    writeln!(
        out,
        "min {}\nmedian {}\nmax {}\ncheck {check}",
        values[0],
        values[n / 2],
        values[n - 1]
    )
    .expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
