// SPDX-License-Identifier: MIT

// N queens that do not attack each other, counted on all CPUs: definition in ../README.md.
package main

import (
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

// solve takes the free columns and the squares of the first row to be tried. left and right lose
// on the next row what leaves the board.
func solve(columns, squares uint32) uint64 {
	// The nodes of the path that have squares left to try: as many as an index of five bits can
	// name, so that none is checked. Four arrays need less address arithmetic than one of structs.
	var columnsOf, leftOf, rightOf, squaresOf [32]uint32
	var depth uint
	var left, right uint32
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

// solveAll takes squares of the first row on the calling goroutine too.
func solveAll(n int) uint64 {
	if n == 0 {
		return 1 // the empty solution
	}
	var taken atomic.Int64
	var solutions atomic.Uint64
	solveSquares := func() {
		sum := uint64(0)
		for i := int(taken.Add(1)) - 1; i < n; i = int(taken.Add(1)) - 1 {
			sum += solve(1<<n-1, 1<<i)
		}
		solutions.Add(sum)
	}
	var others sync.WaitGroup
	for count := runtime.GOMAXPROCS(0); count > 1; count-- {
		others.Add(1)
		go func() {
			solveSquares()
			others.Done()
		}()
	}
	solveSquares()
	others.Wait()
	return solutions.Load()
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	out = append(out, "solutions "...)
	out = strconv.AppendUint(out, solveAll(int(in.n)), 10)
	return append(out, '\n')
}

func main() {
	pjMain(nil, run)
}
