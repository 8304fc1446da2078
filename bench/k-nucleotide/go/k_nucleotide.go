// SPDX-License-Identifier: MIT

// How often each k letters of a DNA sequence occur: definition in ../README.md.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"sort"
)

const letters = "ACTG" // by bits 1 and 2 of their code, either case

const letterBits = 2

var names = [...]string{"GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"}

func push(key uint64, letter byte) uint64 {
	return key<<letterBits | uint64(letter>>1&3)
}

// count counts all k letters in a row. The map has pointers to the counts: to look up a key is cheaper
// than to assign to it.
func count(sequence []byte, k int) map[uint64]*uint32 {
	mask := uint64(1)<<(letterBits*k) - 1
	counts := map[uint64]*uint32{}
	key := uint64(0)
	begin := k - 1
	if begin > len(sequence) {
		begin = len(sequence)
	}
	for _, letter := range sequence[:begin] {
		key = push(key, letter)
	}
	for _, letter := range sequence[begin:] {
		key = push(key, letter) & mask
		times, ok := counts[key]
		if !ok {
			times = new(uint32)
			counts[key] = times
		}
		*times++
	}
	return counts
}

type frequency struct {
	name  string
	count uint32
}

// name returns the letters of a key, the first in the highest bits.
func name(key uint64, k int) string {
	text := make([]byte, k)
	for i := k - 1; i >= 0; i-- {
		text[i] = letters[key&3]
		key >>= letterBits
	}
	return string(text)
}

func appendFrequencies(out, sequence []byte, k int) []byte {
	var found []frequency
	total := 0.0
	for key, times := range count(sequence, k) {
		found = append(found, frequency{name(key, k), *times})
		total += float64(*times)
	}
	sort.Slice(found, func(i, j int) bool {
		a, b := found[i], found[j]
		return a.count > b.count || a.count == b.count && a.name < b.name
	})
	for _, f := range found {
		out = fmt.Appendf(out, "%s %.3f\n", f.name, 100*float64(f.count)/total)
	}
	return append(out, '\n')
}

func appendCount(out, sequence []byte, name string) []byte {
	key := uint64(0)
	for i := range name {
		key = push(key, name[i])
	}
	found := uint32(0)
	if times, ok := count(sequence, len(name))[key]; ok {
		found = *times
	}
	return fmt.Appendf(out, "%d\t%s\n", found, name)
}

// setup reads the input and returns the letters of its third and last record: the rest would double the
// memory.
func setup(pjInput) []byte {
	size := 65536
	if status, err := os.Stdin.Stat(); err == nil && status.Size() > 0 {
		size = int(status.Size()) + 1
	}
	input := bufio.NewReaderSize(os.Stdin, 65536)
	for _, end := range ">>>\n" {
		for {
			skipped, err := input.ReadSlice(byte(end))
			size -= len(skipped)
			if err == nil {
				break
			}
			if err != bufio.ErrBufferFull {
				pjFail(pjNoInput, "cannot read the input")
			}
		}
	}
	if size < 1 {
		size = 65536 // no file, and long headers
	}
	sequence := make([]byte, 0, size)
	for {
		line, err := input.ReadSlice('\n')
		if err == io.EOF {
			return sequence
		}
		if err != nil {
			pjFail(pjNoInput, "cannot read the input")
		}
		sequence = append(sequence, line[:len(line)-1]...)
	}
}

func run(_ pjInput, sequence, out []byte) []byte {
	out = appendFrequencies(out, sequence, 1)
	out = appendFrequencies(out, sequence, 2)
	for _, name := range names {
		out = appendCount(out, sequence, name)
	}
	return out
}

func main() {
	pjMain(setup, run)
}
