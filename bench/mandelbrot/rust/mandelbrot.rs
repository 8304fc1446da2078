// SPDX-License-Identifier: MIT
//! The Mandelbrot set as a bitmap, one pixel at a time: definition in ../README.md.

mod pj;

use std::io::Write;

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

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let size = n as f64;
    let columns: Vec<f64> = (0..n).map(|x| 2.0 * x as f64 / size - 1.5).collect();

    writeln!(out, "P4\n{} {}", n, n).expect("a Vec takes all");
    for y in 0..n {
        let ci = 2.0 * y as f64 / size - 1.0;
        out.extend(columns.chunks(8).map(|eight| {
            let bits = eight
                .iter()
                .fold(0, |bits, &cr| bits << 1 | u8::from(stays(cr, ci)));
            bits << (8 - eight.len())
        }));
        pj::flush(out);
    }
}

fn main() {
    pj::main(|_| (), run)
}
