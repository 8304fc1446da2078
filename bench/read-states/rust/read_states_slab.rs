// SPDX-License-Identifier: MIT
//! A service of read states, all in one vector: definition in ../README.md.

mod pj;
mod service;

use service::{check_state, KeyHasher, State};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::mem;

struct Node {
    prev: u32, // used later; the sentinel's: used longest ago
    next: u32, // used earlier; the sentinel's: used last
    key: u64,
    state: State,
}

/// Indices in place of references: a ring through node 0, the sentinel.
struct Cache {
    nodes: Vec<Node>,
    map: HashMap<u64, u32, BuildHasherDefault<KeyHasher>>,
}

impl Cache {
    #[inline]
    fn at(&mut self, index: u32) -> &mut Node {
        &mut self.nodes[index as usize]
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

    fn push(&mut self, key: u64, state: State) {
        self.nodes.push(Node {
            prev: 0,
            next: 0,
            key,
            state,
        });
    }
}

impl service::Cache for Cache {
    fn new(capacity: u32) -> Cache {
        let mut cache = Cache {
            nodes: Vec::with_capacity(capacity as usize + 1),
            map: HashMap::with_capacity_and_hasher(capacity as usize, Default::default()),
        };
        cache.push(0, State::default());
        cache
    }

    fn add(&mut self, key: u64, state: State) {
        let index = self.nodes.len() as u32;
        self.push(key, state);
        self.map.insert(key, index);
        self.link_first(index);
    }

    #[inline]
    fn touch(&mut self, key: u64) -> Option<&mut State> {
        let &index = self.map.get(&key)?;
        self.unlink(index);
        self.link_first(index);
        Some(&mut self.at(index).state)
    }

    #[inline]
    fn replace_oldest(&mut self, key: u64, state: State) -> State {
        let last = self.at(0).prev;
        let dropped = self.at(last).key;
        self.map.remove(&dropped);
        self.unlink(last);
        self.at(last).key = key;
        self.map.insert(key, last);
        self.link_first(last);
        mem::replace(&mut self.at(last).state, state)
    }

    fn close(mut self) -> u32 {
        let mut check = 0;
        let mut index = self.at(0).next;
        while index != 0 {
            let node = self.at(index);
            check = check_state(check, &node.state);
            index = node.next;
        }
        check
    }
}

fn main() {
    service::main::<Cache>()
}
