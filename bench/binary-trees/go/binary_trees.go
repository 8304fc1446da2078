// SPDX-License-Identifier: MIT

// Binary trees built, counted and dropped: one object for each node.
package main

import "fmt"

type node struct {
	left, right *node
}

// build makes a tree of depth 1 or more: the leaves, which are half of the nodes, need no calls of
// their own.
func build(depth int) *node {
	if depth <= 1 {
		return &node{&node{}, &node{}}
	}
	return &node{build(depth - 1), build(depth - 1)}
}

// check counts the nodes. The way down to the left is a loop, and a leaf to the right is counted
// without a call of its own.
func (t *node) check() int {
	sum := 1
	for ; t.left != nil; t = t.left {
		if t.right.left == nil {
			sum += 2
		} else {
			sum += 1 + t.right.check()
		}
	}
	return sum
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := 6
	if in.n > 6 {
		n = int(in.n)
	}
	out = fmt.Appendf(out, "stretch tree of depth %d\t check: %d\n", n+1, build(n+1).check())

	longLived := build(n)
	for depth := 4; depth <= n; depth += 2 {
		iterations := 1 << (n - depth + 4)
		sum := 0
		for i := 0; i < iterations; i++ {
			sum += build(depth).check()
		}
		out = fmt.Appendf(out, "%d\t trees of depth %d\t check: %d\n", iterations, depth, sum)
	}
	return fmt.Appendf(out, "long lived tree of depth %d\t check: %d\n", n, longLived.check())
}

func main() {
	pjMain(nil, run)
}
