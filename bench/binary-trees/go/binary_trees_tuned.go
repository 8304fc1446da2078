// SPDX-License-Identifier: MIT

// Binary trees built, counted and dropped, all in one arena of nodes: ../README.md, "Tuned".
package main

import "fmt"

// Children are places in the arena; at place 0 there is no node. The collector finds no pointers.
type node struct {
	left, right uint32
}

// build puts a tree at free and after, and returns its root, which is the last of its nodes. It is for depth
// 1 or more: the leaves, which are half of the nodes, need no calls of their own.
func build(nodes []node, free uint32, depth int) uint32 {
	left, right := free, free+1
	if depth > 1 {
		left = build(nodes, free, depth-1)
		right = build(nodes, left+1, depth-1)
	} else {
		nodes[left], nodes[right] = node{}, node{}
	}
	nodes[right+1] = node{left, right}
	return right + 1
}

func check(nodes []node, t node) int {
	count := 3
	if left := nodes[t.left]; left.left != 0 {
		count += check(nodes, left) - 1
	}
	if right := nodes[t.right]; right.left != 0 {
		count += check(nodes, right) - 1
	}
	return count
}

// buildAndCheck drops the tree by forgetting it.
func buildAndCheck(nodes []node, free uint32, depth int) int {
	return check(nodes, nodes[build(nodes, free, depth)])
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := 6
	if in.n > 6 {
		n = int(in.n)
	}
	// Place 0 and the stretch tree: the long-lived tree and the deepest of the others are a node less
	// together.
	nodes := make([]node, 4<<n)
	out = fmt.Appendf(out, "stretch tree of depth %d\t check: %d\n", n+1, buildAndCheck(nodes, 1, n+1))

	longLived := build(nodes, 1, n)
	for depth := 4; depth <= n; depth += 2 {
		iterations := 1 << (n - depth + 4)
		sum := 0
		for i := 0; i < iterations; i++ {
			sum += buildAndCheck(nodes, longLived+1, depth)
		}
		out = fmt.Appendf(out, "%d\t trees of depth %d\t check: %d\n", iterations, depth, sum)
	}
	return fmt.Appendf(out, "long lived tree of depth %d\t check: %d\n", n, check(nodes, nodes[longLived]))
}

func main() {
	pjMain(nil, run)
}
