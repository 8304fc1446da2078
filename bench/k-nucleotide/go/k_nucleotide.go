// SPDX-License-Identifier: MIT

// How often each k letters of a DNA sequence occur: definition in ../README.md.
package main

import (
	"bytes"
	"fmt"
	"sort"
)

const letters = "ACTG" // by bits 1 and 2 of their code, either case

const letterBits = 2

var names = [...]string{"GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"}

const wordLetters = 32

// A sequence has its letters in words of 32, the first in a word's lowest bits.
type sequence struct {
	words  []uint64
	length int
}

// add adds the letters of whole or broken lines.
func (s *sequence) add(lines []byte) {
	word := uint64(0)
	length := s.length
	if length%wordLetters != 0 {
		word = s.words[length/wordLetters]
		s.words = s.words[:length/wordLetters]
	}
	for _, letter := range lines {
		if letter == '\n' {
			continue
		}
		word |= bitsOf(letter) << (length % wordLetters * letterBits)
		length++
		if length%wordLetters == 0 {
			s.words = append(s.words, word)
			word = 0
		}
	}
	if length%wordLetters != 0 {
		s.words = append(s.words, word)
	}
	s.length = length
}

// bitsOf returns the bits of a letter, in either case.
func bitsOf(letter byte) uint64 {
	return uint64(letter >> 1 & 3)
}

func push(key, letter uint64) uint64 {
	return key<<letterBits | letter
}

// count counts all k letters in a row, no more than 32. The map has pointers to the counts: to look up a
// key is cheaper than to assign to it.
func count(s *sequence, k int) map[uint64]*uint32 {
	mask := uint64(1)<<(letterBits*k) - 1
	counts := map[uint64]*uint32{}
	if s.length < k {
		return counts
	}
	key := uint64(0)
	first := k - 1
	for i := 0; i < first; i++ {
		key = push(key, s.words[0]>>(i*letterBits)&3)
	}
	for i, word := range s.words {
		letters := s.length - i*wordLetters
		if letters > wordLetters {
			letters = wordLetters
		}
		word >>= first * letterBits
		for letters -= first; letters > 0; letters-- {
			key = push(key, word&3) & mask
			word >>= letterBits
			times, ok := counts[key]
			if !ok {
				times = new(uint32)
				counts[key] = times
			}
			*times++
		}
		first = 0
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

func appendFrequencies(out []byte, s *sequence, k int) []byte {
	var found []frequency
	total := 0.0
	for key, times := range count(s, k) {
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

func appendCount(out []byte, s *sequence, name string) []byte {
	key := uint64(0)
	for i := range name {
		key = push(key, bitsOf(name[i]))
	}
	found := uint32(0)
	if times, ok := count(s, len(name))[key]; ok {
		found = *times
	}
	return fmt.Appendf(out, "%d\t%s\n", found, name)
}

// setup reads the input and returns the letters of its third and last record.
func setup(pjInput) *sequence {
	s := new(sequence)
	block := make([]byte, 65536)
	marks := []byte(">>>\n") // to be passed
	for {
		rest := block[:pjReadPart(block)]
		if len(rest) == 0 {
			return s
		}
		for len(marks) > 0 {
			at := bytes.IndexByte(rest, marks[0])
			if at < 0 {
				break
			}
			rest = rest[at+1:]
			marks = marks[1:]
		}
		if len(marks) == 0 {
			s.add(rest)
		}
	}
}

func run(_ pjInput, s *sequence, out []byte) []byte {
	out = appendFrequencies(out, s, 1)
	out = appendFrequencies(out, s, 2)
	for _, name := range names {
		out = appendCount(out, s, name)
	}
	return out
}

func main() {
	pjMain(setup, run)
}
