// SPDX-License-Identifier: MIT

// Patterns counted and replaced in DNA by a matcher of our own: definition in ../README.md.
package main

import (
	"bytes"
	"strconv"
)

// The numbers of the states: at those below firstQuiet the search has to look closer. In the table they
// are bytes, elsewhere an int: a byte would be extended in each step, a cycle of five.
const (
	states        = 256
	unknown       = 0
	dead          = 1
	final         = 2
	firstMatching = 3
	firstQuiet    = 128
	start         = firstQuiet
)

const nowhere = -1

type byteSet [256]bool

// An item is a set of bytes, one of which is taken, or any number of them.
type item struct {
	set      byteSet
	repeated bool
}

const (
	match = iota
	take
	fork
)

// A node of the NFA takes a byte of its set and goes on, or forks without taking one.
type node struct {
	kind  int
	next  int
	other int     // fork: the second choice
	set   byteSet // take
}

// places is where the NFA can be, as nodes that take, the preferred first, and whether it has matched.
type places struct {
	nodes   []byte
	matched bool
}

// The DFA's states are numbered as they are met.
type automaton struct {
	next     [256][states]uint8 // of a byte and a state, unknown until it is needed
	matching []places           // of the states from firstMatching on
	quiet    []places           // of those from firstQuiet on
	longest  bool               // a match does not end what is less preferred
	nodes    []node
}

// parseItem returns the first item of the pattern, and the rest.
func parseItem(pattern string) (item, string) {
	var it item
	switch pattern[0] {
	case '.':
		for i := range it.set {
			it.set[i] = i != '\n'
		}
	case '[':
		pattern = pattern[1:]
		negated := pattern[0] == '^'
		if negated {
			pattern = pattern[1:]
		}
		for i := range it.set {
			it.set[i] = negated
		}
		for ; pattern[0] != ']'; pattern = pattern[1:] {
			it.set[pattern[0]] = !negated
		}
	case '\\':
		pattern = pattern[1:]
		it.set[pattern[0]] = true
	default:
		it.set[pattern[0]] = true
	}
	pattern = pattern[1:]
	if pattern != "" && pattern[0] == '*' {
		it.repeated = true
		pattern = pattern[1:]
	}
	return it, pattern
}

func newAutomaton(pattern string, backwards bool) *automaton {
	a := &automaton{longest: backwards} // the longest match backwards is the leftmost
	entry := a.addBranches(pattern, backwards, a.add(node{kind: match}))
	if !backwards {
		// To begin here is preferred to going on to the next byte.
		skip := a.add(node{kind: take})
		for i := range a.nodes[skip].set {
			a.nodes[skip].set[i] = true
		}
		entry = a.add(node{kind: fork, next: entry, other: skip})
		a.nodes[skip].next = entry
	}
	var first places
	a.visit(entry, make([]bool, len(a.nodes)), &first)
	a.number(first) // start
	return a
}

func (a *automaton) add(n node) int {
	a.nodes = append(a.nodes, n)
	return len(a.nodes) - 1
}

func (a *automaton) addItem(it item, next int) int {
	taking := a.add(node{kind: take, next: next, set: it.set})
	if !it.repeated {
		return taking
	}
	forking := a.add(node{kind: fork, next: taking, other: next})
	a.nodes[taking].next = forking
	return forking
}

// addBranches adds the branches of the pattern, which lead to the node end, and returns where they begin.
func (a *automaton) addBranches(pattern string, backwards bool, end int) int {
	var items []item
	for pattern != "" && pattern[0] != '|' {
		var it item
		it, pattern = parseItem(pattern)
		items = append(items, it)
	}
	next := end
	for i := range items {
		if backwards {
			next = a.addItem(items[i], next)
		} else {
			next = a.addItem(items[len(items)-1-i], next)
		}
	}
	if pattern == "" {
		return next
	}
	return a.add(node{kind: fork, next: next, other: a.addBranches(pattern[1:], backwards, end)})
}

// visit adds the node, or what it forks to. Nothing counts after a preferred match, nor a second time.
func (a *automaton) visit(n int, seen []bool, to *places) {
	if seen[n] || to.matched && !a.longest {
		return
	}
	seen[n] = true
	switch a.nodes[n].kind {
	case match:
		to.matched = true
	case take:
		to.nodes = append(to.nodes, byte(n))
	case fork:
		a.visit(a.nodes[n].next, seen, to)
		a.visit(a.nodes[n].other, seen, to)
	}
}

// number returns the number of the state that stands for the places, a new one if need be.
func (a *automaton) number(p places) int {
	if len(p.nodes) == 0 {
		if p.matched {
			return final
		}
		return dead
	}
	known, first, room := &a.quiet, firstQuiet, states-firstQuiet
	if p.matched {
		known, first, room = &a.matching, firstMatching, firstQuiet-firstMatching
	}
	for i, other := range *known {
		if bytes.Equal(other.nodes, p.nodes) {
			return first + i
		}
	}
	if len(*known) == room {
		panic("too many states")
	}
	*known = append(*known, p)
	return first + len(*known) - 1
}

