// SPDX-License-Identifier: MIT

// How often each k letters of a DNA sequence occur, counted on all CPUs: definition in ../README.md.
package main

import (
	"bytes"
	"fmt"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
)

const letters = "ACTG" // by bits 1 and 2 of their code, either case

const letterBits = 2

// A question without a name asks for all names of k letters.
type question struct {
	k    int
	name string
}

var questions = [...]question{
	{1, ""},
	{2, ""},
	{3, "GGT"},
	{4, "GGTA"},
	{6, "GGTATT"},
	{12, "GGTATTTTAATT"},
	{18, "GGTATTTTAATTTATAGT"},
}

func push(key uint64, letter byte) uint64 {
	return key<<letterBits | uint64(letter>>1&3)
}

// count counts all k letters in a row. The map has pointers to the counts: to look up a key is cheaper
// than to assign to it.
func count(lines []byte, k int) map[uint64]*uint32 {
	mask := uint64(1)<<(letterBits*k) - 1
	counts := map[uint64]*uint32{}
	key := uint64(0)
	missing := k - 1
	for _, letter := range lines {
		if letter == '\n' {
			continue
		}
		key = push(key, letter) & mask
		if missing > 0 {
			missing--
			continue
		}
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

func appendFrequencies(out, lines []byte, k int) []byte {
	var found []frequency
	total := 0.0
	for key, times := range count(lines, k) {
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

func appendCount(out, lines []byte, name string) []byte {
	key := uint64(0)
	for i := range name {
		key = push(key, name[i])
	}
	found := uint32(0)
	if times, ok := count(lines, len(name))[key]; ok {
		found = *times
	}
	return fmt.Appendf(out, "%d\t%s\n", found, name)
}

// third returns the lines of the third and last record.
func third(text []byte) []byte {
	for i := 0; i < 3; i++ {
		text = text[bytes.IndexByte(text, '>')+1:]
	}
	return text[bytes.IndexByte(text, '\n')+1:]
}

// answerAll answers questions on the calling goroutine too.
func answerAll(lines []byte) [len(questions)][]byte {
	var answers [len(questions)][]byte
	var taken atomic.Int64
	answerSome := func() {
		for {
			// The last questions take the most time, and are taken first.
			i := len(questions) - int(taken.Add(1))
			if i < 0 {
				return
			}
			if q := questions[i]; q.name == "" {
				answers[i] = appendFrequencies(nil, lines, q.k)
			} else {
				answers[i] = appendCount(nil, lines, q.name)
			}
		}
	}
	var others sync.WaitGroup
	for n := runtime.GOMAXPROCS(0); n > 1; n-- {
		others.Add(1)
		go func() {
			answerSome()
			others.Done()
		}()
	}
	answerSome()
	others.Wait()
	return answers
}

func run(_ pjInput, text, out []byte) []byte {
	for _, answer := range answerAll(third(text)) {
		out = append(out, answer...)
	}
	return out
}

func main() {
	pjMain(func(pjInput) []byte { return pjReadInput() }, run)
}
