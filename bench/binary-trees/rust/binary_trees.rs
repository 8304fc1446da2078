// SPDX-License-Identifier: MIT
//! Binary trees built, counted and dropped: one `Box` for each node.

mod pj;

use std::io::Write;

/// Both or none, so that one test tells a leaf; still two references and nothing else.
struct Node {
    children: Option<(Box<Node>, Box<Node>)>,
}

fn leaf() -> Box<Node> {
    Box::new(Node { children: None })
}

/// Of depth 1 or more: the leaves, which are half of the nodes, need no calls of their own.
fn build(depth: u32) -> Box<Node> {
    let children = match depth {
        0 | 1 => (leaf(), leaf()),
        _ => (build(depth - 1), build(depth - 1)),
    };
    Box::new(Node {
        children: Some(children),
    })
}

/// The way down to the left is a loop: half the calls.
fn check(node: &Node) -> u64 {
    let (mut node, mut count) = (node, 1);
    while let Some((left, right)) = &node.children {
        count += 1 + check(right);
        node = left;
    }
    count
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
    writeln!(
        out,
        "long lived tree of depth {}\t check: {}",
        n,
        check(&long_lived)
    )
    .unwrap();
}

fn main() {
    pj::main(|_| (), run);
}
