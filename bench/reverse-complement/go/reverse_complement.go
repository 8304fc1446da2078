// SPDX-License-Identifier: MIT

// DNA sequences, each reversed and complemented: definition in ../README.md.
package main

import (
	"bytes"
	"encoding/binary"
)

const (
	columns = 60
	lines   = 1075 // of the answer made at once, and printed: just over 64 KiB
)

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
// answer is the end of one line and the beginning of the next, parted at the same place.
func appendLines(out, record []byte) []byte {
	if len(record) == 0 {
		return out
	}
	record = record[:len(record)-1] // the newline
	last := len(record) % (columns + 1)
	for len(record) > columns {
		block := len(record) - last
		if block > lines*(columns+1) {
			block = lines * (columns + 1)
		}
		out = append(out, make([]byte, block)...)
		for to := out[len(out)-block:]; len(to) > columns; to = to[columns+1:] {
			line := record[len(record)-(columns+1):]
			record = record[:len(record)-(columns+1)]
			reverse(to[:last], line[columns+1-last:])
			reverse(to[last:columns], line[:columns-last])
			to[columns] = '\n'
		}
		out = pjFlush(out)
	}
	out = append(out, make([]byte, last+1)...)
	to := out[len(out)-last-1:]
	reverse(to[:last], record)
	to[last] = '\n'
	return out
}

func run(_ pjInput, text, out []byte) []byte {
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
