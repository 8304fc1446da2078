// SPDX-License-Identifier: MIT

// A bottom-up merge sort of 32-bit integers: definition in ../README.md.
package main

import "strconv"

// merge merges the runs of from that begin at lo and mid and end at mid and hi. Of from, the
// element at hi must be there too.
func merge(from, to []uint32, lo, mid, hi int) {
	// Each run with the element after it.
	lefts, rights := from[lo:mid+1], from[mid:hi+1]
	merged := to[lo:hi]
	left, right := lefts[0], rights[0]
	i, j := 1, 1
	// No branch on what cannot be predicted. The next of either run is fetched before it is
	// known which one is wanted: so two steps overlap. right < left is one flag of an x86, the
	// carry; left <= right is two, and what waits for both takes two steps.
	for k := range merged {
		if i >= len(lefts) || j >= len(rights) {
			break
		}
		nextLeft, nextRight := lefts[i], rights[j]
		// An if of one assignment is no branch; one of two is.
		takeRight := 0
		if right < left {
			takeRight = 1
		}
		taken := left
		if right < left {
			taken = right
		}
		merged[k] = taken
		newLeft := nextLeft
		if right < left {
			newLeft = left
		}
		if right < left {
			right = nextRight
		}
		left = newLeft
		i += 1 - takeRight
		j += takeRight
	}
	rest := merged[i-1+j-1:]
	if i < len(lefts) {
		copy(rest, lefts[i-1:len(lefts)-1])
	} else {
		copy(rest, rights[j-1:len(rights)-1])
	}
}

// mergePairs is the pass of width 1: each merge is one comparison.
func mergePairs(from, to []uint32) {
	for len(from) >= 2 && len(to) >= 2 {
		left, right := from[0], from[1]
		low, high := right, left
		if left <= right {
			low = left
		}
		if left <= right {
			high = right
		}
		to[0], to[1] = low, high
		from, to = from[2:], to[2:]
	}
	copy(to, from)
}

func mergePass(from, to []uint32, n, width int) {
	if width == 1 {
		mergePairs(from[:n], to[:n])
		return
	}
	for lo := 0; lo < n; lo += 2 * width {
		merge(from, to, lo, least(lo+width, n), least(lo+2*width, n))
	}
}

func least(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func appendLine(out []byte, name string, value uint32) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, uint64(value), 10)
	return append(out, '\n')
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	n := int(in.n)
	// One more than N: merge fetches it and never uses it.
	from, to := make([]uint32, n+1), make([]uint32, n+1)
	seed := uint32(in.seed)
	for i := range from[:n] {
		from[i] = pjNext(&seed)
	}

	for width := 1; width < n; width *= 2 {
		mergePass(from, to, n, width)
		from, to = to, from
	}
	var check uint32
	for _, value := range from[:n] {
		check = pjCheck(check, uint64(value))
	}
	out = appendLine(out, "min", from[0])
	out = appendLine(out, "median", from[n/2])
	out = appendLine(out, "max", from[n-1])
	return appendLine(out, "check", check)
}

func main() {
	pjMain(nil, run)
}
