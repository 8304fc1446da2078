// SPDX-License-Identifier: MIT

// The Mandelbrot set as a bitmap, its rows divided among all CPUs: definition in ../README.md.
package main

import (
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

const steps = 50

// The conversions to float64 round the products: without them the compiler may fuse
// a product with the addition that follows, even over an assignment.
func stays(cr, ci float64) bool {
	var zr, zi, tr, ti float64
	for i := 0; i < steps; i++ {
		zr, zi = tr-ti+cr, float64(2.0*zr*zi)+ci
		tr, ti = float64(zr*zr), float64(zi*zi)
		if tr+ti > 4.0 {
			return false
		}
	}
	return true
}

func drawRow(columns []float64, ci float64, row []byte) {
	x := 0
	for i := range row {
		var bits byte
		for end := x + 8; x < end; x++ {
			bits <<= 1
			if x < len(columns) && stays(columns[x], ci) {
				bits |= 1
			}
		}
		row[i] = bits
	}
}

// onAllCPUs does work once for each CPU that the program may use, here among them.
func onAllCPUs(work func()) {
	var others sync.WaitGroup
	for i := 1; i < runtime.GOMAXPROCS(0); i++ {
		others.Add(1)
		go func() {
			defer others.Done()
			work()
		}()
	}
	work()
	others.Wait()
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	size := float64(n)
	columns := make([]float64, n)
	for x := range columns {
		columns[x] = 2.0*float64(x)/size - 1.5
	}

	const headerMax = 64
	width := (n + 7) / 8
	if most := headerMax + n*width; cap(out) < most {
		out = make([]byte, 0, most)
	}
	out = append(out, "P4\n"...)
	out = strconv.AppendInt(out, in.n, 10)
	out = append(out, ' ')
	out = strconv.AppendInt(out, in.n, 10)
	out = append(out, '\n')
	picture := out[len(out) : len(out)+n*width]

	var taken atomic.Int64
	onAllCPUs(func() {
		for y := int(taken.Add(1)) - 1; y < n; y = int(taken.Add(1)) - 1 {
			drawRow(columns, 2.0*float64(y)/size-1.0, picture[y*width:][:width])
		}
	})
	return out[:len(out)+len(picture)]
}

func main() {
	pjMain(nil, run)
}
