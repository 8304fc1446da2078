// SPDX-License-Identifier: MIT

// DNA sequences as lines of text, a period of each and then copies: ../README.md, "Tuned".
package main

const (
	columns   = 60
	factor    = 3877
	increment = 29573
	modulus   = 139968 // the numbers come back after so many, for none is left out
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

// numbersBelow returns how many numbers are less than end as fractions of modulus.
func numbersBelow(end float64) int {
	number := int(end * modulus)
	for number > 0 && float64(number-1)/modulus >= end {
		number--
	}
	for number < modulus && float64(number)/modulus < end {
		number++
	}
	return number
}

// makeTable returns the letter that each number draws.
func makeTable(of alphabet) *[modulus]byte {
	var table [modulus]byte
	end, number := 0.0, 0
	for k, p := range of.probability {
		end += p
		for to := numbersBelow(end); number < to; number++ {
			table[number] = of.letters[k]
		}
	}
	return &table
}

// appendLines appends so many letters in lines, those of cycle again and again, from start on. cycle is a
// period and a line more.
func appendLines(out, cycle []byte, start, letters int) []byte {
	period := len(cycle) - columns
	for at := start; letters > 0; letters -= columns {
		length := columns
		if letters < columns {
			length = letters
		}
		out = append(out, cycle[at:at+length]...)
		out = append(out, '\n')
		out = pjFlush(out)
		at += columns
		if at >= period {
			at -= period
		}
	}
	return out
}

// draw returns what the numbers draw from both alphabets, in order, a period and a line.
func draw() (ofIUB, ofHomoSapiens []byte) {
	iubTable, homoSapiensTable := makeTable(iub), makeTable(homoSapiens)
	ofIUB = make([]byte, modulus+columns)
	ofHomoSapiens = make([]byte, modulus+columns)
	number := uint32(42)
	for i := range ofIUB {
		number = (number*factor + increment) % modulus
		ofIUB[i] = iubTable[number]
		ofHomoSapiens[i] = homoSapiensTable[number]
	}
	return ofIUB, ofHomoSapiens
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	ofIUB, ofHomoSapiens := draw()
	out = append(out, headerOne...)
	out = appendLines(out, []byte(alu+alu[:columns]), 0, 2*n)
	out = append(out, headerTwo...)
	out = appendLines(out, ofIUB, 0, 3*n)
	out = append(out, headerThree...)
	return appendLines(out, ofHomoSapiens, 3*n%modulus, 5*n)
}

func main() {
	pjMain(nil, run)
}
