// SPDX-License-Identifier: MIT

// A hash table with linear probing, filled and searched: definition in ../README.md.
package main

import "strconv"

type table struct {
	keys   []uint32 // 0: the slot is empty
	counts []uint32
	mask   uint32
	shift  uint8
}

func newTable(n uint32) table {
	bits := 4
	for uint64(1)<<bits < uint64(n) {
		bits++
	}
	capacity := 1 << bits
	return table{
		keys:   make([]uint32, capacity),
		counts: make([]uint32, capacity),
		mask:   uint32(capacity - 1),
		shift:  uint8(32 - bits),
	}
}

// find returns the slot that holds the key, or else the empty one where it belongs.
func (t *table) find(key uint32) uint32 {
	slot := key * 2654435769 >> (t.shift & 31)
	for {
		// The product is 0 for the key and for 0: one branch, where two could not be predicted.
		if found := t.keys[slot]; uint64(found)*uint64(found^key) == 0 {
			return slot
		}
		slot = (slot + 1) & t.mask
	}
}

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := uint32(in.n)
	m := n / 2
	t := newTable(n)
	seed := uint32(in.seed)
	var distinct, hits, max, check uint32
	var sum uint64

	for i := uint32(0); i < n; i++ {
		key := pjNext(&seed)%m + 1
		slot := t.find(key)
		t.keys[slot] = key
		if t.counts[slot] == 0 {
			distinct++
		}
		t.counts[slot]++
	}
	for i := uint32(0); i < n; i++ {
		key := pjNext(&seed)%(2*m) + 1
		slot := t.find(key)
		if t.keys[slot] != 0 {
			hits++
		}
		sum += uint64(t.counts[slot])
	}
	for key := uint32(1); key <= m; key++ {
		count := t.counts[t.find(key)]
		if count > max {
			max = count
		}
		check = pjCheck(check, uint64(count))
	}
	out = appendLine(out, "distinct", uint64(distinct))
	out = appendLine(out, "hits", uint64(hits))
	out = appendLine(out, "sum", sum)
	out = appendLine(out, "max", uint64(max))
	return appendLine(out, "check", uint64(check))
}

func main() {
	pjMain(nil, run)
}
