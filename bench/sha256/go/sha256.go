// SPDX-License-Identifier: MIT

// SHA-256 of a digest written twice, again and again: definition in ../README.md.
package main

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

const (
	blockSize  = 64
	digestSize = 32
	lengthSize = 8
)

var constants = [64]uint32{
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}

// schedule gives word i of the next 16, which takes the place of the one 16 before it.
func schedule(w *[16]uint32, i int) uint32 {
	x, y := w[(i+1)&15], w[(i+14)&15]
	w[i] += (bits.RotateLeft32(y, -17) ^ bits.RotateLeft32(y, -19) ^ y>>10) + w[(i+9)&15] +
		(bits.RotateLeft32(x, -7) ^ bits.RotateLeft32(x, -18) ^ x>>3)
	return w[i]
}

// step is one round and gives d and h. In ch and maj no bit is in both terms: a sum gives what
// the or would, and may be added in any order.
func step(a, b, c, d, e, f, g, h, word uint32) (uint32, uint32) {
	h += word + (e&f + ^e&g) +
		(bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25))
	return d + h, h + (a&b + (a^b)&c) +
		(bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22))
}

// compress names its variables anew in each round, so that none need move; after eight
// rounds each has its name again.
func compress(state *[8]uint32, block []byte) {
	var w [16]uint32
	for i := range w {
		w[i] = binary.BigEndian.Uint32(block[4*i:])
	}
	a, b, c, d := state[0], state[1], state[2], state[3]
	e, f, g, h := state[4], state[5], state[6], state[7]
	d, h = step(a, b, c, d, e, f, g, h, constants[0]+w[0])
	c, g = step(h, a, b, c, d, e, f, g, constants[1]+w[1])
	b, f = step(g, h, a, b, c, d, e, f, constants[2]+w[2])
	a, e = step(f, g, h, a, b, c, d, e, constants[3]+w[3])
	h, d = step(e, f, g, h, a, b, c, d, constants[4]+w[4])
	g, c = step(d, e, f, g, h, a, b, c, constants[5]+w[5])
	f, b = step(c, d, e, f, g, h, a, b, constants[6]+w[6])
	e, a = step(b, c, d, e, f, g, h, a, constants[7]+w[7])
	d, h = step(a, b, c, d, e, f, g, h, constants[8]+w[8])
	c, g = step(h, a, b, c, d, e, f, g, constants[9]+w[9])
	b, f = step(g, h, a, b, c, d, e, f, constants[10]+w[10])
	a, e = step(f, g, h, a, b, c, d, e, constants[11]+w[11])
	h, d = step(e, f, g, h, a, b, c, d, constants[12]+w[12])
	g, c = step(d, e, f, g, h, a, b, c, constants[13]+w[13])
	f, b = step(c, d, e, f, g, h, a, b, constants[14]+w[14])
	e, a = step(b, c, d, e, f, g, h, a, constants[15]+w[15])
	for t := 16; t < 64; t += 16 {
		k := (*[16]uint32)(constants[t:])
		d, h = step(a, b, c, d, e, f, g, h, k[0]+schedule(&w, 0))
		c, g = step(h, a, b, c, d, e, f, g, k[1]+schedule(&w, 1))
		b, f = step(g, h, a, b, c, d, e, f, k[2]+schedule(&w, 2))
		a, e = step(f, g, h, a, b, c, d, e, k[3]+schedule(&w, 3))
		h, d = step(e, f, g, h, a, b, c, d, k[4]+schedule(&w, 4))
		g, c = step(d, e, f, g, h, a, b, c, k[5]+schedule(&w, 5))
		f, b = step(c, d, e, f, g, h, a, b, k[6]+schedule(&w, 6))
		e, a = step(b, c, d, e, f, g, h, a, k[7]+schedule(&w, 7))
		d, h = step(a, b, c, d, e, f, g, h, k[8]+schedule(&w, 8))
		c, g = step(h, a, b, c, d, e, f, g, k[9]+schedule(&w, 9))
		b, f = step(g, h, a, b, c, d, e, f, k[10]+schedule(&w, 10))
		a, e = step(f, g, h, a, b, c, d, e, k[11]+schedule(&w, 11))
		h, d = step(e, f, g, h, a, b, c, d, k[12]+schedule(&w, 12))
		g, c = step(d, e, f, g, h, a, b, c, k[13]+schedule(&w, 13))
		f, b = step(c, d, e, f, g, h, a, b, k[14]+schedule(&w, 14))
		e, a = step(b, c, d, e, f, g, h, a, k[15]+schedule(&w, 15))
	}
	state[0] += a
	state[1] += b
	state[2] += c
	state[3] += d
	state[4] += e
	state[5] += f
	state[6] += g
	state[7] += h
}

func sha256(message []byte) (digest [digestSize]byte) {
	state := [8]uint32{
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	}
	length := uint64(len(message))
	for ; len(message) >= blockSize; message = message[blockSize:] {
		compress(&state, message[:blockSize])
	}
	var last [2 * blockSize]byte
	last[copy(last[:], message)] = 0x80
	end := blockSize
	if len(message) >= blockSize-lengthSize {
		end = 2 * blockSize
	}
	binary.BigEndian.PutUint64(last[end-lengthSize:], 8*length)
	for i := 0; i < end; i += blockSize {
		compress(&state, last[i:i+blockSize])
	}
	for i, word := range state {
		binary.BigEndian.PutUint32(digest[4*i:], word)
	}
	return digest
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	digest := sha256([]byte("rapl"))
	var message [2 * digestSize]byte
	for i := int64(0); i < in.n; i++ {
		copy(message[:], digest[:])
		copy(message[digestSize:], digest[:])
		digest = sha256(message[:])
	}
	return fmt.Appendf(out, "digest %x\n", digest)
}

func main() {
	pjMain(nil, run)
}
