// SPDX-License-Identifier: MIT
//! SHA-256 of a digest written twice, again and again: definition in ../README.md.

mod pj;

use std::io::Write;

const BLOCK: usize = 64;
const DIGEST: usize = 32;
const LENGTH: usize = 8;

#[rustfmt::skip]
const CONSTANTS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

/// What round t >= 16 adds: its constant and its word, which takes the place of the one 16 before.
#[inline(always)]
fn made(w: &mut [u32; 16], t: usize) -> u32 {
    let (x, y) = (w[(t + 1) % 16], w[(t + 14) % 16]);
    w[t % 16] = w[t % 16]
        .wrapping_add(x.rotate_right(7) ^ x.rotate_right(18) ^ x >> 3)
        .wrapping_add(w[(t + 9) % 16])
        .wrapping_add(y.rotate_right(17) ^ y.rotate_right(19) ^ y >> 10);
    CONSTANTS[t].wrapping_add(w[t % 16])
}

/// One round, which gives d and h. ch takes three operations; of maj rustc makes as few itself.
#[inline(always)]
fn step([a, b, c, d, e, f, g, h]: [&mut u32; 8], word: u32) {
    let (a, b, c, e, f, g) = (*a, *b, *c, *e, *f, *g);
    let t1 = h
        .wrapping_add(word)
        .wrapping_add(g ^ (e & (f ^ g)))
        .wrapping_add(e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25));
    *d = d.wrapping_add(t1);
    *h = t1
        .wrapping_add(a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22))
        .wrapping_add((a & b) ^ (a & c) ^ (b & c));
}

/// Eight rounds. The variables are named anew in each, so that none need move; after eight
/// rounds each has its name again. All 64 stand in compress(), so that each constant is a part of
/// its instruction and each word of w a variable.
#[inline(always)]
fn eight(v: &mut [u32; 8], mut word: impl FnMut(usize) -> u32) {
    let [a, b, c, d, e, f, g, h] = v;
    step([a, b, c, d, e, f, g, h], word(0));
    step([h, a, b, c, d, e, f, g], word(1));
    step([g, h, a, b, c, d, e, f], word(2));
    step([f, g, h, a, b, c, d, e], word(3));
    step([e, f, g, h, a, b, c, d], word(4));
    step([d, e, f, g, h, a, b, c], word(5));
    step([c, d, e, f, g, h, a, b], word(6));
    step([b, c, d, e, f, g, h, a], word(7));
}

fn compress(state: &mut [u32; 8], block: &[u8]) {
    let mut v = *state;
    let mut w = [0; 16];
    for (word, bytes) in w.iter_mut().zip(block.chunks_exact(4)) {
        *word = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    eight(&mut v, |i| CONSTANTS[i].wrapping_add(w[i]));
    eight(&mut v, |i| CONSTANTS[8 + i].wrapping_add(w[8 + i]));
    eight(&mut v, |i| made(&mut w, 16 + i));
    eight(&mut v, |i| made(&mut w, 24 + i));
    eight(&mut v, |i| made(&mut w, 32 + i));
    eight(&mut v, |i| made(&mut w, 40 + i));
    eight(&mut v, |i| made(&mut w, 48 + i));
    eight(&mut v, |i| made(&mut w, 56 + i));
    for (sum, v) in state.iter_mut().zip(v) {
        *sum = sum.wrapping_add(v);
    }
}

fn sha256(message: &[u8]) -> [u8; DIGEST] {
    let mut state = [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab,
        0x5be0cd19,
    ];
    let blocks = message.chunks_exact(BLOCK);
    let rest = blocks.remainder();
    for block in blocks {
        compress(&mut state, block);
    }

    let mut last = [0; 2 * BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    last[rest.len()] = 0x80;
    let end = if rest.len() < BLOCK - LENGTH {
        BLOCK
    } else {
        2 * BLOCK
    };
    last[end - LENGTH..end].copy_from_slice(&(message.len() as u64 * 8).to_be_bytes());
    for block in last[..end].chunks_exact(BLOCK) {
        compress(&mut state, block);
    }

    let mut digest = [0; DIGEST];
    for (bytes, word) in digest.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let mut digest = sha256(b"rapl");
    for _ in 0..input.n {
        let mut message = [0; 2 * DIGEST];
        message[..DIGEST].copy_from_slice(&digest);
        message[DIGEST..].copy_from_slice(&digest);
        digest = sha256(&message);
    }
    out.extend(b"digest ");
    for byte in digest {
        write!(out, "{byte:02x}").expect("a Vec takes all");
    }
    out.push(b'\n');
}

fn main() {
    pj::main(|_| (), run)
}
