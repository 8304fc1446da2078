// SPDX-License-Identifier: MIT

// The digits of pi from an unbounded spigot, with math/big: definition in ../README.md.
package main

import (
	"math/big"
	"strconv"
)

// spigot makes no number but its own: factor, sum, digit and rest are scratch.
type spigot struct {
	acc, num, den            big.Int
	factor, sum, digit, rest big.Int
	k                        int64
}

func newSpigot() *spigot {
	s := new(spigot)
	s.num.SetInt64(1)
	s.den.SetInt64(1)
	return s
}

// nextTerm is acc = (acc + 2 num) (2k + 1), den = den (2k + 1), num = num k.
func (s *spigot) nextTerm() {
	s.k++
	s.sum.Lsh(&s.num, 1)
	s.acc.Add(&s.acc, &s.sum)
	s.factor.SetInt64(2*s.k + 1)
	s.acc.Mul(&s.acc, &s.factor)
	s.den.Mul(&s.den, &s.factor)
	s.factor.SetInt64(s.k)
	s.num.Mul(&s.num, &s.factor)
}

// removeDigit is acc = (acc - den digit) 10, num = num 10.
func (s *spigot) removeDigit() {
	s.sum.Mul(&s.den, &s.digit)
	s.acc.Sub(&s.acc, &s.sum)
	s.factor.SetInt64(10)
	s.acc.Mul(&s.acc, &s.factor)
	s.num.Mul(&s.num, &s.factor)
}

func (s *spigot) nextDigit() byte {
	for {
		s.nextTerm()
		if s.num.Cmp(&s.acc) > 0 {
			continue
		}
		s.factor.SetInt64(3)
		s.sum.Mul(&s.num, &s.factor)
		s.sum.Add(&s.sum, &s.acc)
		s.digit.QuoRem(&s.sum, &s.den, &s.rest)
		s.rest.Add(&s.rest, &s.num)
		if s.rest.Cmp(&s.den) >= 0 {
			continue // (4 num + acc) / den is another digit
		}
		digit := s.digit.Int64()
		s.removeDigit()
		return '0' + byte(digit)
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
