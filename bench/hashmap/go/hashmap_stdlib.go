// SPDX-License-Identifier: MIT

// Keys counted and looked up in a map of the language: definition in ../README.md.
package main

import "strconv"

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := uint32(in.n)
	m := n / 2
	counts := map[uint32]uint32{}
	seed := uint32(in.seed)
	var hits, max, check uint32
	var sum uint64

	for i := uint32(0); i < n; i++ {
		counts[pjNext(&seed)%m+1]++
	}
	for i := uint32(0); i < n; i++ {
		if count, found := counts[pjNext(&seed)%(2*m)+1]; found {
			hits++
			sum += uint64(count)
		}
	}
	for key := uint32(1); key <= m; key++ {
		count := counts[key]
		if count > max {
			max = count
		}
		check = pjCheck(check, uint64(count))
	}
	out = appendLine(out, "distinct", uint64(len(counts)))
	out = appendLine(out, "hits", uint64(hits))
	out = appendLine(out, "sum", sum)
	out = appendLine(out, "max", uint64(max))
	return appendLine(out, "check", uint64(check))
}

func main() {
	pjMain(nil, run)
}
