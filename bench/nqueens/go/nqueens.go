// SPDX-License-Identifier: MIT

// N queens that do not attack each other, counted: definition in ../README.md.
package main

import "strconv"

// solve takes the free columns. left and right lose on the next row what leaves the board.
func solve(columns uint32) uint64 {
	// The nodes of the path that have squares left to try: as many as an index of five bits can
	// name, so that none is checked. Four arrays need less address arithmetic than one of structs.
	var columnsOf, leftOf, rightOf, squaresOf [32]uint32
	var depth uint
	var left, right uint32
	squares := columns
	var solutions uint64
	for {
		queen := squares & -squares
		rest := squares ^ queen
		nextColumns := columns ^ queen
		nextLeft := (left | queen) << 1
		nextRight := (right | queen) >> 1

		squares = nextColumns &^ (nextLeft | nextRight)
		if squares != 0 {
			top := depth & 31
			columnsOf[top] = columns
			leftOf[top] = left
			rightOf[top] = right
			squaresOf[top] = rest
			// No branch, for none could be predicted: without a rest the entry is dropped.
			more := uint(1)
			if rest == 0 {
				more = 0
			}
			depth += more
			columns, left, right = nextColumns, nextLeft, nextRight
			continue
		}
		if nextColumns == 0 {
			solutions++
		}
		squares = rest
		if rest == 0 {
			if depth == 0 {
				return solutions
			}
			depth--
			top := depth & 31
			columns, left, right, squares = columnsOf[top], leftOf[top], rightOf[top], squaresOf[top]
		}
	}
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	out = append(out, "solutions "...)
	out = strconv.AppendUint(out, solve(1<<in.n-1), 10)
	return append(out, '\n')
}

func main() {
	pjMain(nil, run)
}