// step makes the transition that was unknown.
func (a *automaton) step(state int, b byte) int {
	var from places
	if state < firstQuiet {
		from = a.matching[state-firstMatching]
	} else {
		from = a.quiet[state-firstQuiet]
	}
	seen := make([]bool, len(a.nodes))
	var to places
	for _, n := range from.nodes {
		if a.nodes[n].set[b] {
			a.visit(a.nodes[n].next, seen, &to)
		}
	}
	after := a.number(to)
	a.next[b][state] = uint8(after)
	return after
}

// findEnd returns where the leftmost match in text[at:] ends, or nowhere; and the last place where the
// state was start: the match does not begin before it.
func (a *automaton) findEnd(text []byte, at int) (found, clean int) {
	state := start
	found, clean = nowhere, at
	for ; at < len(text); at++ {
		b := text[at]
		before := state
		if state == start {
			clean = at
		}
		state = int(a.next[b][state])
		if state < firstQuiet {
			if state == unknown {
				state = a.step(before, b)
			}
			if state == dead {
				break
			}
			if state < firstQuiet {
				found = at + 1
			}
			if state == final {
				break
			}
		}
	}
	return found, clean
}

// findBegin returns where the longest match that ends with the text begins.
func (a *automaton) findBegin(text []byte) int {
	state := start
	found := len(text)
	for at := len(text) - 1; at >= 0; at-- {
		b := text[at]
		before := state
		state = int(a.next[b][state])
		if state < firstQuiet {
			if state == unknown {
				state = a.step(before, b)
			}
			if state == dead {
				break
			}
			if state < firstQuiet {
				found = at
			}
			if state == final {
				break
			}
		}
	}
	return found
}

func count(pattern string, text []byte) int {
	a := newAutomaton(pattern, false)
	matches := 0
	for at, _ := a.findEnd(text, 0); at != nowhere; at, _ = a.findEnd(text, at) {
		matches++
	}
	return matches
}

// makeRoom moves what begins at at to the end of the memory, for room bytes at least before it; it
// returns the text and where that begins then.
func makeRoom(text []byte, at, room int) ([]byte, int) {
	rest := text[at:]
	if cap(text)-len(text) < room {
		longer := make([]byte, len(text)+len(text)/8+room)
		copy(longer, text[:at])
		text = longer
	}
	text = text[:cap(text)]
	at = len(text) - len(rest)
	copy(text[at:], rest)
	return text, at
}

// replace works in place: the new text grows behind the one that is still to be read.
func replace(text []byte, pattern, with string) []byte {
	forwards := newAutomaton(pattern, false)
	backwards := newAutomaton(pattern, true)
	read, written := 0, 0
	for {
		end, clean := forwards.findEnd(text, read)
		if end == nowhere {
			break
		}
		begin := clean + backwards.findBegin(text[clean:end])
		written += copy(text[written:], text[read:begin])
		read = end
		if read-written < len(with) {
			text, read = makeRoom(text, read, len(with))
		}
		written += copy(text[written:], with)
	}
	written += copy(text[written:], text[read:])
	return text[:written]
}

var counted = [...]string{
	"agggtaaa|tttaccct",
	"[cgt]gggtaaa|tttaccc[acg]",
	"a[act]ggtaaa|tttacc[agt]t",
	"ag[act]gtaaa|tttac[agt]ct",
	"agg[act]taaa|ttta[agt]cct",
	"aggg[acg]aaa|ttt[cgt]ccct",
	"agggt[cgt]aa|tt[acg]accct",
	"agggta[cgt]a|t[acg]taccct",
	"agggtaa[cgt]|[acg]ttaccct",
}

var replaced = [...]struct{ pattern, with string }{
	{"tHa[Nt]", "<4>"},
	{"aND|caN|Ha[DS]|WaS", "<3>"},
	{"a[NSt]|BY", "<2>"},
	{"<[^>]*>", "|"},
	{`\|[^|][^|]*\|`, "-"},
}

func appendNumber(out []byte, number int) []byte {
	return append(strconv.AppendInt(out, int64(number), 10), '\n')
}

// readText returns the input, some 10.2 n bytes, with room for more: it becomes longer when it is replaced.
func readText(n int64) []byte {
	text := make([]byte, 0, 11*n+65536)
	for {
		if len(text) == cap(text) {
			text = append(text, 0)[:len(text)]
		}
		got := pjReadPart(text[len(text):cap(text)])
		if got == 0 {
			return text
		}
		text = text[:len(text)+got]
	}
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	text := readText(in.n)
	length := len(text)
	text = replace(text, ">.*\n|\n", "")
	stripped := len(text)
	for _, pattern := range counted {
		out = append(out, pattern...)
		out = append(out, ' ')
		out = appendNumber(out, count(pattern, text))
	}
	for _, r := range replaced {
		text = replace(text, r.pattern, r.with)
	}
	out = append(out, '\n')
	out = appendNumber(out, length)
	out = appendNumber(out, stripped)
	return appendNumber(out, len(text))
}

func setup(pjInput) struct{} {
	pjKeepInput()
	return struct{}{}
}

func main() {
	pjMain(setup, run)
}
