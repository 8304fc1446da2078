// SPDX-License-Identifier: MIT
//! The digits of pi from the same spigot, several turns and digits at once, on the limbs of GMP:
//! ../README.md, "Tuned".

mod pj;

use std::io::Write;

// The low-level functions of GMP on numbers of `n` limbs, under the names that gmp.h gives them.
// Each returns its carry.
#[link(name = "gmp")]
extern "C" {
    #[link_name = "__gmpn_mul_1"]
    fn mul_1(to: *mut u64, from: *const u64, n: std::os::raw::c_long, factor: u64) -> u64;
    #[link_name = "__gmpn_addmul_1"]
    fn addmul_1(to: *mut u64, from: *const u64, n: std::os::raw::c_long, factor: u64) -> u64;
    #[link_name = "__gmpn_submul_1"]
    fn submul_1(to: *mut u64, from: *const u64, n: std::os::raw::c_long, factor: u64) -> u64;
    #[link_name = "__gmp_bits_per_limb"]
    static BITS_PER_LIMB: std::os::raw::c_int;
}

/// to = to factor
fn scale(to: &mut [u64], factor: u64) {
    let limbs = to.as_mut_ptr();
    // SAFETY: source and target are the same `to.len()` limbs, which GMP allows.
    unsafe { mul_1(limbs, limbs, to.len() as _, factor) };
}

/// to = to + from factor
fn add_product(to: &mut [u64], from: &[u64], factor: u64) {
    assert_eq!(to.len(), from.len());
    // SAFETY: both are `to.len()` limbs.
    unsafe { addmul_1(to.as_mut_ptr(), from.as_ptr(), to.len() as _, factor) };
}

/// to = to - from factor
fn subtract_product(to: &mut [u64], from: &[u64], factor: u64) {
    assert_eq!(to.len(), from.len());
    // SAFETY: both are `to.len()` limbs.
    unsafe { submul_1(to.as_mut_ptr(), from.as_ptr(), to.len() as _, factor) };
}

/// So many digits at once as 64 bits of `den` tell.
const DIGITS: usize = 17;
const SCALE: u64 = 10_u64.pow(DIGITS as u32);

/// Three numbers of as many limbs, the lowest first. `acc` may be negative, in two's complement,
/// which GMP heeds if its carries are dropped. The highest limb of `den` is 0, the next is not.
struct Spigot {
    acc: Vec<u64>,
    num: Vec<u64>,
    den: Vec<u64>,
    k: u64,
}

impl Spigot {
    /// `den` is 10, not 1: pi / 10 is less than 1, as is all that is left after digits.
    fn new() -> Spigot {
        Spigot {
            acc: vec![0, 0],
            num: vec![1, 0],
            den: vec![10, 0],
            k: 0,
        }
    }

    fn append_limb(&mut self) {
        let negative = self.acc[self.acc.len() - 1] >> 63 != 0;
        self.acc.push(if negative { u64::MAX } else { 0 });
        self.num.push(0);
        self.den.push(0);
    }

    /// As many turns as fit into factors of 60 bits: acc = acc c + num b, den = den c,
    /// num = num a. b is less than 5 c.
    fn next_terms(&mut self) {
        let (mut a, mut b, mut c) = (1, 0, 1);
        let mut odd = 2 * self.k + 3;
        while c < (1 << 60) / odd {
            self.k += 1;
            b = (b + 2 * a) * odd;
            c *= odd;
            a *= self.k;
            odd += 2;
        }
        scale(&mut self.acc, c);
        add_product(&mut self.acc, &self.num, b);
        scale(&mut self.den, c);
        scale(&mut self.num, a);
        if self.den[self.den.len() - 1] != 0 {
            self.append_limb();
        }
    }

    /// acc, num and den in units of which den has at least 2^63 and less than 2^64, rounded down.
    fn leading(&self) -> (i128, i128, i128) {
        let top = self.den.len() - 2;
        let shift = self.den[top].leading_zeros();
        let of = |limbs: &[u64]| {
            let below = if top > 0 && shift > 0 {
                limbs[top - 1] >> (64 - shift)
            } else {
                0
            };
            let high = u128::from(limbs[top + 1]) << 64 | u128::from(limbs[top]);
            (high << shift | u128::from(below)) as i128
        };
        (of(&self.acc), of(&self.num), of(&self.den))
    }

    /// acc = acc power - den digits, num = num power.
    fn remove_digits(&mut self, power: u64, digits: u64) {
        scale(&mut self.acc, power);
        subtract_product(&mut self.acc, &self.den, digits);
        scale(&mut self.num, power);
    }

    /// The next digits, and how many: those in which the least that (acc + 3 num) / den can be
    /// and the most that (acc + 4 num) / den can be agree.
    fn next_digits(&mut self) -> (u64, usize) {
        loop {
            self.next_terms();
            let (acc, num, den) = self.leading();
            let (least, most) = (acc + 3 * num, acc + 4 * num + 5);
            if num > den >> 57 || least < 0 {
                continue;
            }
            let mut low = (least as u128 * u128::from(SCALE) / (den + 1) as u128) as u64;
            let mut high = (most as u128 * u128::from(SCALE) / den as u128) as u64;
            let (mut power, mut count) = (SCALE, DIGITS);
            while low != high {
                low /= 10;
                high /= 10;
                power /= 10;
                count -= 1;
            }
            if count > 0 {
                self.remove_digits(power, low);
                return (low, count);
            }
        }
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    // SAFETY: a constant of the library.
    assert_eq!(unsafe { BITS_PER_LIMB }, 64);
    let n = input.n as usize;
    let mut spigot = Spigot::new();
    let mut text = String::with_capacity(n + DIGITS);
    while text.len() < n {
        let (digits, count) = spigot.next_digits();
        text += &format!("{digits:0count$}");
    }
    for start in (0..n).step_by(10) {
        let end = n.min(start + 10);
        writeln!(out, "{:10}\t:{end}", &text[start..end]).expect("a Vec takes all");
    }
}

fn main() {
    pj::main(|_| (), run)
}
