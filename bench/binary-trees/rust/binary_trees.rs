// SPDX-License-Identifier: MIT
//! Binary trees built, counted and dropped: one `Box` for each node.

mod pj;

use std::io::Write;

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
