// SPDX-License-Identifier: MIT
//! The spectral norm of a matrix by power iteration, a division for eight elements
//! of a row: ../README.md, "Tuned".

mod pj;

use std::io::Write;

/// Rows whose sums run side by side, so that the compiler may use vectors.
const ROWS: usize = 32;
const GROUP: usize = 8;

#[derive(Clone, Copy)]
struct Fraction {
    numerator: f64,
    denominator: f64,
}

/// a / b + c / d = (a d + c b) / (b d), fused where the CPU can. Of eight elements, each below 2^32,
/// the product is below 2^256.
#[inline(always)]
fn sum(x: Fraction, y: Fraction) -> Fraction {
    let second = y.numerator * x.denominator;
    Fraction {
        numerator: if cfg!(target_feature = "fma") {
            x.numerator.mul_add(y.denominator, second)
        } else {
            x.numerator * y.denominator + second
        },
        denominator: x.denominator * y.denominator,
    }
}

/// out = A v or, transposed, At v. `halves` has k (k + 1) / 2 at k. v and out are a multiple of ROWS long.
#[inline(always)]
fn multiply(halves: &[f64], v: &[f64], out: &mut [f64], transposed: bool) {
    for (block, out) in out.chunks_exact_mut(ROWS).enumerate() {
        let i = block * ROWS;
        let mut sums = [0.0; ROWS];
        for (group, v) in v.chunks_exact(GROUP).enumerate() {
            let j = group * GROUP;
            let halves = &halves[i + j..][..ROWS + GROUP];
            for (row, total) in sums.iter_mut().enumerate() {
                let element = |k: usize| {
                    let ahead = if transposed { j + k } else { i + row } as i32 + 1;
                    Fraction {
                        numerator: v[k],
                        denominator: halves[row + k] + f64::from(ahead),
                    }
                };
                let two = |k| sum(element(k), element(k + 1));
                let four = |k| sum(two(k), two(k + 2));
                let eight = sum(four(0), four(4));
                *total += eight.numerator / eight.denominator;
            }
        }
        out.copy_from_slice(&sums);
    }
}

fn multiply_both(n: usize, halves: &[f64], v: &[f64], out: &mut [f64], scratch: &mut [f64]) {
    multiply(halves, v, scratch, false);
    scratch[n..].fill(0.0);
    multiply(halves, scratch, out, true);
    out[n..].fill(0.0);
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    // Rows and columns beyond N are computed too, and multiplied by zeros.
    let padded = (n + ROWS - 1) / ROWS * ROWS;
    let halves: Vec<f64> = (0..2 * padded as u64)
        .map(|k| (k * (k + 1) / 2) as f64)
        .collect();
    let mut u = vec![0.0; padded];
    let mut v = vec![0.0; padded];
    let mut scratch = vec![0.0; padded];
    u[..n].fill(1.0);
    for _ in 0..10 {
        multiply_both(n, &halves, &u, &mut v, &mut scratch);
        multiply_both(n, &halves, &v, &mut u, &mut scratch);
    }
    let (mut uv, mut vv) = (0.0, 0.0);
    for (u, v) in u.iter().zip(&v) {
        uv += u * v;
        vv += v * v;
    }
    writeln!(out, "{:.9}", f64::sqrt(uv / vv)).expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
