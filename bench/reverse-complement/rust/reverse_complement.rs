// SPDX-License-Identifier: MIT
//! DNA sequences, each reversed and complemented: definition in ../README.md.

mod pj;

const COLUMNS: usize = 60;

/// Bytes that are read at once.
const BLOCK: usize = 65536;

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
    let lines = lines.strip_suffix(b"\n").unwrap_or(lines);
    if lines.is_empty() {
        return;
    }
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

/// Whether BYTE is there. A page is looked at as a whole, by vectors, and `contains` looks at words.
fn has(bytes: &[u8], byte: u8) -> bool {
    bytes.chunks(4096).any(|page| {
        page.iter()
            .fold(false, |found, &other| found | (other == byte))
    })
}

/// A record and the beginning of the next, as they were read: the first LENGTH of BYTES, memory of
/// the longest record.
struct Text {
    bytes: Vec<u8>,
    length: usize,
}

impl Text {
    fn read_more(&mut self) -> bool {
        if self.bytes.len() < self.length + BLOCK {
            self.bytes.resize(self.length + BLOCK, 0);
        }
        let got = pj::read_part(&mut self.bytes[self.length..self.length + BLOCK]);
        self.length += got;
        got > 0
    }

    /// Where the next BYTE is, from START on, or else the end; reads that far.
    fn find(&mut self, byte: u8, mut start: usize) -> usize {
        loop {
            let rest = &self.bytes[start..self.length];
            if has(rest, byte) {
                let before = rest.iter().position(|&other| other == byte);
                return start + before.expect("it is there");
            }
            start = self.length;
            if !self.read_more() {
                return start;
            }
        }
    }

    fn drain(&mut self, count: usize) {
        self.bytes.copy_within(count..self.length, 0);
        self.length -= count;
    }
}

fn run(_: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let mut text = Text {
        bytes: Vec::new(),
        length: 0,
    };
    while text.length > 0 || text.read_more() {
        let newline = text.find(b'\n', 0);
        let begin = text.length.min(newline + 1);
        let end = text.find(b'>', begin);
        let (header, lines) = text.bytes[..end].split_at(begin);
        out.extend_from_slice(header);
        reverse_lines(out, lines);
        text.drain(end);
    }
}

fn main() {
    pj::main(|_| pj::keep_input(), run)
}
