// SPDX-License-Identifier: MIT

// The words of a text, found, put in lower case, counted and sorted by the library: definition in
// ../README.md.
package main

import (
	"bytes"
	"encoding/binary"
	"sort"
	"strconv"
)

type word struct {
	letters string
	count   uint32
}

func least(a, b uint32) uint32 {
	if b < a {
		return b
	}
	return a
}

func writeText(in pjInput) []byte {
	seed := uint32(in.seed)
	// Nine bytes a word are the most; what is not written to costs nothing.
	text := make([]byte, 9*in.n+8)
	at := 0

	for i := 0; i < int(in.n); i++ {
		a := pjNext(&seed) % 20000
		b := pjNext(&seed) % 20000
		d := pjNext(&seed) % 20000
		k := least(least(a, b), d)
		x := k*7919 + 12345

		// Always seven letters, the next byte goes where the word ends: a loop of as many
		// turns as letters would end where no branch predictor expects it.
		var letters uint64
		for shift := 0; shift < 56; shift += 8 {
			letters |= uint64('a'+x%26) << (shift & 63)
			x /= 26
		}
		if i%7 == 0 {
			letters -= 'a' - 'A'
		}
		binary.LittleEndian.PutUint64(text[at:], letters)
		at += int(3 + k%5)
		if i%11 == 10 {
			text[at] = '.'
			if i%22 == 10 {
				text[at] = ','
			}
			at++
		}
		text[at] = ' '
		if i%13 == 12 {
			text[at] = '\n'
		}
		at++
	}
	return text[:at]
}

// countWords returns how many words there are in the text, and how many of each.
func countWords(text []byte) (tokens int, words []word) {
	// Places in words, not counts: only a look-up takes the letters without making a string.
	places := map[string]int{}
	isOther := func(r rune) bool { return r < 'a' || r > 'z' }

	// Line by line: all the words at once would be four times the text.
	for len(text) > 0 {
		line := text
		if end := bytes.IndexByte(text, '\n'); end >= 0 {
			line = text[:end]
			text = text[end+1:]
		} else {
			text = nil
		}
		for _, letters := range bytes.FieldsFunc(bytes.ToLower(line), isOther) {
			tokens++
			if place, ok := places[string(letters)]; ok {
				words[place].count++
			} else {
				s := string(letters)
				places[s] = len(words)
				words = append(words, word{s, 1})
			}
		}
	}
	return tokens, words
}

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func run(_ pjInput, text []byte, out []byte) []byte {
	tokens, words := countWords(text)
	sort.Slice(words, func(i, j int) bool {
		a, b := words[i], words[j]
		return a.count > b.count || a.count == b.count && a.letters < b.letters
	})

	out = appendLine(out, "bytes", uint64(len(text)))
	out = appendLine(out, "tokens", uint64(tokens))
	out = appendLine(out, "distinct", uint64(len(words)))
	var check uint32
	for i, w := range words {
		if i < 5 {
			out = appendLine(out, w.letters, uint64(w.count))
		}
		check = pjCheck(check, uint64(w.count))
		for j := 0; j < len(w.letters); j++ {
			check = pjCheck(check, uint64(w.letters[j]))
		}
	}
	return appendLine(out, "check", uint64(check))
}

func main() {
	pjMain(writeText, run)
}
