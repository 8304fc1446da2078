// SPDX-License-Identifier: MIT

// Fibonacci numbers by naive recursion, a micro-benchmark: definition in ../README.md.
package main

import "strconv"

func fib(n uint64) uint64 {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	out = append(out, "fib "...)
	out = strconv.AppendUint(out, fib(uint64(in.n)), 10)
	return append(out, '\n')
}

func main() {
	pjMain(nil, run)
}
