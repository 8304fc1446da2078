// SPDX-License-Identifier: MIT
//! The sieve of Eratosthenes, a bit for each odd number, in segments that fit the cache:
//! ../README.md, "Tuned".

mod pj;

use std::io::Write;

/// A segment has the numbers from a multiple of `SPAN` on; its bit i stands for the odd one of
/// i's pair, 2 i + 1 more.
const BYTES: usize = 32768;
const BITS: usize = BYTES * 8;
const SPAN: usize = BITS * 2;

/// The multiples of these are a pattern, which repeats after so many bytes.
const IN_PATTERN: [usize; 5] = [3, 5, 7, 11, 13];
const PATTERN: usize = 3 * 5 * 7 * 11 * 13;

struct Prime {
    prime: usize,
    /// The bit of its next odd multiple, from the segment's beginning.
    next: usize,
}

/// The other odd primes up to the root of `n`, and their first multiples: their squares.
fn roots(n: usize) -> Vec<Prime> {
    let limit = (1..).find(|i| i * i > n).expect("there is one");
    let mut composite = vec![false; limit];
    let mut primes = Vec::new();
    for i in (3..limit).step_by(2) {
        if composite[i] {
            continue;
        }
        for j in (i * i..limit).step_by(2 * i) {
            composite[j] = true;
        }
        if !IN_PATTERN.contains(&i) {
            primes.push(Prime {
                prime: i,
                next: i * i / 2,
            });
        }
    }
    primes
}

fn make_pattern() -> Vec<u8> {
    let mut pattern = vec![0xFF; PATTERN];
    for prime in IN_PATTERN {
        for j in (prime / 2..PATTERN * 8).step_by(prime) {
            pattern[j / 8] &= !(1 << (j % 8));
        }
    }
    pattern
}

fn copy_pattern(bits: &mut [u8], pattern: &[u8], base: usize) {
    let mut from = base / 16 % PATTERN;
    let mut to = 0;
    while to < bits.len() {
        let length = (bits.len() - to).min(PATTERN - from);
        bits[to..to + length].copy_from_slice(&pattern[from..from + length]);
        to += length;
        from = 0;
    }
}

/// Eight multiples are as many bytes apart from the next eight as the prime is great, and have
/// the same bits there.
fn clear_multiples(bits: &mut [u8; BYTES], p: &mut Prime) {
    let step = p.prime;
    let mut next = p.next;
    let mut at: [usize; 8] = std::array::from_fn(|i| (next + i * step) / 8);
    let mask: [u8; 8] = std::array::from_fn(|i| !(1 << ((next + i * step) % 8)));

    while at[7] < BYTES {
        for (at, mask) in at.iter_mut().zip(mask) {
            // SAFETY: they ascend, and the last is below BYTES.
            unsafe { *bits.get_unchecked_mut(*at) &= mask };
            *at += step;
        }
        next += 8 * step;
    }
    while next < BITS {
        bits[next / 8] &= !(1 << (next % 8));
        next += step;
    }
    p.next = next - BITS;
}

fn sieve_segment(bits: &mut [u8; BYTES], pattern: &[u8], primes: &mut [Prime], base: usize) {
    copy_pattern(bits, pattern, base);
    if base == 0 {
        bits[0] = 0x6E; // 3, 5, 7, 11, 13: not 1, 9, 15
    }
    for p in primes {
        if p.next < BITS {
            clear_multiples(bits, p);
        } else {
            p.next -= BITS;
        }
    }
}

/// So many primes wait to be hashed by fours.
const WAITING: usize = 1024;

/// What has been found.
#[derive(Default)]
struct Answer {
    count: usize,
    last: u32,
    check: u32,
    waiting: Vec<u32>,
}

impl Answer {
    /// CK of four primes at once, by powers of its factor modulo 2^31 - 1; a prime is below 2^30.
    fn hash_fours(&mut self) {
        const POWERS: [u64; 4] = [1604566856, 1049561761, 1426104154, 1000003];
        let mut check = u64::from(self.check);
        let fours = self.waiting.chunks_exact(4);
        for x in fours {
            let [a, b, c, d] = [x[0], x[1], x[2], x[3]].map(|x| u64::from(x) + 1);
            let sum = check * POWERS[0] + a * POWERS[1] + b * POWERS[2] + c * POWERS[3] + d;
            check = sum % 2147483647;
            self.last = x[3];
        }
        self.check = check as u32;
        let done = self.waiting.len() & !3;
        self.count += done;
        self.waiting.drain(..done);
    }

    fn finish(&mut self) {
        self.hash_fours();
        for &prime in &self.waiting {
            self.count += 1;
            self.last = prime;
            self.check = pj::check(self.check, u64::from(prime));
        }
    }

    /// The primes of a segment, of which the first `limit` bits count.
    fn collect(&mut self, bits: &[u8; BYTES], base: usize, limit: usize) {
        for (i, word) in (0..limit).step_by(64).zip(bits.chunks_exact(8)) {
            let mut word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
            if limit - i < 64 {
                word &= (1 << (limit - i)) - 1;
            }
            while word != 0 {
                let bit = i + word.trailing_zeros() as usize;
                self.waiting.push((base + 2 * bit + 1) as u32);
                word &= word - 1;
            }
            if self.waiting.len() >= WAITING {
                self.hash_fours();
            }
        }
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let pattern = make_pattern();
    let mut primes = roots(n);
    let mut bits = [0; BYTES];
    let mut answer = Answer::default();

    if n >= 2 {
        answer.waiting.push(2);
    }
    for base in (0..n).step_by(SPAN) {
        sieve_segment(&mut bits, &pattern, &mut primes, base);
        answer.collect(&bits, base, BITS.min((n - base + 1) / 2));
    }
    answer.finish();
    let Answer {
        count, last, check, ..
    } = answer;
    writeln!(out, "primes {count}\nlast {last}\ncheck {check}").expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
