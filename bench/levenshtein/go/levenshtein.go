// SPDX-License-Identifier: MIT

// The edit distance of two random strings, two rows at a time: definition in ../README.md.
package main

import "strconv"

func letters(n int64, seed *uint32) []byte {
	text := make([]byte, n)
	for i := range text {
		text[i] = "ACGT"[pjNext(seed)%4]
	}
	return text
}

// least returns the least of the three candidates for a cell.
func least(diagonal, up, left int32, a, b byte) int32 {
	x, y := diagonal, up+1
	if a == b {
		x--
	}
	if y < x {
		x = y
	}
	if x <= left {
		left = x
	}
	return left
}

// nextRow makes the row below above, whose letter is a. Both hold cells less their column: then
// the candidate from the left is the cell to the left as it stands.
func nextRow(above, row []int32, a byte, b []byte) {
	diagonal, left := above[0], row[0]
	above, row = above[1:], row[1:]
	above, row = above[:len(b)], row[:len(b)]
	j := 0
	// Four cells a turn: the loop's own work is a quarter of what is done for a cell.
	for ; j < len(b)-3; j += 4 {
		u, r, t := above[j:j+4:j+4], row[j:j+4:j+4], b[j:j+4:j+4]
		left = least(diagonal, u[0], left, a, t[0])
		r[0] = left
		left = least(u[0], u[1], left, a, t[1])
		r[1] = left
		left = least(u[1], u[2], left, a, t[2])
		r[2] = left
		left = least(u[2], u[3], left, a, t[3])
		r[3] = left
		diagonal = u[3]
	}
	for ; j < len(b); j++ {
		left = least(diagonal, above[j], left, a, b[j])
		row[j] = left
		diagonal = above[j]
	}
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	seed := uint32(in.seed)
	a := letters(in.n, &seed)
	b := letters(in.n, &seed)
	above := make([]int32, in.n+1)
	row := make([]int32, in.n+1)

	for i, letter := range a {
		row[0] = int32(i) + 1
		nextRow(above, row, letter, b)
		above, row = row, above
	}
	var check uint32
	for j, cell := range above {
		check = pjCheck(check, uint64(int(cell)+j))
	}
	out = append(out, "distance "...)
	out = strconv.AppendInt(out, int64(above[in.n])+in.n, 10)
	out = append(out, "\ncheck "...)
	out = strconv.AppendUint(out, uint64(check), 10)
	return append(out, '\n')
}

func main() {
	pjMain(nil, run)
}
