// SPDX-License-Identifier: MIT
//! DNA sequences, one repeated and two random, as lines of text: definition in ../README.md.

mod pj;

const COLUMNS: usize = 60;
const FACTOR: u64 = 3877;
const MODULUS: u32 = 139968;

const HEADER_ONE: &[u8] = b">ONE Homo sapiens alu\n";
const HEADER_TWO: &[u8] = b">TWO IUB ambiguity codes\n";
const HEADER_THREE: &[u8] = b">THREE Homo sapiens frequency\n";

const ALU: &[u8] = b"GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG\
    GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA\
    CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT\
    ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA\
    GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG\
    AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC\
    AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA";

const IUB: [(u8, f64); 15] = [
    (b'a', 0.27),
    (b'c', 0.12),
    (b'g', 0.12),
    (b't', 0.27),
    (b'B', 0.02),
    (b'D', 0.02),
    (b'H', 0.02),
    (b'K', 0.02),
    (b'M', 0.02),
    (b'N', 0.02),
    (b'R', 0.02),
    (b'S', 0.02),
    (b'V', 0.02),
    (b'W', 0.02),
    (b'Y', 0.02),
];

const HOMO_SAPIENS: [(u8, f64); 4] = [
    (b'a', 0.3029549426680),
    (b'c', 0.1979883004921),
    (b'g', 0.1975473066391),
    (b't', 0.3015094502008),
];

fn repeat_alu(out: &mut Vec<u8>, mut letters: usize) {
    let twice = [ALU, ALU].concat(); // a line never has to go back to the start
    let mut at = 0;
    while letters > 0 {
        let length = letters.min(COLUMNS);
        out.extend_from_slice(&twice[at..at + length]);
        out.push(b'\n');
        at = (at + length) % ALU.len();
        letters -= length;
        pj::flush(out);
    }
}

/// A number as a fraction of MODULUS, times 2^64: the next one's is FACTOR times as much and that of
/// 29573 more, without the whole. That takes 4 cycles, and the number itself is made beside it. The
/// constants are 3877 and 29573 times 2^64 / 139968, rounded up. The excess is less than 2^18 in a
/// fraction made from a number, and 3877 times as much in each after it; from 2^46 on numbers would
/// be wrong, so the third is the last. Exact for each of the 139968 numbers.
#[inline]
fn fraction_after_number(number: u32) -> u64 {
    u64::from(number)
        .wrapping_mul(510959839204474821)
        .wrapping_add(3897502018259977781)
}

#[inline]
fn fraction_after(fraction: u64) -> u64 {
    fraction
        .wrapping_mul(FACTOR)
        .wrapping_add(3897502018259977781)
}

#[inline]
fn number_of(fraction: u64) -> u32 {
    (u128::from(fraction) * u128::from(MODULUS) >> 64) as u32
}

/// As many numbers as there is room for, the first after `number`; returns the last one.
#[inline(always)]
fn draw_numbers(numbers: &mut [u32], mut number: u32) -> u32 {
    let mut threes = numbers.chunks_exact_mut(3);
    for three in threes.by_ref() {
        let first = fraction_after_number(number);
        let second = fraction_after(first);
        let third = fraction_after(second);
        number = number_of(third);
        three.copy_from_slice(&[number_of(first), number_of(second), number]);
    }
    for rest in threes.into_remainder() {
        number = number_of(fraction_after_number(number));
        *rest = number;
    }
    number
}

struct Alphabet<const COUNT: usize> {
    letters: [u8; COUNT], // as wide as the ends: one mask serves both
    ends: [f64; COUNT],
}

impl<const COUNT: usize> Alphabet<COUNT> {
    fn new(pairs: [(u8, f64); COUNT]) -> Self {
        let mut sum = 0.0;
        Alphabet {
            letters: pairs.map(|(letter, _)| letter),
            ends: pairs.map(|(_, probability)| {
                sum += probability;
                sum
            }),
        }
    }

    /// As many letters as `line` has room for. They need not wait for one another as the numbers
    /// do: in a loop of their own, all ends compared, the compiler takes several at once.
    /// Inlined, because it must know how many letters a full line has.
    #[inline(always)]
    fn draw(&self, line: &mut [u8], number: &mut u32) {
        let mut drawn = [0; COLUMNS];
        *number = draw_numbers(&mut drawn[..line.len()], *number);
        for (to, drawn) in line.iter_mut().zip(drawn) {
            let r = f64::from(drawn as i32) / f64::from(MODULUS);
            let mut letter = self.letters[0];
            for (&end, &following) in self.ends[..COUNT - 1].iter().zip(&self.letters[1..]) {
                letter = if end <= r { following } else { letter };
            }
            *to = letter;
        }
    }

    fn random_letters(&self, out: &mut Vec<u8>, letters: usize, number: &mut u32) {
        let mut line = [b'\n'; COLUMNS + 1];
        for _ in 0..letters / COLUMNS {
            self.draw(&mut line[..COLUMNS], number);
            out.extend_from_slice(&line);
            pj::flush(out);
        }
        let rest = letters % COLUMNS;
        if rest > 0 {
            self.draw(&mut line[..rest], number);
            out.extend_from_slice(&line[..rest]);
            out.push(b'\n');
        }
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let mut number = 42;
    out.extend_from_slice(HEADER_ONE);
    repeat_alu(out, 2 * n);
    out.extend_from_slice(HEADER_TWO);
    Alphabet::new(IUB).random_letters(out, 3 * n, &mut number);
    out.extend_from_slice(HEADER_THREE);
    Alphabet::new(HOMO_SAPIENS).random_letters(out, 5 * n, &mut number);
}

fn main() {
    pj::main(|_| (), run)
}
