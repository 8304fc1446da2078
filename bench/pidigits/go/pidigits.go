// SPDX-License-Identifier: MIT

// The digits of pi from an unbounded spigot, with big numbers of its own: definition in
// ../README.md.
package main

import (
	"math"
	"strconv"
)

// spigot is three numbers of as many limbs of 32 bits, the lowest first. acc may be negative,
// in two's complement. The highest limb of den is 0: so much room has the next step for all
// three.
type spigot struct {
	acc, num, den []uint32
	k             uint32
}

func newSpigot() *spigot {
	return &spigot{acc: []uint32{0, 0}, num: []uint32{1, 0}, den: []uint32{1, 0}}
}

func (s *spigot) appendLimb() {
	var sign uint32
	if s.acc[len(s.acc)-1]>>31 != 0 {
		sign = math.MaxUint32
	}
	s.acc = append(s.acc, sign)
	s.num = append(s.num, 0)
	s.den = append(s.den, 0)
}

// nextTerm is acc = (acc + 2 num) (2k + 1), den = den (2k + 1), num = num k.
func (s *spigot) nextTerm() {
	s.k++
	k := uint64(s.k)
	odd := 2*k + 1
	acc := s.acc
	num := s.num[:len(acc)]
	den := s.den[:len(acc)]
	var a, n, d uint64
	for i := range acc {
		a = (uint64(acc[i])+2*uint64(num[i]))*odd + a>>32
		d = uint64(den[i])*odd + d>>32
		n = uint64(num[i])*k + n>>32
		acc[i] = uint32(a)
		den[i] = uint32(d)
		num[i] = uint32(n)
	}
	if den[len(den)-1] != 0 {
		s.appendLimb()
	}
}

// removeDigit is acc = (acc - den digit) 10, num = num 10.
func (s *spigot) removeDigit(digit int64) {
	acc := s.acc
	num := s.num[:len(acc)]
	den := s.den[:len(acc)]
	var a int64
	var n uint64
	for i := range acc {
		a = (int64(acc[i])-int64(den[i])*digit)*10 + a>>32
		n = uint64(num[i])*10 + n>>32
		acc[i] = uint32(a)
		num[i] = uint32(n)
	}
}

// atLeast tells whether x num + acc >= y den, from -1 to 4 and 0 to 10: from the top, until
// what is left of the lower limbs, more than -11 and less than 5 of this one's units, cannot
// change the sign.
func (s *spigot) atLeast(x, y int64) bool {
	i := len(s.acc) - 1
	sum := int64(int32(s.acc[i])) + int64(s.num[i])*x - int64(s.den[i])*y
	for i > 0 && sum > -5 && sum < 11 {
		i--
		sum = sum<<32 + int64(s.acc[i]) + int64(s.num[i])*x - int64(s.den[i])*y
	}
	return sum >= 0
}

func (s *spigot) nextDigit() byte {
	for {
		s.nextTerm()
		if !s.atLeast(-1, 0) { // num > acc
			continue
		}
		digit := int64(0)
		for s.atLeast(3, digit+1) {
			digit++
		}
		if !s.atLeast(4, digit+1) {
			s.removeDigit(digit)
			return '0' + byte(digit)
		}
	}
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	s := newSpigot()
	for done := int64(0); done < in.n; {
		for column := 0; column < 10; column++ {
			if done == in.n {
				out = append(out, ' ')
				continue
			}
			out = append(out, s.nextDigit())
			done++
		}
		out = append(out, "\t:"...)
		out = strconv.AppendInt(out, done, 10)
		out = append(out, '\n')
	}
	return out
}

func main() {
	pjMain(nil, run)
}
