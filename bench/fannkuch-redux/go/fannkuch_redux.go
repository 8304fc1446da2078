// SPDX-License-Identifier: MIT

// Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first.
package main

import "fmt"

// countFlips reverses the first p[0]+1 elements until p[0] is 0; p[0] itself stays in a variable.
func countFlips(p []int32) int {
	flips := 0
	for first := p[0]; first != 0; flips++ {
		next := p[first]
		p[first] = first
		for i, j := 1, int(first)-1; i < j; i, j = i+1, j-1 {
			p[i], p[j] = p[j], p[i]
		}
		first = next
	}
	return flips
}

func rotateLeft(p []int32) {
	first := p[0]
	for i := 1; i < len(p); i++ {
		p[i-1] = p[i]
	}
	p[len(p)-1] = first
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
