// SPDX-License-Identifier: MIT

// The spectral norm of a matrix, the rows of each product divided among all CPUs: definition in
// ../README.md.
package main

import (
	"math"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

// Up to N = 32768 the product fits 32 bits and its half fits 31.
func evalA(i, j uint32) float64 {
	return 1.0 / float64(int32((i+j)*(i+j+1)/2+i+1))
}

// onAllCPUs does work in one goroutine for each CPU that the program may use, this one among
// them.
func onAllCPUs(work func(rows *rows)) {
	var all rows
	var others sync.WaitGroup
	for i := 1; i < runtime.GOMAXPROCS(0); i++ {
		others.Add(1)
		go func() {
			defer others.Done()
			work(&all)
		}()
	}
	work(&all)
	others.Wait()
}

// rows gives each row to one of those who ask.
type rows struct {
	taken atomic.Int64
}

func (r *rows) next() int {
	return int(r.taken.Add(1)) - 1
}

// The conversions to float64 round the products: without them the compiler may fuse
// a product with the addition that follows.
func rowsAv(rows *rows, v, out []float64) {
	for i := rows.next(); i < len(out); i = rows.next() {
		sum := 0.0
		for j, vj := range v {
			sum += float64(evalA(uint32(i), uint32(j)) * vj)
		}
		out[i] = sum
	}
}

func rowsAtv(rows *rows, v, out []float64) {
	for i := rows.next(); i < len(out); i = rows.next() {
		sum := 0.0
		for j, vj := range v {
			sum += float64(evalA(uint32(j), uint32(i)) * vj)
		}
		out[i] = sum
	}
}

func mulAv(v, out []float64) {
	onAllCPUs(func(rows *rows) { rowsAv(rows, v, out) })
}

func mulAtv(v, out []float64) {
	onAllCPUs(func(rows *rows) { rowsAtv(rows, v, out) })
}

func mulAtAv(v, out, scratch []float64) {
	mulAv(v, scratch)
	mulAtv(scratch, out)
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	u := make([]float64, in.n)
	v := make([]float64, in.n)
	scratch := make([]float64, in.n)
	for i := range u {
		u[i] = 1
	}
	for i := 0; i < 10; i++ {
		mulAtAv(u, v, scratch)
		mulAtAv(v, u, scratch)
	}
	var uv, vv float64
	for i, vi := range v {
		uv += float64(u[i] * vi)
		vv += float64(vi * vi)
	}
	out = strconv.AppendFloat(out, math.Sqrt(uv/vv), 'f', 9, 64)
	return append(out, '\n')
}

func main() {
	pjMain(nil, run)
}
