// SPDX-License-Identifier: MIT
//! The service around a cache of read states: definition in ../README.md.

use crate::pj;
use std::fs::{self, File, OpenOptions};
use std::hash::Hasher;
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::{env, mem, process};

const PERIOD_NS: u64 = 1_000_000;
const REQUESTS: u64 = 200; // a tick
const SAMPLE: u64 = 8; // of so many requests one's latency is kept
const WRITE_TICKS: u64 = 100; // what was evicted is written so often
const CAPACITY_MAX: u64 = 8_000_000;
const CHANNELS: u64 = 17;

/// The file of evictions begins anew where it would become longer.
const LOG_MAX: u64 = 64 << 20;

#[derive(Clone, Default)]
pub struct State {
    pub user: u64,
    pub channel: u64,
    pub mentions: u64,
    pub last: u64,
}

pub trait Cache {
    fn new(capacity: u32) -> Self;
    /// A new state at the front, while there is room.
    fn add(&mut self, key: u64, state: State);
    /// The key's state, now at the front.
    fn touch(&mut self, key: u64) -> Option<&mut State>;
    /// The state used longest ago leaves, and its place is the key's, at the front.
    fn replace_oldest(&mut self, key: u64, state: State) -> State;
    /// CK over the states from the front on; all is freed.
    fn close(self) -> u32;
}

pub fn check_state(check: u32, s: &State) -> u32 {
    [s.user, s.channel, s.mentions, s.last]
        .into_iter()
        .fold(check, pj::check)
}

/// One multiplication, as in C: the keys are no adversary's.
#[derive(Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, _: &[u8]) {
        unreachable!("the keys are u64");
    }

    #[inline]
    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

fn key_of(user: u64) -> u64 {
    CHANNELS * user + user % CHANNELS
}

fn new_state(user: u64) -> State {
    State {
        user,
        channel: user % CHANNELS,
        ..State::default()
    }
}

/// What was evicted and is not yet written, as bytes, in room for all that WRITE_TICKS can bring.
struct Evictions {
    waiting: Vec<u8>,
    written: u64,
    mentions: u64,
    file: File,
    at: u64,
}

impl Evictions {
    /// A file without a name, in TMPDIR.
    fn open() -> io::Result<Evictions> {
        let path = env::temp_dir().join(format!("read-states-{}", process::id()));
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        fs::remove_file(&path)?;
        let room = mem::size_of::<State>() * (WRITE_TICKS * REQUESTS) as usize;
        Ok(Evictions {
            waiting: Vec::with_capacity(room),
            written: 0,
            mentions: 0,
            file,
            at: 0,
        })
    }

    fn write(&mut self) {
        let length = self.waiting.len() as u64;
        if self.at + length > LOG_MAX {
            self.at = 0;
        }
        if self.file.write_all_at(&self.waiting, self.at).is_err() {
            log_failed();
        }
        self.at += length;
        self.written += length / mem::size_of::<State>() as u64;
        self.waiting.clear();
    }

    #[inline]
    fn add(&mut self, s: &State) {
        self.mentions += s.mentions;
        for word in [s.user, s.channel, s.mentions, s.last] {
            self.waiting.extend_from_slice(&word.to_ne_bytes());
        }
    }
}

fn log_failed() -> ! {
    eprintln!("cannot write what was evicted");
    process::exit(74)
}

/// One request; whether its state was there. A mention counts, reading clears.
#[inline]
fn serve<C: Cache>(c: &mut C, e: &mut Evictions, user: u64, mention: bool, number: u64) -> bool {
    let key = key_of(user);
    if let Some(s) = c.touch(key) {
        s.mentions = if mention { s.mentions + 1 } else { 0 };
        s.last = number;
        return true;
    }
    let mut s = new_state(user);
    s.mentions = u64::from(mention);
    s.last = number;
    e.add(&c.replace_oldest(key, s));
    false
}

fn run<C: Cache>(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let ticks = input.n as u64;
    let capacity = (ticks * ticks / 100).min(CAPACITY_MAX) as u32;
    let mut seed = input.seed as u32;
    let (mut number, mut hits) = (0, 0);
    let mut c = C::new(capacity);
    for user in (0..u64::from(capacity)).rev() {
        c.add(key_of(user), new_state(user));
    }
    let mut e = Evictions::open().unwrap_or_else(|_| log_failed());
    let mut pace = pj::pace(PERIOD_NS, ticks, REQUESTS / SAMPLE);

    for tick in 0..ticks {
        pace.wait(tick);
        for _ in 0..REQUESTS {
            let a = pj::next(&mut seed);
            let b = pj::next(&mut seed);
            let user = (a % (2 * capacity)).min(b % (2 * capacity));
            number += 1;
            hits += u64::from(serve(&mut c, &mut e, u64::from(user), a % 2 == 0, number));
            if number % SAMPLE == 0 {
                pace.served();
            }
        }
        if (tick + 1) % WRITE_TICKS == 0 {
            e.write();
        }
    }
    e.write();
    pace.end();
    writeln!(
        out,
        "hits {hits}\nmisses {}\npersisted {}\nmentions {}\ncheck {}",
        number - hits,
        e.written,
        e.mentions,
        c.close()
    )
    .expect("a Vec takes all");
}

pub fn main<C: Cache>() {
    pj::main(|_| (), run::<C>)
}
