// SPDX-License-Identifier: MIT
//! A JSON text parsed into a tree, walked, written again and freed: definition in ../README.md.

mod pj;

use std::io::Write;
use std::process;

const RECORDS: i64 = 2000;
const FIRST_ROOM: usize = 2;
const SECOND_ROOM: usize = 8;

/// Arrays and objects grow as vectors; with boxed slices in the end a node has 24 bytes instead of 32.
enum Value {
    Null,
    Bool(bool),
    Number(i64),
    String(Box<str>),
    Array(Box<[Value]>),
    Object(Box<[(Box<str>, Value)]>),
}

/// Room for one more: for 2, 8, 16, 32 ...
#[inline]
fn room_for_one<T>(vector: &mut Vec<T>) {
    if vector.len() == FIRST_ROOM {
        vector.reserve_exact(SECOND_ROOM - FIRST_ROOM);
    }
}

/// Each method reads what begins at `at` and leaves `at` behind it; None: that is not JSON.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Option<Value> {
        match self.peek()? {
            b'{' => self.object(),
            b'[' => self.array(),
            b'"' => self.string().map(Value::String),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number().map(Value::Number),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return None;
        }
        self.at += word.len();
        Some(value)
    }

    #[inline]
    fn number(&mut self) -> Option<i64> {
        let negative = self.take(b'-').is_some();
        let rest = &self.text.as_bytes()[self.at..];
        let mut number = 0i64;
        let mut digits = 0;
        while let Some(byte @ b'0'..=b'9') = rest.get(digits) {
            let digit = i64::from(byte - b'0');
            let digit = if negative { -digit } else { digit };
            number = number.checked_mul(10)?.checked_add(digit)?;
            digits += 1;
        }
        self.at += digits;
        (digits == 1 || digits > 1 && rest[0] != b'0').then(|| number)
    }

    #[inline]
    fn string(&mut self) -> Option<Box<str>> {
        self.take(b'"')?;
        let rest = &self.text[self.at..];
        let plain = rest.bytes().position(|byte| !is_plain(byte))?;
        if rest.as_bytes()[plain] != b'"' {
            return self.escaped_string();
        }
        self.at += plain + 1;
        Some(rest[..plain].into())
    }

    fn escaped_string(&mut self) -> Option<Box<str>> {
        let mut rest = &self.text[self.at..];
        let mut string = String::with_capacity(raw_length(rest)?);
        loop {
            let plain = rest.bytes().position(|byte| !is_plain(byte))?;
            string.push_str(&rest[..plain]);
            match rest.as_bytes()[plain] {
                b'"' => {
                    self.at = self.text.len() - rest.len() + plain + 1;
                    return Some(string.into());
                }
                b'\\' => string.push(unescape(*rest.as_bytes().get(plain + 1)?)?),
                _ => return None,
            }
            rest = &rest[plain + 2..];
        }
    }

    fn array(&mut self) -> Option<Value> {
        let mut items = Vec::with_capacity(FIRST_ROOM);
        self.at += 1;
        self.skip_space();
        if self.take(b']').is_some() {
            return Some(Value::Array(items.into()));
        }
        loop {
            room_for_one(&mut items);
            items.push(self.value()?);
            self.skip_space();
            if self.take(b',').is_none() {
                self.take(b']')?;
                return Some(Value::Array(items.into()));
            }
            self.skip_space();
        }
    }

    fn object(&mut self) -> Option<Value> {
        let mut pairs = Vec::with_capacity(FIRST_ROOM);
        self.at += 1;
        self.skip_space();
        if self.take(b'}').is_some() {
            return Some(Value::Object(pairs.into()));
        }
        loop {
            room_for_one(&mut pairs);
            let key = self.string()?;
            self.skip_space();
            self.take(b':')?;
            self.skip_space();
            pairs.push((key, self.value()?));
            self.skip_space();
            if self.take(b',').is_none() {
                self.take(b'}')?;
                return Some(Value::Object(pairs.into()));
            }
            self.skip_space();
        }
    }
}

