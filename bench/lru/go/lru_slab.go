// SPDX-License-Identifier: MIT

// A cache that drops what was used longest ago, its nodes in one slice: definition in ../README.md.
package main

import "strconv"

type node struct {
	prev       uint32 // used later; the sentinel's: used longest ago
	next       uint32 // used earlier; the sentinel's: used last
	key, value uint32
}

// A list has indices in place of references: a ring through node 0, the sentinel.
type list []node

func (l list) unlink(index uint32) {
	n := l[index]
	l[n.prev].next = n.next
	l[n.next].prev = n.prev
}

func (l list) linkFirst(index uint32) {
	first := l[0].next
	l[0].next = index
	l[first].prev = index
	n := &l[index]
	n.prev = 0
	n.next = first
}

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := uint32(in.n)
	capacity := n / 10
	span := 4 * capacity
	seed := uint32(in.seed)
	var hits, misses, evictions, check uint32
	var sum uint64
	indices := make(map[uint32]uint32, capacity)
	nodes := make(list, 1, int(capacity)+1)

	for i := uint32(0); i < n; i++ {
		a := pjNext(&seed) % span
		b := pjNext(&seed) % span
		key := a
		if b < a {
			key = b
		}
		if index := indices[key]; index != 0 {
			found := &nodes[index]
			hits++
			sum += uint64(found.value)
			found.value++
			nodes.unlink(index)
			nodes.linkFirst(index)
			continue
		}
		misses++
		index := misses
		if misses > capacity {
			evictions++
			index = nodes[0].prev
			delete(indices, nodes[index].key)
			nodes.unlink(index)
			nodes[index] = node{key: key, value: 1}
		} else {
			nodes = append(nodes, node{key: key, value: 1})
		}
		indices[key] = index
		nodes.linkFirst(index)
	}
	for index := nodes[0].next; index != 0; index = nodes[index].next {
		check = pjCheck(check, uint64(nodes[index].key))
		check = pjCheck(check, uint64(nodes[index].value))
	}
	out = appendLine(out, "hits", uint64(hits))
	out = appendLine(out, "misses", uint64(misses))
	out = appendLine(out, "evictions", uint64(evictions))
	out = appendLine(out, "sum", sum)
	return appendLine(out, "check", uint64(check))
}

func main() {
	pjMain(nil, run)
}
