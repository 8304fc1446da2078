// SPDX-License-Identifier: MIT

// Shortest paths from node 0 by Dijkstra's algorithm: definition in ../README.md.
package main

import (
	"math"
	"strconv"
)

// An edge is its end << weightBits | its weight: a node's five are 20 bytes together.
const (
	weightBits = 7
	weightMask = 1<<weightBits - 1
)

type graph [][5]uint32

// A heap is a binary heap of distance << 32 | node: numbers that compare as the pairs do.
// The root is item 1, so that two children share a cache line; item 0 is 0, less than all.
type heap []uint64

func (h *heap) push(item uint64) {
	*h = append(*h, item)
	h.siftUp(uint(len(*h)-1), item)
}

// removeRoot lets the hole at the root sink to where the last item belongs, mostly near the leaves.
func (h *heap) removeRoot() {
	items := *h
	last := len(items) - 1
	item := items[last]
	items[last] = math.MaxUint64 // the sibling of a child that has none
	hole := uint(1)
	for child := uint(2); child < uint(last); child = 2 * hole {
		other := child + 1
		least := items[child]
		if right := items[other]; right < least {
			least, child = right, other
		}
		if item < least {
			break
		}
		items[hole] = least
		hole = child
	}
	items[hole] = item
	*h = items[:last]
}

func (h *heap) siftUp(hole uint, item uint64) {
	items := *h
	for item < items[hole/2] {
		items[hole] = items[hole/2]
		hole /= 2
	}
	items[hole] = item
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
	h := append(make(heap, 0, len(g)+1), 0) // no growth, and no garbage of it, but in odd graphs
	h.push(0)
	pushes := uint64(1)
	for len(h) > 1 {
		node := uint32(h[1])
		distance := uint32(h[1] >> 32)
		// Read now, they come from memory while the heap is put in order.
		edges := g[node]
		least := distances[node]
		h.removeRoot()
		if distance != least {
			continue
		}
		for _, edge := range edges {
			to := edge >> weightBits
			through := distance + edge&weightMask
			if through < distances[to] {
				distances[to] = through
				h.push(uint64(through)<<32 | uint64(to))
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
