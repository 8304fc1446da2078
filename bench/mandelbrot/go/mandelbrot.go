// SPDX-License-Identifier: MIT

// The Mandelbrot set as a bitmap, one pixel at a time: definition in ../README.md.
package main

import "strconv"

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

// drawRow sets bits in a row that has none.
func drawRow(row []byte, columns []float64, ci float64) {
	for x, cr := range columns {
		if stays(cr, ci) {
			row[x>>3] |= 0x80 >> (x & 7)
		}
	}
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	size := float64(n)
	columns := make([]float64, n)
	for x := range columns {
		columns[x] = 2.0*float64(x)/size - 1.5
	}
	blank := make([]byte, (n+7)/8)

	out = append(out, "P4\n"...)
	out = strconv.AppendInt(out, in.n, 10)
	out = append(out, ' ')
	out = strconv.AppendInt(out, in.n, 10)
	out = append(out, '\n')
	for y := 0; y < n; y++ {
		out = append(out, blank...)
		drawRow(out[len(out)-len(blank):], columns, 2.0*float64(y)/size-1.0)
		out = pjFlush(out)
	}
	return out
}

func main() {
	pjMain(nil, run)
}
