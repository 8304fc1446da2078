// SPDX-License-Identifier: MIT

// Fibonacci numbers by naive recursion, a micro-benchmark: definition in ../README.md.
package main

import "fmt"

func fib(n uint64) uint64 {
	if n > 1 {
		return fib(n-2) + fib(n-1)
	}
	return n
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	return fmt.Appendf(out, "fib %d\n", fib(uint64(in.n)))
}

func main() {
	pjMain(nil, run)
}
