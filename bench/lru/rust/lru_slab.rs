// SPDX-License-Identifier: MIT
//! A cache that drops what was used longest ago, its nodes in one vector: definition in ../README.md.

mod pj;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Write;

struct Node {
    prev: u32, // used later; the sentinel's: used longest ago
    next: u32, // used earlier; the sentinel's: used last
    key: u32,
    value: u32,
}

/// Indices in place of references: a ring through node 0, the sentinel.
struct List(Vec<Node>);

impl List {
    fn new(capacity: u32) -> List {
        let mut nodes = Vec::with_capacity(capacity as usize + 1);
        nodes.push(Node {
            prev: 0,
            next: 0,
            key: 0,
            value: 0,
        });
        List(nodes)
    }

    #[inline]
    fn at(&mut self, index: u32) -> &mut Node {
        &mut self.0[index as usize]
    }

    #[inline]
    fn unlink(&mut self, index: u32) {
        let Node { prev, next, .. } = *self.at(index);
        self.at(prev).next = next;
        self.at(next).prev = prev;
    }

    #[inline]
    fn link_first(&mut self, index: u32) {
        let first = self.at(0).next;
        self.at(0).next = index;
        self.at(first).prev = index;
        let node = self.at(index);
        node.prev = 0;
        node.next = first;
    }
}

/// One multiplication, as in C: the keys are no adversary's.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, _: &[u8]) {
        unreachable!("the keys are u32");
    }

    #[inline]
    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

type Map = HashMap<u32, u32, BuildHasherDefault<KeyHasher>>;

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as u32;
    let capacity = n / 10;
    let range = 4 * capacity;
    let mut seed = input.seed as u32;
    let (mut hits, mut misses, mut evictions) = (0, 0, 0);
    let (mut sum, mut check) = (0, 0);
    let mut map = Map::with_capacity_and_hasher(capacity as usize, Default::default());
    let mut list = List::new(capacity);

    for _ in 0..n {
        let a = pj::next(&mut seed) % range;
        let b = pj::next(&mut seed) % range;
        let key = a.min(b);
        if let Some(&index) = map.get(&key) {
            let node = list.at(index);
            hits += 1;
            sum += u64::from(node.value);
            node.value += 1;
            list.unlink(index);
            list.link_first(index);
            continue;
        }
        misses += 1;
        let added = Node {
            prev: 0,
            next: 0,
            key,
            value: 1,
        };
        let index = if misses > capacity {
            evictions += 1;
            let last = list.at(0).prev;
            map.remove(&list.at(last).key);
            list.unlink(last);
            *list.at(last) = added;
            last
        } else {
            list.0.push(added);
            misses
        };
        map.insert(key, index);
        list.link_first(index);
    }
    let mut index = list.at(0).next;
    while index != 0 {
        let node = list.at(index);
        check = pj::check(check, u64::from(node.key));
        check = pj::check(check, u64::from(node.value));
        index = node.next;
    }
    writeln!(
        out,
        "hits {hits}\nmisses {misses}\nevictions {evictions}\nsum {sum}\ncheck {check}"
    )
    .expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
