// SPDX-License-Identifier: MIT

// The product of two square matrices, its rows divided among all CPUs: definition in ../README.md.
package main

import (
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

// factors are stored row by row.
type factors struct {
	a, b []float64
}

func makeFactors(in pjInput) factors {
	seed := uint32(in.seed)
	f := factors{make([]float64, in.n*in.n), make([]float64, in.n*in.n)}
	for i := range f.a {
		f.a[i] = float64(pjNext(&seed) % 100)
	}
	for i := range f.b {
		f.b[i] = float64(pjNext(&seed) % 100)
	}
	return f
}

// The conversions to float64 round the products: without them the compiler may fuse
// a product with the addition that follows.

// addFourRows adds four rows of b one after another, with c loaded and stored once.
func addFourRows(c, t, b []float64) {
	n := len(c)
	t0, t1, t2, t3 := t[0], t[1], t[2], t[3]
	// Cut to the length of c, so that no index in the loop is checked.
	b0, b1, b2, b3 := b[:n], b[n:][:n], b[2*n:][:n], b[3*n:][:n]
	for j, x := range c {
		x += float64(t0 * b0[j])
		x += float64(t1 * b1[j])
		x += float64(t2 * b2[j])
		x += float64(t3 * b3[j])
		c[j] = x
	}
}

func addRow(c []float64, t float64, b []float64) {
	b = b[:len(c)]
	for j, x := range c {
		c[j] = x + float64(t*b[j])
	}
}

func multiplyRow(c, a, b []float64) {
	n := len(c)
	k := 0
	for ; k+4 <= n; k += 4 {
		addFourRows(c, a[k:], b[k*n:])
	}
	for ; k < n; k++ {
		addRow(c, a[k], b[k*n:])
	}
}

// multiply takes rows on the calling goroutine too.
func multiply(n int, f factors) []float64 {
	product := make([]float64, n*n)
	var taken atomic.Int64
	multiplyRows := func() {
		for i := int(taken.Add(1)) - 1; i < n; i = int(taken.Add(1)) - 1 {
			multiplyRow(product[i*n:][:n], f.a[i*n:][:n], f.b)
		}
	}
	var others sync.WaitGroup
	for count := runtime.GOMAXPROCS(0); count > 1; count-- {
		others.Add(1)
		go func() {
			multiplyRows()
			others.Done()
		}()
	}
	multiplyRows()
	others.Wait()
	return product
}

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func run(in pjInput, f factors, out []byte) []byte {
	n := int(in.n)
	product := multiply(n, f)
	var trace, total float64
	var check uint32
	for i := 0; i < n; i++ {
		trace += product[i*n+i]
	}
	for _, value := range product {
		total += value
		check = pjCheck(check, uint64(value))
	}
	out = appendLine(out, "trace", uint64(trace))
	out = appendLine(out, "total", uint64(total))
	return appendLine(out, "check", uint64(check))
}

func main() {
	pjMain(makeFactors, run)
}
