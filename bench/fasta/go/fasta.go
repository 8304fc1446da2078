// SPDX-License-Identifier: MIT

// DNA sequences, one repeated and two random, as lines of text: definition in ../README.md.
package main

import "math/bits"

const (
	columns = 60
	modulus = 139968
)

const (
	headerOne   = ">ONE Homo sapiens alu\n"
	headerTwo   = ">TWO IUB ambiguity codes\n"
	headerThree = ">THREE Homo sapiens frequency\n"
)

const alu = "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG" +
	"GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA" +
	"CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT" +
	"ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA" +
	"GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG" +
	"AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC" +
	"AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA"

// letters[i] is drawn with probability[i].
type alphabet struct {
	letters     string
	probability []float64
}

var iub = alphabet{
	"acgtBDHKMNRSVWY",
	[]float64{.27, .12, .12, .27, .02, .02, .02, .02, .02, .02, .02, .02, .02, .02, .02},
}

var homoSapiens = alphabet{
	"acgt",
	[]float64{0.3029549426680, 0.1979883004921, 0.1975473066391, 0.3015094502008},
}

func textSize(letters int) int {
	return letters + (letters+columns-1)/columns
}

func appendALU(out []byte, letters int) []byte {
	const twice = alu + alu // a line never has to go back to the start
	for at := 0; letters > 0; letters -= columns {
		length := columns
		if letters < columns {
			length = letters
		}
		out = append(out, twice[at:at+length]...)
		out = append(out, '\n')
		at = (at + columns) % len(alu)
	}
	return out
}

// next returns (3877 state + 29573) mod 139968: the constants are 3877 and 29573 times
// 2^64 / 139968, so the low half of the first product is the fraction of the quotient, and
// times 139968 it is the remainder. Exact for each of the 139968 states; they wait for one
// another, 8 cycles, not 12.
func next(state uint32) uint32 {
	fraction := uint64(state)*510959839204474820 + 3897567914550821792
	remainder, _ := bits.Mul64(fraction, modulus)
	return uint32(remainder)
}

// one returns 1 if end <= r. Written like this it is no branch: those could not be predicted.
func one(end, r float64) int {
	if end <= r {
		return 1
	}
	return 0
}

func appendRandom(out []byte, letters int, from alphabet, state *uint32) []byte {
	ends := make([]float64, len(from.letters))
	sum := 0.0
	for k, p := range from.probability {
		sum += p
		ends[k] = sum
	}
	// Four ends stay in registers. The rest is for one letter of five in one alphabet,
	// and for none in the other.
	end0, end1, end2, end3, rest := ends[0], ends[1], ends[2], ends[3], ends[4:]
	s := *state
	for letters > 0 {
		length := columns
		if letters < columns {
			length = letters
		}
		start := len(out)
		out = out[:start+length+1]
		line := out[start : start+length]
		for i := range line {
			s = next(s)
			r := float64(int32(s)) / modulus
			k := one(end0, r) + one(end1, r) + one(end2, r) + one(end3, r)
			if k == 4 {
				for _, end := range rest {
					k += one(end, r)
				}
			}
			line[i] = from.letters[k]
		}
		out[start+length] = '\n'
		letters -= length
	}
	*state = s
	return out
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	size := len(headerOne) + len(headerTwo) + len(headerThree) +
		textSize(2*n) + textSize(3*n) + textSize(5*n)
	if cap(out) < size {
		out = make([]byte, 0, size)
	}
	state := uint32(42)
	out = append(out, headerOne...)
	out = appendALU(out, 2*n)
	out = append(out, headerTwo...)
	out = appendRandom(out, 3*n, iub, &state)
	out = append(out, headerThree...)
	return appendRandom(out, 5*n, homoSapiens, &state)
}

func main() {
	pjMain(nil, run)
}
