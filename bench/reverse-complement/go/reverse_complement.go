// SPDX-License-Identifier: MIT

// DNA sequences, each reversed and complemented: definition in ../README.md.
package main

import (
	"bytes"
	"encoding/binary"
)

const (
	columns = 60
	lines   = 1075                 // of the answer made at once, and printed: just over 64 KiB
	block   = 2148 * (columns + 1) // of a record, in one piece: whole lines, just under 128 KiB
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

// appendLines takes the lines of a record; the last block is as long as what is in it. All lines but
// the last have 60 letters, so each line of the answer is the end of one line and the beginning of
// the one before, parted at the same place.
func appendLines(out []byte, blocks ...[]byte) []byte {
	final := bytes.TrimSuffix(blocks[len(blocks)-1], []byte{'\n'})
	if len(final) == 0 {
		if len(blocks) == 1 {
			return out
		}
		return appendLines(out, blocks[:len(blocks)-1]...)
	}
	last := len(final) % (columns + 1)
	rest := final[len(final)-last:]
	final = final[:len(final)-last]
	for i := len(blocks) - 1; i >= 0; i-- {
		from := blocks[i]
		if i == len(blocks)-1 {
			from = final
		}
		for len(from) > columns {
			length := len(from)
			if length > lines*(columns+1) {
				length = lines * (columns + 1)
			}
			out = append(out, make([]byte, length)...)
			for to := out[len(out)-length:]; len(to) > columns; to = to[columns+1:] {
				line := from[len(from)-(columns+1):]
				from = from[:len(from)-(columns+1)]
				reverse(to[:last], rest)
				reverse(to[last:columns], line[last:columns])
				to[columns] = '\n'
				rest = line[:last]
			}
			out = pjFlush(out)
		}
	}
	out = append(out, make([]byte, last+1)...)
	to := out[len(out)-last-1:]
	reverse(to[:last], rest)
	to[last] = '\n'
	return out
}

func run(_ pjInput, _ struct{}, out []byte) []byte {
	blocks := [][]byte{make([]byte, block)}
	n := 0 // bytes of the next record, which are in the first block
	for {
		header := bytes.IndexByte(blocks[0][:n], '\n') + 1
		for ; header == 0; header = bytes.IndexByte(blocks[0][:n], '\n') + 1 {
			out = append(out, blocks[0][:n]...)
			if n = pjReadPart(blocks[0]); n == 0 {
				return out
			}
		}
		out = append(out, blocks[0][:header]...)
		n = copy(blocks[0], blocks[0][header:n])

		k, end := 0, bytes.IndexByte(blocks[0][:n], '>')
		for end < 0 {
			if n == block {
				k, n = k+1, 0
				if k == len(blocks) {
					blocks = append(blocks, make([]byte, block))
				}
			}
			got := pjReadPart(blocks[k][n:])
			if at := bytes.IndexByte(blocks[k][n:n+got], '>'); at >= 0 {
				end = n + at
			} else if got == 0 {
				end = n
			}
			n += got
		}
		out = appendLines(out, append(blocks[:k:k], blocks[k][:end])...)
		n = copy(blocks[0], blocks[k][end:n])
	}
}

func main() {
	pjMain(func(pjInput) (none struct{}) { pjKeepInput(); return }, run)
}
