// SPDX-License-Identifier: MIT
//! Binary trees built, counted and dropped: one `Box` for each node.

mod pj;

use std::io::Write;

struct Node {
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
}

fn build(depth: u32) -> Option<Box<Node>> {
    let (left, right) = match depth {
        0 => (None, None),
        _ => (build(depth - 1), build(depth - 1)),
    };
    Some(Box::new(Node { left, right }))
}

fn check(tree: &Option<Box<Node>>) -> u64 {
    match tree {
        None => 0,
        Some(node) => 1 + check(&node.left) + check(&node.right),
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n.max(6) as u32;
    let stretch = check(&build(n + 1));
    writeln!(out, "stretch tree of depth {}\t check: {}", n + 1, stretch).unwrap();

    let long_lived = build(n);
    for depth in (4..=n).step_by(2) {
        let iterations = 1u64 << (n - depth + 4);
        let sum: u64 = (0..iterations).map(|_| check(&build(depth))).sum();
        writeln!(out, "{iterations}\t trees of depth {depth}\t check: {sum}").unwrap();
    }
    writeln!(out, "long lived tree of depth {}\t check: {}", n, check(&long_lived)).unwrap();
}

fn main() {
    pj::main(|_| (), run);
}
