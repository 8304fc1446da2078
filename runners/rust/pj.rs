// SPDX-License-Identifier: MIT
//! The protocol of runners/README.md for Rust: arguments, one run or a steady series, the answer.

#![allow(dead_code)] // no program needs all of it

use std::cell::RefCell;
use std::fs::File;
use std::io::{Cursor, ErrorKind, Read, Write};
use std::mem::ManuallyDrop;
use std::os::unix::io::{FromRawFd, RawFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{env, process, thread};

// The names of sysexits.h.
const USAGE: i32 = 64;
const INPUT: i32 = 66;
const SOFTWARE: i32 = 70;
const CONTROL: i32 = 71;
const OUTPUT: i32 = 74;

/// Printing less at once costs more calls of the kernel.
const BLOCK: usize = 65536;

static STEADY: AtomicBool = AtomicBool::new(false);

pub struct Input {
    pub n: i64,
    pub seed: i64,
}

/// Everything but the workload. `setup` makes the input once (`|_| ()` where there is none);
/// `run` is one whole iteration and appends the answer's bytes.
pub fn main<S>(setup: impl FnOnce(&Input) -> S, mut run: impl FnMut(&Input, &mut S, &mut Vec<u8>)) {
    let input = parse_arguments();
    let control = env::var_os("POLYJOULE_CONTROL").map(|text| parse_control(text.to_str()));
    STEADY.store(control.is_some(), Ordering::Relaxed);
    latency_asked(); // or it would be refused only when the input is made
    let mut state = setup(&input);
    let mut answer = Vec::new();
    match control {
        None => run(&input, &mut state, &mut answer),
        Some(control) => iterate(control, &mut answer, |out| run(&input, &mut state, out)),
    }
    print(&answer);
    hand_over_series();
}

/// Between parts of a long answer: in a single run a block or more of it is printed and is no
/// longer in memory; in a steady series, where answers are compared, nothing happens.
pub fn flush(out: &mut Vec<u8>) {
    if out.len() >= BLOCK && !STEADY.load(Ordering::Relaxed) {
        print(out);
        out.clear();
    }
}

fn print(answer: &[u8]) {
    if (&*borrow(1)).write_all(answer).is_err() {
        fail(OUTPUT, "cannot write the answer");
    }
}

/// All of standard input, in memory of its size.
pub fn read_input() -> Vec<u8> {
    let mut bytes = Vec::new();
    if (&*borrow(0)).read_to_end(&mut bytes).is_err() {
        fail(INPUT, "cannot read the input");
    }
    bytes
}

thread_local! {
    /// What `keep_input` read; parts are copies of it.
    static KEPT: RefCell<Option<Cursor<Vec<u8>>>> = RefCell::new(None);
}

/// In setup, where run takes the input by parts: in a steady series, which reads its input once,
/// all of it is read and kept, and each iteration begins at its start.
pub fn keep_input() {
    if STEADY.load(Ordering::Relaxed) {
        KEPT.with(|kept| *kept.borrow_mut() = Some(Cursor::new(read_input())));
    }
}

/// For input that is taken by parts: the next bytes of it, as many as there is room for or fewer.
/// Returns their number, 0 at the end.
pub fn read_part(room: &mut [u8]) -> usize {
    let mut read = |kept: &mut Option<Cursor<Vec<u8>>>| match kept {
        Some(kept) => kept.read(room),
        None => loop {
            match (&*borrow(0)).read(room) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => break result,
            }
        },
    };
    match KEPT.with(|kept| read(&mut kept.borrow_mut())) {
        Ok(length) => length,
        Err(_) => fail(INPUT, "cannot read the input"),
    }
}

fn rewind_input() {
    KEPT.with(|kept| {
        if let Some(kept) = &mut *kept.borrow_mut() {
            kept.set_position(0);
        }
    });
}

/// The generator G, minstd: 0 < state < 2147483647.
#[inline]
pub fn next(state: &mut u32) -> u32 {
    *state = (u64::from(*state) * 48271 % 2147483647) as u32;
    *state
}

/// One step of the checksum CK, which begins at 0.
#[inline]
pub fn check(hash: u32, value: u64) -> u32 {
    ((u64::from(hash) * 1000003 + value % 2147483647 + 1) % 2147483647) as u32
}

/// The latencies asked for by POLYJOULE_LATENCY as they are handed over: the period and the number
/// of a tick, then one word for each latency.
pub struct Pace {
    words: Vec<u64>, // empty: not paced
    start: Instant,
    due: Instant,
    period: Duration,
    stall: Option<(u64, Duration)>, // POLYJOULE_STALL
}

thread_local! {
    static SERIES: RefCell<Vec<u64>> = RefCell::new(Vec::new());
}

/// Open-loop service, for the class latency (runners/README.md, "Latencies"): from now on a tick is
/// due each `period_ns`, `ticks` of them, and `per_tick` latencies are kept of each. Where the
/// harness asked for no latencies nothing is waited for or kept.
pub fn pace(period_ns: u64, ticks: u64, per_tick: u64) -> Pace {
    let mut words = Vec::new();
    if latency_asked().is_some() {
        let capacity = (2 + ticks * per_tick) as usize;
        // Written once, so that no page of it is new while the service runs.
        words.resize(capacity, u64::MAX);
        words.truncate(0);
        words.extend([period_ns, per_tick]);
    }
    let start = Instant::now();
    Pace {
        words,
        start,
        due: start,
        period: Duration::from_nanos(period_ns),
        stall: parse_stall(),
    }
}

