// SPDX-License-Identifier: MIT

// DNA sequences, one repeated and two random, as lines of text: definition in ../README.md.
package main

import "math/bits"

const (
	columns = 60
	factor  = 3877
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
		out = pjFlush(out)
	}
	return out
}

// fractionAfterNumber and fractionAfter return a number as a fraction of modulus, times 2^64: the next
// one's is factor times as much and that of 29573 more, without the whole. That takes 4 cycles, and the
// number itself is made beside it. The constants are 3877 and 29573 times 2^64 / 139968, rounded up. The
// excess is less than 2^18 in a fraction made from a number, and 3877 times as much in each after it; from
// 2^46 on numbers would be wrong, so the third is the last. Exact for each of the 139968 numbers.
func fractionAfterNumber(number uint32) uint64 {
	return uint64(number)*510959839204474821 + 3897502018259977781
}

func fractionAfter(fraction uint64) uint64 {
	return fraction*factor + 3897502018259977781
}

func numberOf(fraction uint64) uint32 {
	number, _ := bits.Mul64(fraction, modulus)
	return uint32(number)
}

// draw puts as many numbers as there is room for, the first after number, and returns the last one.
func draw(numbers []uint32, number uint32) uint32 {
	for ; len(numbers) >= 3; numbers = numbers[3:] {
		first := fractionAfterNumber(number)
		second := fractionAfter(first)
		third := fractionAfter(second)
		number = numberOf(third)
		numbers[0], numbers[1], numbers[2] = numberOf(first), numberOf(second), number
	}
	for i := range numbers {
		number = numberOf(fractionAfterNumber(number))
		numbers[i] = number
	}
	return number
}

func ends(of alphabet) []float64 {
	ends := make([]float64, len(of.letters))
	sum := 0.0
	for k, p := range of.probability {
		sum += p
		ends[k] = sum
	}
	return ends
}

// one returns 1 if end <= r. Written like this it is no branch: those could not be predicted.
func one(end, r float64) int {
	if end <= r {
		return 1
	}
	return 0
}

// nextLine returns the next line of out, its newline put, for at most so many letters.
func nextLine(out []byte, letters int) (longer, line []byte) {
	start, length := len(out), columns
	if letters < columns {
		length = letters
	}
	if cap(out)-start <= length {
		out = append(out, make([]byte, columns+1)...)
	}
	out = out[:start+length+1]
	out[start+length] = '\n'
	return out, out[start : start+length]
}

func appendIUB(out []byte, letters int, number uint32) ([]byte, uint32) {
	var drawn [columns]uint32
	// The ends after the fourth are for one letter of five. These are listed, and chosen when the
	// line is full.
	var places [64]uint8
	var rs [64]float64
	end := (*[15]float64)(ends(iub))
	a, c, g, t := end[0], end[1], end[2], end[3]
	for letters > 0 {
		var line []byte
		out, line = nextLine(out, letters)
		number = draw(drawn[:len(line)], number)
		listed := 0
		for i := range line {
			r := float64(int32(drawn[i])) / modulus
			k := one(a, r) + one(c, r) + one(g, r) + one(t, r)
			line[i] = iub.letters[k]
			places[listed&63], rs[listed&63] = uint8(i), r
			listed += k >> 2
		}
		for j, i := range places[:listed] {
			r := rs[j]
			k := 4 + one(end[4], r) + one(end[5], r) + one(end[6], r) + one(end[7], r) +
				one(end[8], r) + one(end[9], r) + one(end[10], r) + one(end[11], r) +
				one(end[12], r) + one(end[13], r)
			line[i] = iub.letters[k]
		}
		letters -= len(line)
		out = pjFlush(out)
	}
	return out, number
}

func appendHomoSapiens(out []byte, letters int, number uint32) []byte {
	var drawn [columns]uint32
	end := (*[4]float64)(ends(homoSapiens))
	a, c, g := end[0], end[1], end[2]
	for letters > 0 {
		var line []byte
		out, line = nextLine(out, letters)
		number = draw(drawn[:len(line)], number)
		for i := range line {
			r := float64(int32(drawn[i])) / modulus
			line[i] = homoSapiens.letters[one(a, r)+one(c, r)+one(g, r)]
		}
		letters -= len(line)
		out = pjFlush(out)
	}
	return out
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	out = append(out, headerOne...)
	out = appendALU(out, 2*n)
	out = append(out, headerTwo...)
	out, number := appendIUB(out, 3*n, 42)
	out = append(out, headerThree...)
	return appendHomoSapiens(out, 5*n, number)
}

func main() {
	pjMain(nil, run)
}
