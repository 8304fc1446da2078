// SPDX-License-Identifier: MIT
//! The product of two square matrices, in blocks that fit the caches and the registers:
//! ../README.md, "Tuned".

mod pj;

use std::array;
use std::io::Write;

/// A tile of C is ROWS by COLUMNS: as many sums as leave some registers for the factors. DEPTH rows of
/// B, COLUMNS wide, stay in the nearest caches.
const ROWS: usize = if cfg!(target_feature = "avx512f") {
    8
} else {
    4
};
const COLUMNS: usize = if cfg!(target_feature = "avx") { 12 } else { 6 };
const DEPTH: usize = 512;

/// The factors, row by row.
struct Factors {
    a: Vec<f64>,
    b: Vec<f64>,
}

fn make_factors(input: &pj::Input) -> Factors {
    let n = input.n as usize;
    let mut seed = input.seed as u32;
    let mut matrix = || {
        (0..n * n)
            .map(|_| f64::from(pj::next(&mut seed) % 100))
            .collect()
    };
    Factors {
        a: matrix(),
        b: matrix(),
    }
}

/// a b + c, fused where the CPU can: all is exact, and so the same.
#[inline(always)]
fn multiply_add(a: f64, b: f64, c: f64) -> f64 {
    if cfg!(target_feature = "fma") {
        a.mul_add(b, c)
    } else {
        a * b + c
    }
}

/// Rows of a times rows of the panel, which are as many as a's are long.
fn multiply_tile(a: [&[f64]; ROWS], panel: &[[f64; COLUMNS]]) -> [[f64; COLUMNS]; ROWS] {
    let a = a.map(|row| &row[..panel.len()]);
    let mut tile = [[0.0; COLUMNS]; ROWS];
    for (k, b) in panel.iter().enumerate() {
        for (sums, a) in tile.iter_mut().zip(a) {
            let t = a[k];
            for (sum, &b) in sums.iter_mut().zip(b) {
                *sum = multiply_add(t, b, *sum);
            }
        }
    }
    tile
}

fn multiply(n: usize, a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; n * n];
    let mut panel = [[0.0; COLUMNS]; DEPTH];
    for k in (0..n).step_by(DEPTH) {
        let depth = DEPTH.min(n - k);
        for j in (0..n).step_by(COLUMNS) {
            let columns = COLUMNS.min(n - j); // beyond the last the panel has what it had
            for (to, from) in panel[..depth].iter_mut().zip(b[k * n..].chunks(n)) {
                to[..columns].copy_from_slice(&from[j..j + columns]);
            }
            for (block, c) in product.chunks_mut(ROWS * n).enumerate() {
                // Beyond the last row of a: the last again.
                let rows = array::from_fn(|row| {
                    let i = (block * ROWS + row).min(n - 1);
                    &a[i * n + k..][..depth]
                });
                let tile = multiply_tile(rows, &panel[..depth]);
                for (c, sums) in c.chunks_exact_mut(n).zip(tile) {
                    for (c, sum) in c[j..j + columns].iter_mut().zip(sums) {
                        *c += sum;
                    }
                }
            }
        }
    }
    product
}

fn run(input: &pj::Input, factors: &mut Factors, out: &mut Vec<u8>) {
    let n = input.n as usize;
    let product = multiply(n, &factors.a, &factors.b);
    let trace: f64 = product.iter().step_by(n + 1).sum();
    let (mut total, mut check) = (0.0, 0);
    for &value in &product {
        total += value;
        check = pj::check(check, value as u64);
    }
    writeln!(out, "trace {}\ntotal {}\ncheck {}", trace, total, check).expect("a Vec takes all");
}

fn main() {
    pj::main(make_factors, run)
}
