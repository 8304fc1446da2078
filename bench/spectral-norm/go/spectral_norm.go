// SPDX-License-Identifier: MIT

// The spectral norm of a matrix by power iteration: definition in ../README.md.
package main

import (
	"math"
	"strconv"
)

// Up to N = 32768 the product fits 32 bits and its half fits 31.
func evalA(i, j uint32) float64 {
	return 1.0 / float64(int32((i+j)*(i+j+1)/2+i+1))
}

// The conversions to float64 round the products: without them the compiler may fuse
// a product with the addition that follows.
func mulAv(v, out []float64) {
	for i := range out {
		sum := 0.0
		for j, vj := range v {
			sum += float64(evalA(uint32(i), uint32(j)) * vj)
		}
		out[i] = sum
	}
}

func mulAtv(v, out []float64) {
	for i := range out {
		sum := 0.0
		for j, vj := range v {
			sum += float64(evalA(uint32(j), uint32(i)) * vj)
		}
		out[i] = sum
	}
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
