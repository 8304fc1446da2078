// SPDX-License-Identifier: MIT
//! DNA sequences, each reversed and complemented: definition in ../README.md.

mod pj;

const COLUMNS: usize = 60;

const COMPLEMENT: [u8; 256] = complement();

const fn complement() -> [u8; 256] {
    let from = b"ACGTUMRWSYKVHDBN";
    let to = b"TGCAAKYWSRMBDHVN";
    let mut table = [0; 256];
    let mut i = 0;
    while i < from.len() {
        table[from[i] as usize] = to[i];
        table[from[i].to_ascii_lowercase() as usize] = to[i];
        i += 1;
    }
    table
}

/// Eight letters, the last one first.
fn reverse_word(letters: &[u8]) -> [u8; 8] {
    let letters = u64::from_le_bytes(letters.try_into().expect("eight letters"));
    let mut reversed = 0;
    for i in 0..8 {
        reversed |= u64::from(COMPLEMENT[(letters >> (8 * i) & 0xff) as usize]) << (56 - 8 * i);
    }
    reversed.to_le_bytes()
}

/// TO is as long as FROM. Eight letters are loaded and stored at once: the look-ups keep the
/// memory ports busy enough.
#[inline(always)]
fn reverse(to: &mut [u8], from: &[u8]) {
    let mut words = to.chunks_exact_mut(8);
    let letters = from.rchunks_exact(8);
    let first = letters.remainder();
    for (to, from) in words.by_ref().zip(letters) {
        to.copy_from_slice(&reverse_word(from));
    }
    for (to, &letter) in words.into_remainder().iter_mut().zip(first.iter().rev()) {
        *to = COMPLEMENT[usize::from(letter)];
    }
}

/// All lines but the last have 60 letters, so each line of the answer is the end of one line and
/// the beginning of the next, parted at the same place.
fn reverse_lines(out: &mut Vec<u8>, lines: &[u8]) {
    let lines = match lines.split_last() {
        Some((_newline, lines)) => lines,
        None => return,
    };
    let (full, mut last) = lines.split_at(lines.len() - lines.len() % (COLUMNS + 1));
    for line in full.rchunks_exact(COLUMNS + 1) {
        let (begin, end) = line[..COLUMNS].split_at(last.len());
        let at = out.len();
        out.resize(at + COLUMNS + 1, b'\n');
        let (to, rest) = out[at..at + COLUMNS].split_at_mut(last.len());
        reverse(to, last);
        reverse(rest, end);
        last = begin;
        pj::flush(out);
    }
    let at = out.len();
    out.resize(at + last.len() + 1, b'\n');
    reverse(&mut out[at..at + last.len()], last);
}

/// Where BYTE is, or else the end. A page is looked at as a whole, by vectors, and `position` looks at
/// each byte.
fn find(bytes: &[u8], byte: u8) -> usize {
    let has = |page: &[u8]| {
        page.iter()
            .fold(false, |found, &other| found | (other == byte))
    };
    let without = bytes.chunks(4096).take_while(|page| !has(page));
    let at = without.map(<[u8]>::len).sum();
    let found = bytes[at..].iter().position(|&other| other == byte);
    at + found.unwrap_or(0)
}

fn run(_: &pj::Input, text: &mut Vec<u8>, out: &mut Vec<u8>) {
    let mut rest = &text[..];
    while !rest.is_empty() {
        let (header, record) = rest.split_at(find(rest, b'\n') + 1);
        let (lines, next) = record.split_at(find(record, b'>'));
        out.extend_from_slice(header);
        reverse_lines(out, lines);
        rest = next;
    }
}

fn main() {
    pj::main(|_| pj::read_input(), run)
}
