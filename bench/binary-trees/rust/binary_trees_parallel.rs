// SPDX-License-Identifier: MIT
//! Binary trees built, counted and dropped, the many of a depth divided among all CPUs: one `Box`
//! for each node.

mod pj;

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

const SHARES: u64 = 256;

struct Node {
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
}

fn build(depth: u32) -> Box<Node> {
    let (left, right) = match depth {
        0 => (None, None),
        _ => (Some(build(depth - 1)), Some(build(depth - 1))),
    };
    Box::new(Node { left, right })
}

fn check(node: &Node) -> u64 {
    match (&node.left, &node.right) {
        (Some(left), Some(right)) => 1 + check(left) + check(right),
        _ => 1,
    }
}

/// The trees of one depth.
struct Trees {
    depth: u32,
    iterations: u64,
    taken: AtomicU64,
    sum: AtomicU64,
}

impl Trees {
    fn new(n: u32, depth: u32) -> Trees {
        Trees {
            depth,
            iterations: 1 << (n - depth + 4),
            taken: AtomicU64::new(0),
            sum: AtomicU64::new(0),
        }
    }

    /// Takes shares of them until there are none.
    fn grow(&self) {
        let share = (self.iterations / SHARES).max(1);
        while self.taken.fetch_add(share, Relaxed) < self.iterations {
            let sum: u64 = (0..share).map(|_| check(&build(self.depth))).sum();
            self.sum.fetch_add(sum, Relaxed);
        }
    }
}

/// `work` in one thread for each CPU that the program may use, this thread among them.
fn on_all_cpus(work: impl Fn() + Sync) {
    let cpus = thread::available_parallelism().map_or(1, |count| count.get());
    thread::scope(|scope| {
        for _ in 1..cpus {
            scope.spawn(&work);
        }
        work();
    });
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n.max(6) as u32;
    let stretch = check(&build(n + 1));
    writeln!(out, "stretch tree of depth {}\t check: {}", n + 1, stretch).unwrap();

    let long_lived = build(n);
    let forest: Vec<Trees> = (4..=n)
        .step_by(2)
        .map(|depth| Trees::new(n, depth))
        .collect();
    // The deepest first: at the end only small shares are left to wait for.
    on_all_cpus(|| forest.iter().rev().for_each(Trees::grow));
    for trees in &forest {
        let (iterations, depth) = (trees.iterations, trees.depth);
        let sum = trees.sum.load(Relaxed);
        writeln!(out, "{iterations}\t trees of depth {depth}\t check: {sum}").unwrap();
    }
    let count = check(&long_lived);
    writeln!(out, "long lived tree of depth {n}\t check: {count}").unwrap();
}

fn main() {
    pj::main(|_| (), run);
}
