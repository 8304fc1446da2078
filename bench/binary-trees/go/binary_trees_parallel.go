// SPDX-License-Identifier: MIT

// Binary trees built, counted and dropped, the many of a depth divided among all CPUs: one object
// for each node.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

const shares = 256

type node struct {
	left, right *node
}

func build(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{build(depth - 1), build(depth - 1)}
}

func (t *node) check() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.check() + t.right.check()
}

// trees are those of one depth.
type trees struct {
	depth, iterations int
	taken, sum        atomic.Int64
}

// grow takes shares of them until there are none.
func (t *trees) grow() {
	share := t.iterations / shares
	if share == 0 {
		share = 1
	}
	sum := 0
	for t.taken.Add(int64(share)) <= int64(t.iterations) {
		for i := 0; i < share; i++ {
			sum += build(t.depth).check()
		}
	}
	t.sum.Add(int64(sum))
}

// onAllCPUs does work once for each CPU that the program may use, here among them.
func onAllCPUs(work func()) {
	var others sync.WaitGroup
	for i := 1; i < runtime.GOMAXPROCS(0); i++ {
		others.Add(1)
		go func() {
			defer others.Done()
			work()
		}()
	}
	work()
	others.Wait()
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := 6
	if in.n > 6 {
		n = int(in.n)
	}
	out = fmt.Appendf(out, "stretch tree of depth %d\t check: %d\n", n+1, build(n+1).check())

	longLived := build(n)
	var forest []*trees
	for depth := 4; depth <= n; depth += 2 {
		forest = append(forest, &trees{depth: depth, iterations: 1 << (n - depth + 4)})
	}
	// The deepest first: at the end only small shares are left to wait for.
	onAllCPUs(func() {
		for i := len(forest) - 1; i >= 0; i-- {
			forest[i].grow()
		}
	})
	for _, t := range forest {
		out = fmt.Appendf(out, "%d\t trees of depth %d\t check: %d\n", t.iterations, t.depth, t.sum.Load())
	}
	return fmt.Appendf(out, "long lived tree of depth %d\t check: %d\n", n, longLived.check())
}

func main() {
	pjMain(nil, run)
}
