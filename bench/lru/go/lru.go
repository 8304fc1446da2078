// SPDX-License-Identifier: MIT

// A cache that drops what was used longest ago: definition in ../README.md.
package main

import "strconv"

type node struct {
	prev       *node // used later; the sentinel's: used longest ago
	next       *node // used earlier; the sentinel's: used last
	key, value uint32
}

func (n *node) unlink() {
	n.prev.next = n.next
	n.next.prev = n.prev
}

// linkFirst puts n behind the sentinel.
func (n *node) linkFirst(list *node) {
	first := list.next
	n.prev = list
	n.next = first
	first.prev = n
	list.next = n
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
	nodes := make(map[uint32]*node, capacity)
	list := &node{}
	list.prev, list.next = list, list

	for i := uint32(0); i < n; i++ {
		a := pjNext(&seed) % span
		b := pjNext(&seed) % span
		key := a
		if b < a {
			key = b
		}
		if found := nodes[key]; found != nil {
			hits++
			sum += uint64(found.value)
			found.value++
			found.unlink()
			found.linkFirst(list)
			continue
		}
		if misses++; misses > capacity {
			evictions++
			last := list.prev
			delete(nodes, last.key)
			last.unlink()
		}
		added := &node{key: key, value: 1}
		nodes[key] = added
		added.linkFirst(list)
	}
	for n := list.next; n != list; n = n.next {
		check = pjCheck(check, uint64(n.key))
		check = pjCheck(check, uint64(n.value))
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
