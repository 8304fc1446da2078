// SPDX-License-Identifier: MIT
//! The spectral norm of a matrix by power iteration: definition in ../README.md.

mod pj;

use std::io::Write;

/// Rows whose sums run side by side, so that the compiler may use vectors.
const ROWS: usize = 32;

/// Up to N = 32768 the product fits 32 bits and its half fits 31.
fn eval_a(i: usize, j: usize) -> f64 {
    let (i, j) = (i as u32, j as u32);
    1.0 / f64::from(((i + j) * (i + j + 1) / 2 + i + 1) as i32)
}

/// out = A v. The last block may run past row N; what it finds there is dropped.
fn mul_av(v: &[f64], out: &mut [f64]) {
    for (block, out) in out.chunks_mut(ROWS).enumerate() {
        let mut sum = [0.0; ROWS];
        for (j, v) in v.iter().enumerate() {
            for (row, sum) in sum.iter_mut().enumerate() {
                *sum += eval_a(block * ROWS + row, j) * v;
            }
        }
        out.copy_from_slice(&sum[..out.len()]);
    }
}

/// out = transpose(A) v.
fn mul_atv(v: &[f64], out: &mut [f64]) {
    for (block, out) in out.chunks_mut(ROWS).enumerate() {
        let mut sum = [0.0; ROWS];
        for (j, v) in v.iter().enumerate() {
            for (row, sum) in sum.iter_mut().enumerate() {
                *sum += eval_a(j, block * ROWS + row) * v;
            }
        }
        out.copy_from_slice(&sum[..out.len()]);
    }
}

fn mul_at_av(v: &[f64], out: &mut [f64], scratch: &mut [f64]) {
    mul_av(v, scratch);
    mul_atv(scratch, out);
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let mut u = vec![1.0; n];
    let mut v = vec![0.0; n];
    let mut scratch = vec![0.0; n];
    for _ in 0..10 {
        mul_at_av(&u, &mut v, &mut scratch);
        mul_at_av(&v, &mut u, &mut scratch);
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
