// SPDX-License-Identifier: MIT
//! The Mandelbrot set as a bitmap, its rows divided among all CPUs: definition in ../README.md.

mod pj;

use std::io::Write;
use std::sync::Mutex;
use std::thread;

const STEPS: u32 = 50;

fn stays(cr: f64, ci: f64) -> bool {
    let (mut zr, mut zi, mut tr, mut ti) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..STEPS {
        zi = 2.0 * zr * zi + ci;
        zr = tr - ti + cr;
        tr = zr * zr;
        ti = zi * zi;
        if tr + ti > 4.0 {
            return false;
        }
    }
    true
}

fn draw_row(columns: &[f64], ci: f64, row: &mut [u8]) {
    for (byte, eight) in row.iter_mut().zip(columns.chunks(8)) {
        let bits = eight
            .iter()
            .fold(0, |bits, &cr| bits << 1 | u8::from(stays(cr, ci)));
        *byte = bits << (8 - eight.len());
    }
}

/// `work` in one thread for each CPU that the program may use, this thread among them.
fn on_all_cpus(work: impl Fn() + Sync) {
    let cpus = thread::available_parallelism().map_or(1, |count| count.get());
    thread::scope(|scope| {
        for _ in 1..cpus {
            scope.spawn(&work);
        }
        work();
    });
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let size = n as f64;
    let columns: Vec<f64> = (0..n).map(|x| 2.0 * x as f64 / size - 1.5).collect();

    writeln!(out, "P4\n{} {}", n, n).expect("a Vec takes all");
    let (header, width) = (out.len(), (n + 7) / 8);
    out.resize(header + n * width, 0);
    let rows = Mutex::new(out[header..].chunks_mut(width).enumerate());
    on_all_cpus(|| loop {
        let next = rows.lock().expect("no thread panics").next();
        match next {
            Some((y, row)) => draw_row(&columns, 2.0 * y as f64 / size - 1.0, row),
            None => break,
        }
    });
}

fn main() {
    pj::main(|_| (), run)
}
