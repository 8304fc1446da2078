// SPDX-License-Identifier: MIT
//! The spectral norm of a matrix, the rows of each product divided among all CPUs: definition in
//! ../README.md.

mod pj;

use std::io::Write;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::Barrier;
use std::thread;

/// Rows whose sums run side by side, so that the compiler may use vectors.
const ROWS: usize = 32;

/// A double that threads share: an ordinary load and store of its bits.
struct Shared(AtomicU64);

impl Shared {
    fn new(value: f64) -> Shared {
        Shared(AtomicU64::new(value.to_bits()))
    }

    fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Relaxed))
    }

    fn set(&self, value: f64) {
        self.0.store(value.to_bits(), Relaxed);
    }
}

/// Up to N = 32768 the product fits 32 bits and its half fits 31.
fn eval_a(i: usize, j: usize) -> f64 {
    let (i, j) = (i as u32, j as u32);
    1.0 / f64::from(((i + j) * (i + j + 1) / 2 + i + 1) as i32)
}

/// out = A v, in the blocks of rows that are this thread's. The last block may run past row N; what
/// it finds there is dropped.
fn mul_av(next_block: &AtomicUsize, v: &[Shared], out: &[Shared]) {
    while let Some((block, out)) = take_block(next_block, out) {
        let mut sum = [0.0; ROWS];
        for (j, v) in v.iter().map(Shared::get).enumerate() {
            for (row, sum) in sum.iter_mut().enumerate() {
                *sum += eval_a(block * ROWS + row, j) * v;
            }
        }
        store(&sum, out);
    }
}

/// out = transpose(A) v, likewise.
fn mul_atv(next_block: &AtomicUsize, v: &[Shared], out: &[Shared]) {
    while let Some((block, out)) = take_block(next_block, out) {
        let mut sum = [0.0; ROWS];
        for (j, v) in v.iter().map(Shared::get).enumerate() {
            for (row, sum) in sum.iter_mut().enumerate() {
                *sum += eval_a(j, block * ROWS + row) * v;
            }
        }
        store(&sum, out);
    }
}

fn take_block<'a>(next_block: &AtomicUsize, out: &'a [Shared]) -> Option<(usize, &'a [Shared])> {
    let block = next_block.fetch_add(1, Relaxed);
    out.chunks(ROWS).nth(block).map(|rows| (block, rows))
}

fn store(sum: &[f64; ROWS], out: &[Shared]) {
    for (out, &sum) in out.iter().zip(sum) {
        out.set(sum);
    }
}

struct Iteration {
    u: Vec<Shared>,
    v: Vec<Shared>,
    scratch: Vec<Shared>,
    next_block: [[AtomicUsize; 2]; 20], // of each product
    product_done: Barrier,
}

impl Iteration {
    fn mul_at_av(&self, step: usize, v: &[Shared], out: &[Shared]) {
        mul_av(&self.next_block[step][0], v, &self.scratch);
        self.product_done.wait();
        mul_atv(&self.next_block[step][1], &self.scratch, out);
        self.product_done.wait();
    }

    fn run(&self) {
        for step in (0..self.next_block.len()).step_by(2) {
            self.mul_at_av(step, &self.u, &self.v);
            self.mul_at_av(step + 1, &self.v, &self.u);
        }
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let cpus = thread::available_parallelism().map_or(1, |count| count.get());
    let vector = |value| (0..input.n).map(|_| Shared::new(value)).collect();
    let iteration = Iteration {
        u: vector(1.0),
        v: vector(0.0),
        scratch: vector(0.0),
        next_block: Default::default(),
        product_done: Barrier::new(cpus),
    };
    thread::scope(|scope| {
        for _ in 1..cpus {
            scope.spawn(|| iteration.run());
        }
        iteration.run();
    });
    let (mut uv, mut vv) = (0.0, 0.0);
    for (u, v) in iteration.u.iter().zip(&iteration.v) {
        let (u, v) = (u.get(), v.get());
        uv += u * v;
        vv += v * v;
    }
    writeln!(out, "{:.9}", f64::sqrt(uv / vv)).expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
