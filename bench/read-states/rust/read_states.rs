// SPDX-License-Identifier: MIT
//! A service of read states, each a node of its own: definition in ../README.md.

mod pj;
mod service;

use service::{check_state, KeyHasher, State};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::{mem, ptr};

struct Node {
    prev: *mut Node, // used later; the sentinel's: used longest ago
    next: *mut Node, // used earlier; the sentinel's: used last
    key: u64,
    state: State,
}

struct Cache {
    list: *mut Node, // the sentinel of the ring
    map: HashMap<u64, *mut Node, BuildHasherDefault<KeyHasher>>,
}

fn new_node(key: u64, state: State) -> *mut Node {
    Box::into_raw(Box::new(Node {
        prev: ptr::null_mut(),
        next: ptr::null_mut(),
        key,
        state,
    }))
}

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

// SAFETY, of all blocks below: the ring and the map hold the same nodes, each from Box::into_raw and
// given back once, in close(); a reference to a state lives no longer than the borrow of the cache.
impl service::Cache for Cache {
    fn new(capacity: u32) -> Cache {
        let list = new_node(0, State::default());
        unsafe {
            (*list).prev = list;
            (*list).next = list;
        }
        let map = HashMap::with_capacity_and_hasher(capacity as usize, Default::default());
        Cache { list, map }
    }

    fn add(&mut self, key: u64, state: State) {
        let node = new_node(key, state);
        self.map.insert(key, node);
        unsafe { link_first(self.list, node) };
    }

    #[inline]
    fn touch(&mut self, key: u64) -> Option<&mut State> {
        let &node = self.map.get(&key)?;
        unsafe {
            unlink(node);
            link_first(self.list, node);
            Some(&mut (*node).state)
        }
    }

    #[inline]
    fn replace_oldest(&mut self, key: u64, state: State) -> State {
        unsafe {
            let last = (*self.list).prev;
            self.map.remove(&(*last).key);
            unlink(last);
            (*last).key = key;
            self.map.insert(key, last);
            link_first(self.list, last);
            mem::replace(&mut (*last).state, state)
        }
    }

    fn close(self) -> u32 {
        let mut check = 0;
        unsafe {
            let mut node = (*self.list).next;
            while node != self.list {
                let last = Box::from_raw(node);
                check = check_state(check, &last.state);
                node = last.next;
            }
            drop(Box::from_raw(self.list));
        }
        check
    }
}

fn main() {
    service::main::<Cache>()
}
