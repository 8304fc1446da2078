// SPDX-License-Identifier: MIT
//! Fibonacci numbers by naive recursion, a micro-benchmark: definition in ../README.md.

mod pj;

use std::io::Write;

fn fib(n: u64) -> u64 {
    if n < 2 {
        n
    } else {
        fib(n - 1) + fib(n - 2)
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    writeln!(out, "fib {}", fib(input.n as u64)).expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
