// SPDX-License-Identifier: MIT

// Shortest paths from node 0 by Dijkstra's algorithm with container/heap: definition in ../README.md.
package main

import (
	"container/heap"
	"math"
	"strconv"
)

// An edge is its end << weightBits | its weight: a node's five are 20 bytes together.
const (
	weightBits = 7
	weightMask = 1<<weightBits - 1
)

type graph [][5]uint32

// A queue is a heap of distance << 32 | node: numbers that compare as the pairs do.
type queue []uint64

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i] < q[j] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }

func (q *queue) Push(item any) { *q = append(*q, item.(uint64)) }

func (q *queue) Pop() any {
	last := len(*q) - 1
	item := (*q)[last]
	*q = (*q)[:last]
	return item
}

func makeGraph(in pjInput) graph {
	n := uint32(in.n)
	seed := uint32(in.seed)
	g := make(graph, n)
	for node := range g {
		edges := &g[node]
		for i := range edges[:4] {
			to := pjNext(&seed) % n
			edges[i] = to<<weightBits | (pjNext(&seed)%100 + 1)
		}
		next := uint32(node) + 1
		if next == n {
			next = 0
		}
		edges[4] = next<<weightBits | 100
	}
	return g
}

// search returns the distances, and how often a node was pushed.
func search(g graph) ([]uint32, uint64) {
	distances := make([]uint32, len(g))
	for node := range distances {
		distances[node] = math.MaxUint32
	}
	distances[0] = 0
	q := make(queue, 1, len(g)+1) // one item, 0: node 0 at distance 0
	pushes := uint64(1)
	for len(q) > 0 {
		root := heap.Pop(&q).(uint64)
		node := uint32(root)
		distance := uint32(root >> 32)
		if distance != distances[node] {
			continue
		}
		edges := g[node]
		for _, edge := range edges {
			to := edge >> weightBits
			through := distance + edge&weightMask
			if through < distances[to] {
				distances[to] = through
				heap.Push(&q, uint64(through)<<32|uint64(to))
				pushes++
			}
		}
	}
	return distances, pushes
}

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func run(_ pjInput, g graph, out []byte) []byte {
	distances, pushes := search(g)
	var max, check uint32
	var sum uint64
	for _, distance := range distances {
		if distance > max {
			max = distance
		}
		sum += uint64(distance)
		check = pjCheck(check, uint64(distance))
	}
	out = appendLine(out, "max", uint64(max))
	out = appendLine(out, "sum", sum)
	out = appendLine(out, "pushes", pushes)
	return appendLine(out, "check", uint64(check))
}

func main() {
	pjMain(makeGraph, run)
}
