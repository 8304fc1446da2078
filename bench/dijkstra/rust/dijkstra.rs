// SPDX-License-Identifier: MIT
//! Shortest paths from node 0 by Dijkstra's algorithm: definition in ../README.md.

mod pj;

use std::io::Write;

/// An edge is its end << WEIGHT_BITS | its weight: a node's five are 20 bytes together.
const WEIGHT_BITS: u32 = 7;
const WEIGHT_MASK: u32 = (1 << WEIGHT_BITS) - 1;

type Graph = Vec<[u32; 5]>;

/// A binary heap of distance << 32 | node: numbers that compare as the pairs do.
/// The root is item 1, so that two children share a cache line; item 0 is 0, less than all.
struct Heap(Vec<u64>);

impl Heap {
    fn new() -> Heap {
        Heap(vec![0])
    }

    #[inline]
    fn root(&self) -> Option<u64> {
        self.0.get(1).copied()
    }

    #[inline]
    fn push(&mut self, item: u64) {
        self.0.push(item);
        let last = self.0.len() - 1;
        sift_up(&mut self.0, last, item);
    }

    /// The hole at the root sinks to where the last item belongs, mostly near the leaves. The
    /// lesser child is told without a branch, for no branch upon it can be guessed.
    #[inline]
    fn remove_root(&mut self) {
        let items = &mut self.0[..];
        let last = items.len() - 1;
        let item = items[last];
        items[last] = u64::MAX; // the sibling of a child that has none
        let mut hole = 1;
        while 2 * hole < last {
            let child = 2 * hole + usize::from(items[2 * hole + 1] < items[2 * hole]);
            if item < items[child] {
                break;
            }
            items[hole] = items[child];
            hole = child;
        }
        items[hole] = item;
        self.0.pop();
    }
}

#[inline]
fn sift_up(items: &mut [u64], mut hole: usize, item: u64) {
    while item < items[hole / 2] {
        items[hole] = items[hole / 2];
        hole /= 2;
    }
    items[hole] = item;
}

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
    let mut heap = Heap::new();
    let mut pushes = 1u64;
    distances[0] = 0;
    heap.push(0);
    while let Some(root) = heap.root() {
        let (node, distance) = (root as u32 as usize, (root >> 32) as u32);
        // Read now, they come from memory while the heap is put in order.
        let edges = graph[node];
        let least = distances[node];
        heap.remove_root();
        if distance != least {
            continue;
        }
        for edge in edges {
            let to = edge >> WEIGHT_BITS;
            let through = distance + (edge & WEIGHT_MASK);
            if through < distances[to as usize] {
                distances[to as usize] = through;
                heap.push(u64::from(through) << 32 | u64::from(to));
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
