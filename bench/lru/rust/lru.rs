// SPDX-License-Identifier: MIT
//! A cache that drops what was used longest ago: definition in ../README.md.

mod pj;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Write;
use std::ptr;

struct Node {
    prev: *mut Node, // used later; the sentinel's: used longest ago
    next: *mut Node, // used earlier; the sentinel's: used last
    key: u32,
    value: u32,
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

type Map = HashMap<u32, *mut Node, BuildHasherDefault<KeyHasher>>;

#[inline]
unsafe fn unlink(node: *mut Node) {
    (*(*node).prev).next = (*node).next;
    (*(*node).next).prev = (*node).prev;
}

#[inline]
unsafe fn link_first(list: *mut Node, node: *mut Node) {
    let first = (*list).next;
    (*node).prev = list;
    (*node).next = first;
    (*first).prev = node;
    (*list).next = node;
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n as u32;
    let capacity = n / 10;
    let range = 4 * capacity;
    let mut seed = input.seed as u32;
    let (mut hits, mut misses, mut evictions) = (0, 0, 0);
    let (mut sum, mut check) = (0, 0);
    let mut map = Map::with_capacity_and_hasher(capacity as usize, Default::default());
    let mut sentinel = Node {
        prev: ptr::null_mut(),
        next: ptr::null_mut(),
        key: 0,
        value: 0,
    };
    let list: *mut Node = &mut sentinel;

    // SAFETY: the ring and the map hold the same nodes, each from Box::into_raw and given back
    // once, when it has left both. `sentinel` is used through `list` alone.
    unsafe {
        (*list).prev = list;
        (*list).next = list;
        for _ in 0..n {
            let a = pj::next(&mut seed) % range;
            let b = pj::next(&mut seed) % range;
            let key = a.min(b);
            if let Some(&node) = map.get(&key) {
                hits += 1;
                sum += u64::from((*node).value);
                (*node).value += 1;
                unlink(node);
                link_first(list, node);
                continue;
            }
            misses += 1;
            if misses > capacity {
                evictions += 1;
                let last = (*list).prev;
                map.remove(&(*last).key);
                unlink(last);
                drop(Box::from_raw(last));
            }
            let node = Box::into_raw(Box::new(Node {
                prev: list,
                next: list,
                key,
                value: 1,
            }));
            map.insert(key, node);
            link_first(list, node);
        }
        let mut node = (*list).next;
        while node != list {
            let last = Box::from_raw(node);
            check = pj::check(check, u64::from(last.key));
            check = pj::check(check, u64::from(last.value));
            node = last.next;
        }
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