impl Pace {
    /// Sleep until `tick`, from 0 on, is due; not at all where that is past.
    #[inline]
    pub fn wait(&mut self, tick: u64) {
        if self.words.is_empty() {
            return;
        }
        self.due = self.start + Duration::from_nanos(self.period.as_nanos() as u64 * tick);
        let left = self.due.saturating_duration_since(Instant::now());
        if !left.is_zero() {
            thread::sleep(left);
        }
        if let Some((_, length)) = self.stall.filter(|&(at, _)| at == tick) {
            thread::sleep(length);
        }
    }

    /// Something that was due at the tick awaited last is done: its latency is since then.
    #[inline]
    pub fn served(&mut self) {
        if self.words.is_empty() {
            return;
        }
        if self.words.len() == self.words.capacity() {
            fail(SOFTWARE, "more latencies than there is room for");
        }
        self.words.push(self.due.elapsed().as_nanos() as u64);
    }

    /// The last tick is over: the latencies are handed over when the answer is.
    pub fn end(self) {
        SERIES.with(|series| *series.borrow_mut() = self.words);
    }
}

fn latency_asked() -> Option<RawFd> {
    let to = env::var_os("POLYJOULE_LATENCY")?;
    if STEADY.load(Ordering::Relaxed) {
        return None;
    }
    let parsed = to
        .to_str()
        .and_then(|to| parse_decimal(to, i64::from(RawFd::MAX)));
    match parsed {
        Some(fd) => Some(fd as RawFd),
        None => fail(USAGE, "POLYJOULE_LATENCY is not a descriptor"),
    }
}

fn parse_stall() -> Option<(u64, Duration)> {
    let text = env::var_os("POLYJOULE_STALL")?;
    let number = |text| parse_decimal(text, i64::from(i32::MAX)).map(|value| value as u64);
    let pair = text.to_str().and_then(|text| text.split_once(','));
    match pair.map(|(tick, ms)| (number(tick), number(ms))) {
        Some((Some(tick), Some(ms))) => Some((tick, Duration::from_millis(ms))),
        _ => fail(USAGE, "POLYJOULE_STALL is not a tick and milliseconds"),
    }
}

/// By parts, so that they are not in memory twice.
fn hand_over_series() {
    let Some(fd) = latency_asked() else { return };
    SERIES.with(|series| {
        for part in series.borrow().chunks(BLOCK) {
            let bytes: Vec<u8> = part.iter().flat_map(|word| word.to_le_bytes()).collect();
            if (&*borrow(fd)).write_all(&bytes).is_err() {
                fail(OUTPUT, "cannot hand over the latencies");
            }
        }
    });
}

/// Leaves the first answer in `first`.
fn iterate(control: Control, first: &mut Vec<u8>, mut run: impl FnMut(&mut Vec<u8>)) {
    let mut answer = Vec::new();
    let mut have_first = false;
    control.send(b'r');
    loop {
        rewind_input();
        match control.read() {
            b'g' if !have_first => {
                run(first);
                control.send(b'd');
                have_first = true;
            }
            b'g' => {
                answer.clear();
                run(&mut answer);
                control.send(b'd');
                if answer != *first {
                    fail(SOFTWARE, "two iterations gave different answers");
                }
            }
            b'q' => return,
            _ => fail(CONTROL, "POLYJOULE_CONTROL sent neither g nor q"),
        }
    }
}

struct Control {
    from: ManuallyDrop<File>,
    to: ManuallyDrop<File>,
}

impl Control {
    fn read(&self) -> u8 {
        let mut command = [0];
        if (&*self.from).read_exact(&mut command).is_err() {
            fail(CONTROL, "POLYJOULE_CONTROL ended before q");
        }
        command[0]
    }

    fn send(&self, event: u8) {
        if (&*self.to).write_all(&[event]).is_err() {
            fail(CONTROL, "cannot write to POLYJOULE_CONTROL");
        }
    }
}

fn parse_control(text: Option<&str>) -> Control {
    let descriptor = |text| parse_decimal(text, i64::from(RawFd::MAX)).map(|fd| fd as RawFd);
    let pair = text.and_then(|text| text.split_once(','));
    match pair.map(|(from, to)| (descriptor(from), descriptor(to))) {
        Some((Some(from), Some(to))) => Control {
            from: borrow(from),
            to: borrow(to),
        },
        _ => fail(USAGE, "POLYJOULE_CONTROL is not two descriptors"),
    }
}

fn borrow(fd: RawFd) -> ManuallyDrop<File> {
    // SAFETY: whoever started us made the descriptor for us; it is never closed here.
    ManuallyDrop::new(unsafe { File::from_raw_fd(fd) })
}

fn parse_arguments() -> Input {
    let mut arguments = env::args_os().skip(1);
    let mut number = |max| {
        arguments
            .next()
            .map(|text| parse_decimal(text.to_str()?, max))
    };
    let (n, seed) = (number(i64::MAX), number(2147483646));
    if arguments.next().is_some() {
        fail(USAGE, "usage: program N [SEED]");
    }
    match (n, seed.unwrap_or(Some(42))) {
        (Some(Some(n)), Some(seed)) if seed != 0 => Input { n, seed },
        (Some(Some(_)), _) => fail(USAGE, "SEED is a number from 1 to 2147483646"),
        _ => fail(USAGE, "usage: program N [SEED]"),
    }
}

/// Digits alone: `parse` would take a sign.
fn parse_decimal(text: &str, max: i64) -> Option<i64> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|&value| value <= max)
}

fn fail(status: i32, message: &str) -> ! {
    eprintln!("{message}");
    process::exit(status)
}
