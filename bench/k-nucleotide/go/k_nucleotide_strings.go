// SPDX-License-Identifier: MIT

// How often each k letters of a DNA sequence occur: definition in ../README.md. The keys are strings.
package main

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

var names = [...]string{"GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"}

// count counts all k letters in a row. The keys are parts of the one string.
func count(letters string, k int) map[string]uint32 {
	counts := map[string]uint32{}
	for end := k; end <= len(letters); end++ {
		counts[letters[end-k:end]]++
	}
	return counts
}

type frequency struct {
	name  string
	count uint32
}

func appendFrequencies(out []byte, letters string, k int) []byte {
	var found []frequency
	total := 0.0
	for name, count := range count(letters, k) {
		found = append(found, frequency{name, count})
		total += float64(count)
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

func appendCount(out []byte, letters, name string) []byte {
	return fmt.Appendf(out, "%d\t%s\n", count(letters, len(name))[name], name)
}

// third returns the lines of the third and last record.
func third(text []byte) []byte {
	for i := 0; i < 3; i++ {
		text = text[bytes.IndexByte(text, '>')+1:]
	}
	return text[bytes.IndexByte(text, '\n')+1:]
}

// upper returns the letters of all lines in upper case.
func upper(lines []byte) string {
	var letters strings.Builder
	letters.Grow(len(lines))
	for _, letter := range lines {
		if letter != '\n' {
			letters.WriteByte(letter &^ 0x20)
		}
	}
	return letters.String()
}

func run(_ pjInput, text, out []byte) []byte {
	letters := upper(third(text))
	out = appendFrequencies(out, letters, 1)
	out = appendFrequencies(out, letters, 2)
	for _, name := range names {
		out = appendCount(out, letters, name)
	}
	return out
}

func main() {
	pjMain(func(pjInput) []byte { return pjReadInput() }, run)
}