/// Of the string that the text begins with, escapes and all.
fn raw_length(text: &str) -> Option<usize> {
    let mut end = 0;
    loop {
        match text.as_bytes().get(end)? {
            b'"' => return Some(end),
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
}

#[inline]
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

fn unescape(byte: u8) -> Option<char> {
    match byte {
        b'"' | b'\\' | b'/' => Some(char::from(byte)),
        b'b' => Some('\x08'),
        b'f' => Some('\x0c'),
        b'n' => Some('\n'),
        b'r' => Some('\r'),
        b't' => Some('\t'),
        _ => None,
    }
}

fn parse(text: &str) -> Option<Value> {
    let mut parser = Parser { text, at: 0 };
    parser.skip_space();
    let tree = parser.value()?;
    parser.skip_space();
    parser.peek().is_none().then(|| tree)
}

#[derive(Default)]
struct Counts {
    objects: u64,
    arrays: u64,
    strings: u64,
    numbers: u64,
    bools: [u64; 2],
    nulls: u64,
    sum: i64,
    string_bytes: u64,
}

fn walk(value: &Value, n: &mut Counts) {
    match value {
        Value::Null => n.nulls += 1,
        Value::Bool(truth) => n.bools[usize::from(*truth)] += 1,
        Value::Number(number) => {
            n.numbers += 1;
            n.sum += number;
        }
        Value::String(string) => {
            n.strings += 1;
            n.string_bytes += string.len() as u64;
        }
        Value::Array(items) => {
            n.arrays += 1;
            items.iter().for_each(|item| walk(item, n));
        }
        Value::Object(pairs) => {
            n.objects += 1;
            pairs.iter().for_each(|(_, value)| walk(value, n));
        }
    }
}

fn write_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.extend(b"null"),
        Value::Bool(true) => out.extend(b"true"),
        Value::Bool(false) => out.extend(b"false"),
        Value::Number(number) => write_number(out, *number),
        Value::String(string) => write_string(out, string),
        Value::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i != 0 {
                    out.push(b',');
                }
                write_value(out, item);
            }
            out.push(b']');
        }
        Value::Object(pairs) => {
            out.push(b'{');
            for (i, (key, value)) in pairs.iter().enumerate() {
                if i != 0 {
                    out.push(b',');
                }
                write_string(out, key);
                out.push(b':');
                write_value(out, value);
            }
            out.push(b'}');
        }
    }
}

/// What the formatting of the standard library would do, without its detour.
#[inline]
fn write_number(out: &mut Vec<u8>, number: i64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    let mut rest = number.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        start -= 1;
        digits[start] = b'-';
    }
    out.extend_from_slice(&digits[start..]);
}

#[inline]
fn write_string(out: &mut Vec<u8>, string: &str) {
    let mut rest = string.as_bytes();
    out.push(b'"');
    while let Some(i) = rest.iter().position(|&byte| !is_plain(byte)) {
        out.extend_from_slice(&rest[..i]);
        out.extend_from_slice(&[b'\\', escape(rest[i])]);
        rest = &rest[i + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// After a backslash: what stands for the byte.
fn escape(byte: u8) -> u8 {
    match byte {
        b'\x08' => b'b',
        b'\x0c' => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => byte,
    }
}

fn setup(input: &pj::Input) -> String {
    let mut seed = input.seed as u32;
    let record = |i| {
        let a = pj::next(&mut seed);
        let b = pj::next(&mut seed);
        let c = pj::next(&mut seed);
        let name = a % 1000;
        let score = i64::from(b % 2000001) - 1000000;
        let active = c % 2 == 0;
        let reference = match c % 5 {
            0 => "null".to_owned(),
            _ => (a % 97).to_string(),
        };
        let (tag, other, x, y, note) = (a % 10, b % 10, b % 640, c % 480, c % 100);
        format!(
            r#"{{"id":{i},"name":"user{name}","score":{score},"active":{active},"ref":{reference},"#
        ) + &format!(
            r#""tags":["t{tag}","t{other}"],"pos":{{"x":{x},"y":{y}}},"note":"line\n\"q{note}\"\t\\end"}}"#
        )
    };
    format!(
        "[{}]",
        (0..RECORDS).map(record).collect::<Vec<_>>().join(",")
    )
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    process::exit(70)
}

fn run(input: &pj::Input, text: &mut String, out: &mut Vec<u8>) {
    let mut written = Vec::new();
    let mut n = Counts::default();
    for _ in 0..input.n {
        let tree = parse(text).unwrap_or_else(|| fail("not JSON"));
        walk(&tree, &mut n);
        written.clear();
        write_value(&mut written, &tree);
        if written != text.as_bytes() {
            fail("what was written is not what was read");
        }
    }
    let check = text
        .bytes()
        .fold(0, |check, byte| pj::check(check, u64::from(byte)));
    writeln!(
        out,
        "bytes {}\nobjects {}\narrays {}\nstrings {}\nints {}\nbools {} {}\nnulls {}\nsum {}\nstrbytes {}\ncheck {}",
        text.len(), n.objects, n.arrays, n.strings, n.numbers, n.bools[1], n.bools[0], n.nulls, n.sum,
        n.string_bytes, check
    )
    .expect("a Vec takes all");
}

fn main() {
    pj::main(setup, run)
}
