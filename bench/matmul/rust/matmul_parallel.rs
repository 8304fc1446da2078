// SPDX-License-Identifier: MIT
//! The product of two square matrices, its rows divided among all CPUs: definition in ../README.md.

mod pj;

use std::array;
use std::io::Write;
use std::sync::Mutex;
use std::thread;

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

/// Adds eight rows of b one after another, with c loaded and stored once.
fn add_eight_rows(c: &mut [f64], t: &[f64], b: &[f64]) {
    let n = c.len();
    let [b0, b1, b2, b3, b4, b5, b6, b7] = array::from_fn(|row| &b[row * n..][..n]);
    let [t0, t1, t2, t3, t4, t5, t6, t7] = array::from_fn(|row| t[row]);
    for (j, c) in c.iter_mut().enumerate() {
        *c = *c
            + t0 * b0[j]
            + t1 * b1[j]
            + t2 * b2[j]
            + t3 * b3[j]
            + t4 * b4[j]
            + t5 * b5[j]
            + t6 * b6[j]
            + t7 * b7[j];
    }
}

fn add_row(c: &mut [f64], t: f64, b: &[f64]) {
    for (c, b) in c.iter_mut().zip(b) {
        *c += t * b;
    }
}

fn multiply_row(c: &mut [f64], a: &[f64], b: &[f64]) {
    let n = c.len();
    let mut eights = a.chunks_exact(8);
    let mut rows = b.chunks_exact(8 * n);
    for (t, b) in (&mut eights).zip(&mut rows) {
        add_eight_rows(c, t, b);
    }
    let rest = eights.remainder();
    for (&t, b) in rest.iter().zip(rows.remainder().chunks_exact(n)) {
        add_row(c, t, b);
    }
}

/// The calling thread takes rows too.
fn multiply(n: usize, a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; n * n];
    let rows = Mutex::new(product.chunks_exact_mut(n).zip(a.chunks_exact(n)));
    let next_row = || rows.lock().expect("no thread panics").next();
    let multiply_rows = || {
        while let Some((c, a)) = next_row() {
            multiply_row(c, a, b);
        }
    };
    let cpus = thread::available_parallelism().map_or(1, |count| count.get());
    thread::scope(|scope| {
        for _ in 1..cpus.min(n) {
            scope.spawn(multiply_rows);
        }
        multiply_rows();
    });
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
