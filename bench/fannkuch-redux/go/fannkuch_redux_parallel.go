// SPDX-License-Identifier: MIT

// Every permutation of 0..n-1 in a fixed order, which all CPUs take range by range.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// A range is the permutations that the first walked elements go through: 7! of them.
const walked = 7

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

// nextPermutation is false after the last one of a range; p is what is walked.
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

// startRange makes the first permutation of a range, whose number says how far each longer
// prefix is rotated.
func startRange(p, count []int32, number int) {
	for i := range p {
		p[i] = int32(i)
	}
	for r := walked; r < len(p); r++ {
		count[r] = int32(number % (r + 1))
		number /= r + 1
	}
	for r := len(p) - 1; r >= walked; r-- {
		for i := int32(0); i < count[r]; i++ {
			rotateLeft(p[:r+1])
		}
	}
}

type search struct {
	n, ranges      int
	taken          atomic.Int64
	adding         sync.Mutex
	checksum, most int
}

func (s *search) walk() {
	var p, count permutation
	front := p[:s.n]
	if s.n > walked {
		front = p[:walked]
	}
	checksum, most := 0, 0
	for number := int(s.taken.Add(1)) - 1; number < s.ranges; number = int(s.taken.Add(1)) - 1 {
		startRange(p[:s.n], count[:], number)
		sign := 1
		for more := true; more; sign = -sign {
			work := p
			more = nextPermutation(front, count[:])
			flips := countFlips(&work, s.n)
			checksum += sign * flips
			if flips > most {
				most = flips
			}
		}
	}
	s.adding.Lock()
	defer s.adding.Unlock()
	s.checksum += checksum
	if most > s.most {
		s.most = most
	}
}

// onAllCPUs does work once for each CPU that the program may use, here among them.
func onAllCPUs(work func()) {
	var others sync.WaitGroup
	for i := 1; i < runtime.GOMAXPROCS(0); i++ {
		others.Add(1)
		go func() {
			defer others.Done()
			work()
		}()
	}
	work()
	others.Wait()
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	s := &search{n: int(in.n), ranges: 1}
	for r := walked; r < s.n; r++ {
		s.ranges *= r + 1
	}
	onAllCPUs(s.walk)
	return fmt.Appendf(out, "%d\nPfannkuchen(%d) = %d\n", s.checksum, s.n, s.most)
}

func main() {
	pjMain(nil, run)
}
