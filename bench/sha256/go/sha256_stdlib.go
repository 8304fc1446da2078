// SPDX-License-Identifier: MIT

// SHA-256 of a digest written twice, by crypto/sha256: definition in ../README.md.
package main

import (
	"crypto/sha256"
	"fmt"
)

func run(in pjInput, _ struct{}, out []byte) []byte {
	digest := sha256.Sum256([]byte("rapl"))
	var message [2 * sha256.Size]byte
	for i := int64(0); i < in.n; i++ {
		copy(message[:], digest[:])
		copy(message[sha256.Size:], digest[:])
		digest = sha256.Sum256(message[:])
	}
	return fmt.Appendf(out, "digest %x\n", digest)
}

func main() {
	pjMain(nil, run)
}
