// SPDX-License-Identifier: MIT
//! Binary trees built, counted and dropped, all in one arena of nodes: ../README.md, "Tuned".

mod pj;

use std::io::Write;

/// Children are places in the arena; at place 0 there is no node.
#[derive(Clone, Copy, Default)]
struct Node {
    left: u32,
    right: u32,
}

/// Puts a tree at `free` and after; returns its root, which is the last of its nodes. Of depth 1 or
/// more: the leaves, which are half of the nodes, need no calls of their own.
fn build(nodes: &mut [Node], free: u32, depth: u32) -> u32 {
    let (mut left, mut right) = (free, free + 1);
    if depth > 1 {
        left = build(nodes, free, depth - 1);
        right = build(nodes, left + 1, depth - 1);
    } else {
        nodes[left as usize] = Node::default();
        nodes[right as usize] = Node::default();
    }
    nodes[right as usize + 1] = Node { left, right };
    right + 1
}

fn check(nodes: &[Node], node: Node) -> u32 {
    let (left, right) = (nodes[node.left as usize], nodes[node.right as usize]);
    let count = |child: Node| match child.left {
        0 => 1,
        _ => check(nodes, child),
    };
    1 + count(left) + count(right)
}

/// The tree is dropped by forgetting it.
fn build_and_check(nodes: &mut [Node], free: u32, depth: u32) -> u64 {
    let root = build(nodes, free, depth);
    u64::from(check(nodes, nodes[root as usize]))
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let n = input.n.max(6) as u32;
    // Place 0 and the stretch tree: the long-lived tree and the deepest of the others are a node
    // less together.
    let mut nodes = vec![Node::default(); 4 << n];
    let stretch = build_and_check(&mut nodes, 1, n + 1);
    writeln!(out, "stretch tree of depth {}\t check: {}", n + 1, stretch).unwrap();

    let long_lived = build(&mut nodes, 1, n);
    for depth in (4..=n).step_by(2) {
        let iterations = 1u64 << (n - depth + 4);
        let sum: u64 = (0..iterations)
            .map(|_| build_and_check(&mut nodes, long_lived + 1, depth))
            .sum();
        writeln!(out, "{iterations}\t trees of depth {depth}\t check: {sum}").unwrap();
    }
    writeln!(
        out,
        "long lived tree of depth {}\t check: {}",
        n,
        check(&nodes, nodes[long_lived as usize])
    )
    .unwrap();
}

fn main() {
    pj::main(|_| (), run);
}
