// SPDX-License-Identifier: MIT

// The sieve of Eratosthenes, one byte a number: definition in ../README.md.
package main

import (
	"bytes"
	"strconv"
)

// clearMultiples clears the marks of all multiples of i, from its square on.
func clearMultiples(marks []byte, i int) {
	j := i * i
	// Four a turn: what counts is how many stores are under way at once.
	for ; j < len(marks)-3*i; j += 4 * i {
		marks[j] = 0
		marks[j+i] = 0
		marks[j+2*i] = 0
		marks[j+3*i] = 0
	}
	for ; j < len(marks); j += i {
		marks[j] = 0
	}
}

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	marks := bytes.Repeat([]byte{1}, n+1) // the memory is not cleared before
	for i := 2; i*i <= n; i++ {
		if marks[i] != 0 {
			clearMultiples(marks, i)
		}
	}

	var primes, last, check uint32
	for i := 2; i <= n; i++ {
		found := bytes.IndexByte(marks[i:], 1)
		if found < 0 {
			break
		}
		i += found
		primes++
		last = uint32(i)
		check = pjCheck(check, uint64(i))
	}
	out = appendLine(out, "primes", uint64(primes))
	out = appendLine(out, "last", uint64(last))
	return appendLine(out, "check", uint64(check))
}

func main() {
	pjMain(nil, run)
}
