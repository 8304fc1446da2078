// SPDX-License-Identifier: MIT

// Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first.
package main

import "fmt"

// countFlips reverses the first p[0]+1 elements until p[0] is 0, which it is not yet. p[0] itself
// stays in a variable, and the last reversal is only counted.
func countFlips(p []int32) int {
	first := p[0]
	for flips := 1; ; flips++ {
		next := p[first]
		if next == 0 {
			return flips
		}
		p[first] = first
		for i, j := 1, int(first)-1; i < j; i, j = i+1, j-1 {
			p[i], p[j] = p[j], p[i]
		}
		first = next
	}
}

// rotateLeft works from the far end, each element taking its neighbour's place.
func rotateLeft(p []int32) {
	carried := p[0]
	for i := len(p) - 1; i >= 0; i-- {
		p[i], carried = carried, p[i]
	}
}

// nextPermutation is false after the last one.
func nextPermutation(p, count []int32) bool {
	for r := 1; r < len(p); r++ {
		rotateLeft(p[:r+1])
		count[r]++
		if count[r] <= int32(r) {
			return true
		}
		count[r] = 0
	}
	return false
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	permutation := make([]int32, n)
	for i := range permutation {
		permutation[i] = int32(i)
	}
	count := make([]int32, n)
	work := make([]int32, n)
	checksum, most, sign := 0, 0, 1
	for more := true; more; more = nextPermutation(permutation, count) {
		if permutation[0] != 0 {
			copy(work, permutation)
			flips := countFlips(work)
			checksum += sign * flips
			if flips > most {
				most = flips
			}
		}
		sign = -sign
	}
	return fmt.Appendf(out, "%d\nPfannkuchen(%d) = %d\n", checksum, n, most)
}

func main() {
	pjMain(nil, run)
}
