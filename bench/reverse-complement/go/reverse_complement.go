// SPDX-License-Identifier: MIT

// DNA sequences, each reversed and complemented: definition in ../README.md.
package main

import (
	"bytes"
	"encoding/binary"
)

const columns = 60

var complement = makeComplement()

func makeComplement() (table [256]byte) {
	const from, to = "ACGTUMRWSYKVHDBN", "TGCAAKYWSRMBDHVN"
	for i := range from {
		table[from[i]] = to[i]
		table[from[i]|0x20] = to[i] // lower case
	}
	return table
}

// reverse puts the letters of from into to, the last one first; both are of one length. Eight
// are loaded and stored at once: the look-ups keep the memory ports busy enough.
func reverse(to, from []byte) {
	for len(from) >= 8 && len(to) >= 8 {
		rest := len(from) - 8
		w := binary.LittleEndian.Uint64(from[rest:])
		binary.LittleEndian.PutUint64(to, uint64(complement[w>>56])|
			uint64(complement[w>>48&0xff])<<8|
			uint64(complement[w>>40&0xff])<<16|
			uint64(complement[w>>32&0xff])<<24|
			uint64(complement[w>>24&0xff])<<32|
			uint64(complement[w>>16&0xff])<<40|
			uint64(complement[w>>8&0xff])<<48|
			uint64(complement[w&0xff])<<56)
		to, from = to[8:], from[:rest]
	}
	for i := range to {
		to[i] = complement[from[len(from)-1-i]]
	}
}

// appendLines takes the lines of a record. All but the last have 60 letters, so each line of the
// answer is the end of one line and the beginning of the next, parted at the same place. There
// is room for them in out.
func appendLines(out, lines []byte) []byte {
	if len(lines) == 0 {
		return out
	}
	lines = lines[:len(lines)-1] // the newline
	last := len(lines) % (columns + 1)
	parted := len(lines) - last
	for parted > 0 {
		line := lines[parted-1-(columns-last) : len(lines)]
		lines = lines[:parted-1-(columns-last)]
		parted -= columns + 1
		to := out[len(out) : len(out)+columns+1]
		out = out[:len(out)+columns+1]
		reverse(to[:last], line[len(line)-last:])
		reverse(to[last:columns], line[:columns-last])
		to[columns] = '\n'
	}
	to := out[len(out) : len(out)+last+1]
	out = out[:len(out)+last+1]
	reverse(to[:last], lines)
	to[last] = '\n'
	return out
}

func run(_ pjInput, text, out []byte) []byte {
	if cap(out) < len(text) {
		out = make([]byte, 0, len(text))
	}
	for len(text) > 0 {
		header := bytes.IndexByte(text, '\n') + 1
		out = append(out, text[:header]...)
		text = text[header:]
		end := bytes.IndexByte(text, '>')
		if end < 0 {
			end = len(text)
		}
		out = appendLines(out, text[:end])
		text = text[end:]
	}
	return out
}

func main() {
	pjMain(func(pjInput) []byte { return pjReadInput() }, run)
}
