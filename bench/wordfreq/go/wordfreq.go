// SPDX-License-Identifier: MIT

// The words of a text, counted in a map and sorted: definition in ../README.md.
package main

import (
	"encoding/binary"
	"math/bits"
	"sort"
	"strconv"
)

// Eight zero bytes stand behind the text, for it is read by eights.
type text struct {
	bytes  []byte
	length int
}

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

func writeText(in pjInput) text {
	seed := uint32(in.seed)
	// Nine bytes a word are the most; what is not written to costs nothing.
	bytes := make([]byte, 9*in.n+8)
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
		binary.LittleEndian.PutUint64(bytes[at:], letters)
		at += int(3 + k%5)
		if i%11 == 10 {
			bytes[at] = '.'
			if i%22 == 10 {
				bytes[at] = ','
			}
			at++
		}
		bytes[at] = ' '
		if i%13 == 12 {
			bytes[at] = '\n'
		}
		at++
	}
	copy(bytes[at:], make([]byte, 8))
	return text{bytes[:at+8], at}
}

const inLowerCase = 0x2020202020202020

// leadingLetters returns how many of eight bytes, from the lowest, are letters before the first
// that is none.
func leadingLetters(eight uint64) int {
	low := (eight | inLowerCase) & 0x7f7f7f7f7f7f7f7f
	fromA := low + 0x1f1f1f1f1f1f1f1f // the high bit: >= 'a'
	pastZ := low + 0x0505050505050505 // the high bit: > 'z'
	other := ^(fromA &^ pastZ &^ eight) & 0x8080808080808080
	return bits.TrailingZeros64(other) / 8
}

// appendLetters appends the letters at the beginning of bytes to word, in lower case.
func appendLetters(word, bytes []byte) []byte {
	for {
		eight := binary.LittleEndian.Uint64(bytes)
		letters := leadingLetters(eight)
		n := len(word)
		word = append(word, 0, 0, 0, 0, 0, 0, 0, 0)
		binary.LittleEndian.PutUint64(word[n:], eight|inLowerCase)
		if letters < 8 {
			return word[:n+letters]
		}
		bytes = bytes[8:]
	}
}

// countWords returns how many words there are in the text, and how many of each.
func countWords(t text) (tokens int, words []word) {
	// Places in words, not counts: only a look-up takes the letters without making a string.
	places := map[string]int{}
	letters := make([]byte, 0, 64)

	for at := 0; at < t.length; {
		letters = appendLetters(letters[:0], t.bytes[at:])
		if len(letters) > 0 {
			tokens++
			if place, ok := places[string(letters)]; ok {
				words[place].count++
			} else {
				s := string(letters)
				places[s] = len(words)
				words = append(words, word{s, 1})
			}
		}
		at += len(letters) + 1 // the byte behind a word is none of it
	}
	return tokens, words
}

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func run(_ pjInput, t text, out []byte) []byte {
	tokens, words := countWords(t)
	sort.Slice(words, func(i, j int) bool {
		a, b := words[i], words[j]
		return a.count > b.count || a.count == b.count && a.letters < b.letters
	})

	out = appendLine(out, "bytes", uint64(t.length))
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
