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

// schedule gives the word that takes the place of w: x, m and y stand 1, 9 and 14 after it.
func schedule(w, x, m, y uint32) uint32 {
	return w + m + (bits.RotateLeft32(bits.RotateLeft32(x, -11)^x, -7) ^ x>>3) +
		(bits.RotateLeft32(bits.RotateLeft32(y, -2)^y, -17) ^ y>>10)
}

// step is one round and gives d and h. Rotations of rotations take one move, others one each;
// a ^ b is the next round's b ^ c, which the compiler sees.
func step(a, b, c, d, e, f, g, h, word uint32) (uint32, uint32) {
	h += word
	h += g ^ e&(f^g)
	h += bits.RotateLeft32(bits.RotateLeft32(bits.RotateLeft32(e, -14)^e, -5)^e, -6)
	d += h
	h += b ^ (a^b)&(b^c)
	return d, h + bits.RotateLeft32(bits.RotateLeft32(bits.RotateLeft32(a, -9)^a, -11)^a, -2)
}

// compress names its variables anew in each round, so that none need move; after eight
// rounds each has its name again. The words are 16 variables, for of an array each would be
// loaded and stored; a constant is a part of its instruction.
func compress(state *[8]uint32, block []byte) {
	a, b, c, d := state[0], state[1], state[2], state[3]
	e, f, g, h := state[4], state[5], state[6], state[7]
	w0 := binary.BigEndian.Uint32(block[0:])
	d, h = step(a, b, c, d, e, f, g, h, 0x428a2f98+w0)
	w1 := binary.BigEndian.Uint32(block[4:])
	c, g = step(h, a, b, c, d, e, f, g, 0x71374491+w1)
	w2 := binary.BigEndian.Uint32(block[8:])
	b, f = step(g, h, a, b, c, d, e, f, 0xb5c0fbcf+w2)
	w3 := binary.BigEndian.Uint32(block[12:])
	a, e = step(f, g, h, a, b, c, d, e, 0xe9b5dba5+w3)
	w4 := binary.BigEndian.Uint32(block[16:])
	h, d = step(e, f, g, h, a, b, c, d, 0x3956c25b+w4)
	w5 := binary.BigEndian.Uint32(block[20:])
	g, c = step(d, e, f, g, h, a, b, c, 0x59f111f1+w5)
	w6 := binary.BigEndian.Uint32(block[24:])
	f, b = step(c, d, e, f, g, h, a, b, 0x923f82a4+w6)
	w7 := binary.BigEndian.Uint32(block[28:])
	e, a = step(b, c, d, e, f, g, h, a, 0xab1c5ed5+w7)
	w8 := binary.BigEndian.Uint32(block[32:])
	d, h = step(a, b, c, d, e, f, g, h, 0xd807aa98+w8)
	w9 := binary.BigEndian.Uint32(block[36:])
	c, g = step(h, a, b, c, d, e, f, g, 0x12835b01+w9)
	w10 := binary.BigEndian.Uint32(block[40:])
	b, f = step(g, h, a, b, c, d, e, f, 0x243185be+w10)
	w11 := binary.BigEndian.Uint32(block[44:])
	a, e = step(f, g, h, a, b, c, d, e, 0x550c7dc3+w11)
	w12 := binary.BigEndian.Uint32(block[48:])
	h, d = step(e, f, g, h, a, b, c, d, 0x72be5d74+w12)
	w13 := binary.BigEndian.Uint32(block[52:])
	g, c = step(d, e, f, g, h, a, b, c, 0x80deb1fe+w13)
	w14 := binary.BigEndian.Uint32(block[56:])
	f, b = step(c, d, e, f, g, h, a, b, 0x9bdc06a7+w14)
	w15 := binary.BigEndian.Uint32(block[60:])
	e, a = step(b, c, d, e, f, g, h, a, 0xc19bf174+w15)
	w0 = schedule(w0, w1, w9, w14)
	d, h = step(a, b, c, d, e, f, g, h, 0xe49b69c1+w0)
	w1 = schedule(w1, w2, w10, w15)
	c, g = step(h, a, b, c, d, e, f, g, 0xefbe4786+w1)
	w2 = schedule(w2, w3, w11, w0)
	b, f = step(g, h, a, b, c, d, e, f, 0x0fc19dc6+w2)
	w3 = schedule(w3, w4, w12, w1)
	a, e = step(f, g, h, a, b, c, d, e, 0x240ca1cc+w3)
	w4 = schedule(w4, w5, w13, w2)
	h, d = step(e, f, g, h, a, b, c, d, 0x2de92c6f+w4)
	w5 = schedule(w5, w6, w14, w3)
	g, c = step(d, e, f, g, h, a, b, c, 0x4a7484aa+w5)
	w6 = schedule(w6, w7, w15, w4)
	f, b = step(c, d, e, f, g, h, a, b, 0x5cb0a9dc+w6)
	w7 = schedule(w7, w8, w0, w5)
	e, a = step(b, c, d, e, f, g, h, a, 0x76f988da+w7)
	w8 = schedule(w8, w9, w1, w6)
	d, h = step(a, b, c, d, e, f, g, h, 0x983e5152+w8)
	w9 = schedule(w9, w10, w2, w7)
	c, g = step(h, a, b, c, d, e, f, g, 0xa831c66d+w9)
	w10 = schedule(w10, w11, w3, w8)
	b, f = step(g, h, a, b, c, d, e, f, 0xb00327c8+w10)
	w11 = schedule(w11, w12, w4, w9)
	a, e = step(f, g, h, a, b, c, d, e, 0xbf597fc7+w11)
	w12 = schedule(w12, w13, w5, w10)
	h, d = step(e, f, g, h, a, b, c, d, 0xc6e00bf3+w12)
	w13 = schedule(w13, w14, w6, w11)
	g, c = step(d, e, f, g, h, a, b, c, 0xd5a79147+w13)
	w14 = schedule(w14, w15, w7, w12)
	f, b = step(c, d, e, f, g, h, a, b, 0x06ca6351+w14)
	w15 = schedule(w15, w0, w8, w13)
	e, a = step(b, c, d, e, f, g, h, a, 0x14292967+w15)
	w0 = schedule(w0, w1, w9, w14)
	d, h = step(a, b, c, d, e, f, g, h, 0x27b70a85+w0)
	w1 = schedule(w1, w2, w10, w15)
	c, g = step(h, a, b, c, d, e, f, g, 0x2e1b2138+w1)
	w2 = schedule(w2, w3, w11, w0)
	b, f = step(g, h, a, b, c, d, e, f, 0x4d2c6dfc+w2)
	w3 = schedule(w3, w4, w12, w1)
	a, e = step(f, g, h, a, b, c, d, e, 0x53380d13+w3)
	w4 = schedule(w4, w5, w13, w2)
	h, d = step(e, f, g, h, a, b, c, d, 0x650a7354+w4)
	w5 = schedule(w5, w6, w14, w3)
	g, c = step(d, e, f, g, h, a, b, c, 0x766a0abb+w5)
	w6 = schedule(w6, w7, w15, w4)
	f, b = step(c, d, e, f, g, h, a, b, 0x81c2c92e+w6)
	w7 = schedule(w7, w8, w0, w5)
	e, a = step(b, c, d, e, f, g, h, a, 0x92722c85+w7)
	w8 = schedule(w8, w9, w1, w6)
	d, h = step(a, b, c, d, e, f, g, h, 0xa2bfe8a1+w8)
	w9 = schedule(w9, w10, w2, w7)
	c, g = step(h, a, b, c, d, e, f, g, 0xa81a664b+w9)
	w10 = schedule(w10, w11, w3, w8)
	b, f = step(g, h, a, b, c, d, e, f, 0xc24b8b70+w10)
	w11 = schedule(w11, w12, w4, w9)
	a, e = step(f, g, h, a, b, c, d, e, 0xc76c51a3+w11)
	w12 = schedule(w12, w13, w5, w10)
	h, d = step(e, f, g, h, a, b, c, d, 0xd192e819+w12)
	w13 = schedule(w13, w14, w6, w11)
	g, c = step(d, e, f, g, h, a, b, c, 0xd6990624+w13)
	w14 = schedule(w14, w15, w7, w12)
	f, b = step(c, d, e, f, g, h, a, b, 0xf40e3585+w14)
	w15 = schedule(w15, w0, w8, w13)
	e, a = step(b, c, d, e, f, g, h, a, 0x106aa070+w15)
	w0 = schedule(w0, w1, w9, w14)
	d, h = step(a, b, c, d, e, f, g, h, 0x19a4c116+w0)
	w1 = schedule(w1, w2, w10, w15)
	c, g = step(h, a, b, c, d, e, f, g, 0x1e376c08+w1)
	w2 = schedule(w2, w3, w11, w0)
	b, f = step(g, h, a, b, c, d, e, f, 0x2748774c+w2)
	w3 = schedule(w3, w4, w12, w1)
	a, e = step(f, g, h, a, b, c, d, e, 0x34b0bcb5+w3)
	w4 = schedule(w4, w5, w13, w2)
	h, d = step(e, f, g, h, a, b, c, d, 0x391c0cb3+w4)
	w5 = schedule(w5, w6, w14, w3)
	g, c = step(d, e, f, g, h, a, b, c, 0x4ed8aa4a+w5)
	w6 = schedule(w6, w7, w15, w4)
	f, b = step(c, d, e, f, g, h, a, b, 0x5b9cca4f+w6)
	w7 = schedule(w7, w8, w0, w5)
	e, a = step(b, c, d, e, f, g, h, a, 0x682e6ff3+w7)
	w8 = schedule(w8, w9, w1, w6)
	d, h = step(a, b, c, d, e, f, g, h, 0x748f82ee+w8)
	w9 = schedule(w9, w10, w2, w7)
	c, g = step(h, a, b, c, d, e, f, g, 0x78a5636f+w9)
	w10 = schedule(w10, w11, w3, w8)
	b, f = step(g, h, a, b, c, d, e, f, 0x84c87814+w10)
	w11 = schedule(w11, w12, w4, w9)
	a, e = step(f, g, h, a, b, c, d, e, 0x8cc70208+w11)
	w12 = schedule(w12, w13, w5, w10)
	h, d = step(e, f, g, h, a, b, c, d, 0x90befffa+w12)
	w13 = schedule(w13, w14, w6, w11)
	g, c = step(d, e, f, g, h, a, b, c, 0xa4506ceb+w13)
	w14 = schedule(w14, w15, w7, w12)
	f, b = step(c, d, e, f, g, h, a, b, 0xbef9a3f7+w14)
	w15 = schedule(w15, w0, w8, w13)
	e, a = step(b, c, d, e, f, g, h, a, 0xc67178f2+w15)
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
