// SPDX-License-Identifier: MIT

// Integers sorted by sort.Ints: definition in ../README.md.
package main

import (
	"sort"
	"strconv"
)

func appendLine(out []byte, name string, value int) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendInt(out, int64(value), 10)
	return append(out, '\n')
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	values := make([]int, in.n)
	seed := uint32(in.seed)
	for i := range values {
		values[i] = int(pjNext(&seed))
	}
	sort.Ints(values)
	var check uint32
	for _, value := range values {
		check = pjCheck(check, uint64(value))
	}
	out = appendLine(out, "min", values[0])
	out = appendLine(out, "median", values[len(values)/2])
	out = appendLine(out, "max", values[len(values)-1])
	return appendLine(out, "check", int(check))
}

func main() {
	pjMain(nil, run)
}
