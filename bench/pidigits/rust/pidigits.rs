// SPDX-License-Identifier: MIT
//! The digits of pi from an unbounded spigot, with big numbers of its own: definition in
//! ../README.md.

mod pj;

use std::io::Write;

/// Three numbers of as many limbs of 32 bits, the lowest first. `acc` may be negative, in two's
/// complement. The highest limb of `den` is 0: so much room has the next step for all three.
struct Spigot {
    acc: Vec<u32>,
    num: Vec<u32>,
    den: Vec<u32>,
    k: u32,
}

impl Spigot {
    fn new() -> Spigot {
        Spigot {
            acc: vec![0, 0],
            num: vec![1, 0],
            den: vec![1, 0],
            k: 0,
        }
    }

    fn append_limb(&mut self) {
        let negative = self.acc[self.acc.len() - 1] >> 31 != 0;
        self.acc.push(if negative { u32::MAX } else { 0 });
        self.num.push(0);
        self.den.push(0);
    }

    /// acc = (acc + 2 num) (2k + 1), den = den (2k + 1), num = num k.
    fn next_term(&mut self) {
        self.k += 1;
        let k = u64::from(self.k);
        let odd = 2 * k + 1;
        let (mut a, mut n, mut d) = (0, 0, 0);
        let limbs = self.acc.iter_mut().zip(&mut self.num).zip(&mut self.den);
        for ((acc, num), den) in limbs {
            a = (u64::from(*acc) + 2 * u64::from(*num)) * odd + (a >> 32);
            d = u64::from(*den) * odd + (d >> 32);
            n = u64::from(*num) * k + (n >> 32);
            *acc = a as u32;
            *den = d as u32;
            *num = n as u32;
        }
        if self.den[self.den.len() - 1] != 0 {
            self.append_limb();
        }
    }

    /// acc = (acc - den digit) 10, num = num 10.
    fn remove_digit(&mut self, digit: i64) {
        let (mut a, mut n) = (0, 0);
        let limbs = self.acc.iter_mut().zip(&mut self.num).zip(&self.den);
        for ((acc, num), &den) in limbs {
            a = (i64::from(*acc) - i64::from(den) * digit) * 10 + (a >> 32);
            n = u64::from(*num) * 10 + (n >> 32);
            *acc = a as u32;
            *num = n as u32;
        }
    }

    /// Whether x num + acc >= y den, from -1 to 4 and 0 to 10: from the top, until what is left
    /// of the lower limbs, more than -11 and less than 5 of this one's units, cannot change the
    /// sign.
    fn at_least(&self, x: i64, y: i64) -> bool {
        let mut i = self.acc.len() - 1;
        let scaled = |i: usize| i64::from(self.num[i]) * x - i64::from(self.den[i]) * y;
        let mut sum = i64::from(self.acc[i] as i32) + scaled(i);
        while i > 0 && sum > -5 && sum < 11 {
            i -= 1;
            sum = (sum << 32) + i64::from(self.acc[i]) + scaled(i);
        }
        sum >= 0
    }

    fn next_digit(&mut self) -> u8 {
        loop {
            self.next_term();
            if !self.at_least(-1, 0) {
                continue; // num > acc
            }
            let mut digit = 0;
            while self.at_least(3, digit + 1) {
                digit += 1;
            }
            if !self.at_least(4, digit + 1) {
                self.remove_digit(digit);
                return b'0' + digit as u8;
            }
        }
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let mut spigot = Spigot::new();
    let mut done = 0;
    while done < input.n {
        let mut line = [b' '; 10];
        for column in line.iter_mut().take((input.n - done).min(10) as usize) {
            *column = spigot.next_digit();
            done += 1;
        }
        out.extend_from_slice(&line);
        writeln!(out, "\t:{done}").expect("a Vec takes all");
    }
}

fn main() {
    pj::main(|_| (), run)
}
