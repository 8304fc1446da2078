// SPDX-License-Identifier: MIT
//! Shortest paths from node 0 by Dijkstra's algorithm with `BinaryHeap`: definition in ../README.md.

mod pj;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::Write;

/// An edge is its end << WEIGHT_BITS | its weight: a node's five are 20 bytes together.
const WEIGHT_BITS: u32 = 7;
const WEIGHT_MASK: u32 = (1 << WEIGHT_BITS) - 1;

type Graph = Vec<[u32; 5]>;

fn make_graph(input: &pj::Input) -> Graph {
    let n = input.n as u32;
    let mut seed = input.seed as u32;
    let mut draw = || {
        let to = pj::next(&mut seed) % n;
        to << WEIGHT_BITS | (pj::next(&mut seed) % 100 + 1)
    };
    let mut graph = Graph::with_capacity(n as usize);
    for node in 0..n {
        let next = if node + 1 == n { 0 } else { node + 1 };
        graph.push([draw(), draw(), draw(), draw(), next << WEIGHT_BITS | 100]);
    }
    graph
}

/// The distances, and how often a node was pushed.
fn search(graph: &Graph) -> (Vec<u32>, u64) {
    let mut distances = vec![u32::MAX; graph.len()];
    let mut pushes = 1u64;
    distances[0] = 0;
    // Of distance << 32 | node: numbers that compare as the pairs do; the greatest comes first.
    let mut heap = BinaryHeap::from([Reverse(0u64)]);
    while let Some(Reverse(root)) = heap.pop() {
        let (node, distance) = (root as u32 as usize, (root >> 32) as u32);
        if distance != distances[node] {
            continue;
        }
        for edge in graph[node] {
            let to = edge >> WEIGHT_BITS;
            let through = distance + (edge & WEIGHT_MASK);
            if through < distances[to as usize] {
                distances[to as usize] = through;
                heap.push(Reverse(u64::from(through) << 32 | u64::from(to)));
                pushes += 1;
            }
        }
    }
    (distances, pushes)
}

fn run(_: &pj::Input, graph: &mut Graph, out: &mut Vec<u8>) {
    let (distances, pushes) = search(graph);
    let (mut max, mut sum, mut check) = (0, 0, 0);
    for &distance in &distances {
        max = max.max(distance);
        sum += u64::from(distance);
        check = pj::check(check, u64::from(distance));
    }
    writeln!(out, "max {max}\nsum {sum}\npushes {pushes}\ncheck {check}").expect("a Vec takes all");
}

fn main() {
    pj::main(make_graph, run)
}
