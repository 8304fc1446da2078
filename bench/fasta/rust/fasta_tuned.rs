// SPDX-License-Identifier: MIT
//! DNA sequences as lines of text, a period of each and then copies: ../README.md, "Tuned".

mod pj;

const COLUMNS: usize = 60;
const FACTOR: u32 = 3877;
const INCREMENT: u32 = 29573;
const MODULUS: u32 = 139968;

/// The numbers come back after so many, for none is left out.
const PERIOD: usize = MODULUS as usize;

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

/// How many numbers are less than `end` as fractions of MODULUS.
fn numbers_below(end: f64) -> usize {
    let is_below = |number: u32| f64::from(number) / f64::from(MODULUS) < end;
    let mut number = (end * f64::from(MODULUS)) as u32;
    while number > 0 && !is_below(number - 1) {
        number -= 1;
    }
    while number < MODULUS && is_below(number) {
        number += 1;
    }
    number as usize
}

/// The letter that each number draws.
fn make_table(alphabet: &[(u8, f64)]) -> Vec<u8> {
    let mut table = vec![0; PERIOD];
    let (mut end, mut from) = (0.0, 0);
    for &(letter, probability) in alphabet {
        end += probability;
        let to = numbers_below(end);
        table[from..to].fill(letter);
        from = to;
    }
    table
}

/// So many letters in lines, those of `cycle` again and again, from `start` on. After a line more than
/// a period `cycle` ends.
fn put_lines(out: &mut Vec<u8>, cycle: &[u8], start: usize, letters: usize) {
    let period = cycle.len() - COLUMNS;
    let mut line = [b'\n'; COLUMNS + 1];
    let mut at = start;
    for _ in 0..letters / COLUMNS {
        line[..COLUMNS].copy_from_slice(&cycle[at..at + COLUMNS]);
        out.extend_from_slice(&line);
        pj::flush(out);
        at += COLUMNS;
        if at >= period {
            at -= period;
        }
    }
    let rest = letters % COLUMNS;
    if rest > 0 {
        out.extend_from_slice(&cycle[at..at + rest]);
        out.push(b'\n');
    }
}

/// What the numbers draw from both alphabets, in order, a period and a line.
fn draw() -> (Vec<u8>, Vec<u8>) {
    let (iub, homo_sapiens) = (make_table(&IUB), make_table(&HOMO_SAPIENS));
    let mut number = 42;
    (0..PERIOD + COLUMNS)
        .map(|_| {
            number = (number * FACTOR + INCREMENT) % MODULUS;
            (iub[number as usize], homo_sapiens[number as usize])
        })
        .unzip()
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as usize;
    let alu = [ALU, &ALU[..COLUMNS]].concat();
    let (iub, homo_sapiens) = draw();
    out.extend_from_slice(HEADER_ONE);
    put_lines(out, &alu, 0, 2 * n);
    out.extend_from_slice(HEADER_TWO);
    put_lines(out, &iub, 0, 3 * n);
    out.extend_from_slice(HEADER_THREE);
    put_lines(out, &homo_sapiens, 3 * n % PERIOD, 5 * n);
}

fn main() {
    pj::main(|_| (), run)
}
