// SPDX-License-Identifier: MIT

// The sieve of Eratosthenes, a bit for each odd number, in segments that fit the cache:
// ../README.md, "Tuned".
package main

import (
	"encoding/binary"
	"math/bits"
	"strconv"
)

// A segment has the numbers from a multiple of span on; its bit i stands for the odd one of i's
// pair, 2 i + 1 more.
const (
	segmentBytes = 32768
	segmentBits  = segmentBytes * 8
	span         = segmentBits * 2
)

// The multiples of 3, 5, 7, 11 and 13 are a pattern, which repeats after so many bytes.
const (
	patternBytes = 3 * 5 * 7 * 11 * 13
	firstPrime   = 17 // that is not in the pattern
)

type segment [segmentBytes]byte

type prime struct {
	prime int
	next  int // the bit of its next odd multiple, from the segment's beginning
}

// roots returns the primes from firstPrime to the root of n, and their first multiples: their squares.
func roots(n int) []prime {
	limit := 1
	for limit*limit <= n {
		limit++
	}
	composite := make([]bool, limit)
	var primes []prime
	for i := 3; i < limit; i += 2 {
		if composite[i] {
			continue
		}
		for j := i * i; j < limit; j += 2 * i {
			composite[j] = true
		}
		if i >= firstPrime {
			primes = append(primes, prime{i, i * i / 2})
		}
	}
	return primes
}

func makePattern() []byte {
	pattern := make([]byte, patternBytes)
	for i := range pattern {
		pattern[i] = 0xFF
	}
	for _, p := range []int{3, 5, 7, 11, 13} {
		for j := p / 2; j < patternBytes*8; j += p {
			pattern[j/8] &^= 1 << (j % 8)
		}
	}
	return pattern
}

func copyPattern(s *segment, pattern []byte, base int) {
	to := copy(s[:], pattern[base/16%patternBytes:])
	for to < len(s) {
		to += copy(s[to:], pattern)
	}
}

// clearMultiples: eight multiples are as many bytes apart from the next eight as the prime is great,
// and have the same bits there.
func clearMultiples(s *segment, p *prime) {
	step, next := p.prime, p.next
	at := func(i int) int { return (next + i*step) / 8 }
	mask := func(i int) byte { return ^(1 << ((next + i*step) % 8)) }
	at0 := at(0)
	begin := at0
	// From the first one on, these are all the loop has to keep.
	d1, d2, d3, d4 := at(1)-begin, at(2)-begin, at(3)-begin, at(4)-begin
	d5, d6, d7 := at(5)-begin, at(6)-begin, at(7)-begin
	m0, m1, m2, m3 := mask(0), mask(1), mask(2), mask(3)
	m4, m5, m6, m7 := mask(4), mask(5), mask(6), mask(7)
	const inside = segmentBytes - 1 // changes no index, and spares its check
	for ; begin+d7 < segmentBytes; begin += step {
		s[begin&inside] &= m0
		s[(begin+d1)&inside] &= m1
		s[(begin+d2)&inside] &= m2
		s[(begin+d3)&inside] &= m3
		s[(begin+d4)&inside] &= m4
		s[(begin+d5)&inside] &= m5
		s[(begin+d6)&inside] &= m6
		s[(begin+d7)&inside] &= m7
	}
	next += 8 * (begin - at0)
	for ; next < segmentBits; next += step {
		s[next/8] &^= 1 << (next % 8)
	}
	p.next = next - segmentBits
}

func sieveSegment(s *segment, pattern []byte, primes []prime, base int) {
	copyPattern(s, pattern, base)
	if base == 0 {
		s[0] = 0x6E // 3, 5, 7, 11, 13: not 1, 9, 15
	}
	for i := range primes {
		if primes[i].next < segmentBits {
			clearMultiples(s, &primes[i])
		} else {
			primes[i].next -= segmentBits
		}
	}
}

// So many primes wait to be hashed by fours.
const waiting = 1024

// answer is what has been found.
type answer struct {
	count, last, check uint32
	waiting            []uint32
}

// hashFours does CK of four primes at once, by powers of its factor modulo 2^31 - 1; a prime is
// below 2^30.
func (a *answer) hashFours() {
	const p1, p2, p3, p4 = 1000003, 1426104154, 1049561761, 1604566856
	check := uint64(a.check)
	x := a.waiting
	for ; len(x) >= 4; x = x[4:] {
		check = (check*p4 + (uint64(x[0])+1)*p3 + (uint64(x[1])+1)*p2 +
			(uint64(x[2])+1)*p1 + uint64(x[3]) + 1) % 2147483647
		a.last = x[3]
		a.count += 4
	}
	a.check = uint32(check)
	a.waiting = append(a.waiting[:0], x...)
}

func (a *answer) finish() {
	a.hashFours()
	for _, p := range a.waiting {
		a.count++
		a.last = p
		a.check = pjCheck(a.check, uint64(p))
	}
}

// collect takes the primes of a segment, of which the first limit bits count.
func (a *answer) collect(s *segment, base, limit int) {
	for i := 0; i < limit; i += 64 {
		word := binary.LittleEndian.Uint64(s[i/8:])
		if limit-i < 64 {
			word &= 1<<(limit-i) - 1
		}
		for ; word != 0; word &= word - 1 {
			a.waiting = append(a.waiting, uint32(base+2*(i+bits.TrailingZeros64(word))+1))
		}
		if len(a.waiting) >= waiting {
			a.hashFours()
		}
	}
}

func appendLine(out []byte, name string, value uint32) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, uint64(value), 10)
	return append(out, '\n')
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	pattern := makePattern()
	primes := roots(n)
	s := new(segment)
	a := answer{waiting: make([]uint32, 0, waiting+64)}
	if n >= 2 {
		a.waiting = append(a.waiting, 2)
	}
	for base := 0; base < n; base += span {
		limit := (n - base + 1) / 2
		if limit > segmentBits {
			limit = segmentBits
		}
		sieveSegment(s, pattern, primes, base)
		a.collect(s, base, limit)
	}
	a.finish()
	out = appendLine(out, "primes", a.count)
	out = appendLine(out, "last", a.last)
	return appendLine(out, "check", a.check)
}

func main() {
	pjMain(nil, run)
}
