// SPDX-License-Identifier: MIT
//! The sieve of Eratosthenes, one byte a number: definition in ../README.md.

mod pj;

use std::io::Write;

/// Clears the marks of all multiples of `i`, from its square on.
fn clear_multiples(marks: &mut [u8], i: usize) {
    // Four a turn: what counts is how many stores are under way at once.
    let mut turns = marks[i * i..].chunks_exact_mut(4 * i);
    for turn in &mut turns {
        turn[0] = 0;
        turn[i] = 0;
        turn[2 * i] = 0;
        turn[3 * i] = 0;
    }
    for mark in turns.into_remainder().iter_mut().step_by(i) {
        *mark = 0;
    }
}

/// Calls `found` for each number from 2 on whose mark is 1.
fn each_prime(marks: &[u8], mut found: impl FnMut(usize)) {
    let mut words = marks.chunks_exact(8);
    let mut base = 0;
    for word in &mut words {
        // The lowest byte is the first number's.
        let mut word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
        if base == 0 {
            word &= !0xFFFF; // neither 0 nor 1 is a prime
        }
        while word != 0 {
            found(base + word.trailing_zeros() as usize / 8);
            word &= word - 1;
        }
        base += 8;
    }
    for (i, &mark) in (base..).zip(words.remainder()) {
        if mark != 0 && i >= 2 {
            found(i);
        }
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let mut marks = vec![1; n + 1];
    for i in (2..).take_while(|i| i * i <= n) {
        if marks[i] != 0 {
            clear_multiples(&mut marks, i);
        }
    }

    let (mut primes, mut last, mut check) = (0, 0, 0);
    each_prime(&marks, |i| {
        primes += 1;
        last = i;
        check = pj::check(check, i as u64);
    });
    writeln!(out, "primes {primes}\nlast {last}\ncheck {check}").expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
