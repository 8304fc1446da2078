// SPDX-License-Identifier: MIT

// Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first.
package main

import "fmt"

const maxN = 16

// permutation stays as it is behind n; an index of four bits needs no check.
type permutation [maxN]int32

// countFlips reverses the first p[0]+1 elements until p[0] is 0. p[0] itself stays in a variable,
// and the last reversal is only counted. All take as many turns as the longest, for nobody could
// predict how many each needs: from its middle on an element is exchanged with itself.
func countFlips(p *permutation, n int) int {
	first := int(p[0])
	if first == 0 {
		return 0
	}
	left := p[1 : n/2]
	for flips := 1; ; flips++ {
		next := int(p[first&(maxN-1)])
		if next == 0 {
			return flips
		}
		p[first&(maxN-1)] = int32(first)
		between := first
		for i := 0; i < len(left); i++ {
			// The greater of 0 and between: an if would be a branch, as this is an index.
			between -= 2
			j := i + 1 + between&^(between>>63)
			left[i], p[j&(maxN-1)] = p[j&(maxN-1)], left[i]
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

// nextPair finds the first two elements through both their orders and rotates the longer prefixes.
// It is false after the last permutation.
func nextPair(p, count *permutation, n int) bool {
	for r := 2; r < n; r++ {
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
	var p, count permutation
	for i := range p {
		p[i] = int32(i)
	}
	checksum, most, sign := 0, 0, 1
	// The next permutation is made before this one's flips, and not just before its copy, which
	// would wait for the single elements to arrive in memory.
	for more := n > 1; more; sign = -sign {
		work := p
		p[0], p[1] = p[1], p[0]
		if sign < 0 {
			more = nextPair(&p, &count, n)
		}
		flips := countFlips(&work, n)
		checksum += sign * flips
		if flips > most {
			most = flips
		}
	}
	return fmt.Appendf(out, "%d\nPfannkuchen(%d) = %d\n", checksum, n, most)
}

func main() {
	pjMain(nil, run)
}
