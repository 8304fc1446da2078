// SPDX-License-Identifier: MIT

// A JSON text parsed into a tree, walked, written again and dropped: definition in ../README.md.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
)

const (
	records    = 2000
	firstRoom  = 2
	secondRoom = 8
)

type kind uint8

const (
	null kind = iota
	falsehood
	truth
	number
	text
	array
	object
	kinds
)

type value struct {
	kind   kind
	number int64
	text   string
	inside *inside // of an array or an object
}

type inside struct {
	items []value
	pairs []pair
}

type pair struct {
	key   string
	value value
}

func fail(message string) {
	os.Stderr.WriteString(message + "\n")
	os.Exit(70)
}

// A parser's methods read what begins at at and leave at behind it. A zero byte, which is in no
// value, follows the text, so that nothing need ask for the end.
type parser struct {
	text []byte
	at   int
}

func (p *parser) skipSpace() {
	for {
		switch p.text[p.at] {
		case ' ', '\n', '\t', '\r':
			p.at++
		default:
			return
		}
	}
}

func (p *parser) take(b byte) bool {
	if p.text[p.at] != b {
		return false
	}
	p.at++
	return true
}

func (p *parser) value(v *value) {
	switch p.text[p.at] {
	case '{':
		v.kind, v.inside = object, &inside{pairs: p.object()}
	case '[':
		v.kind, v.inside = array, &inside{items: p.array()}
	case '"':
		v.kind, v.text = text, p.string()
	case 't':
		v.kind = p.word("true", truth)
	case 'f':
		v.kind = p.word("false", falsehood)
	case 'n':
		v.kind = p.word("null", null)
	default:
		v.kind, v.number = number, p.number()
	}
}

func (p *parser) word(word string, kind kind) kind {
	if !bytes.HasPrefix(p.text[p.at:], []byte(word)) {
		fail("no such word")
	}
	p.at += len(word)
	return kind
}

func (p *parser) number() int64 {
	negative := p.take('-')
	start := p.at
	limit := uint64(1)<<63 - 1
	if negative {
		limit++
	}
	sum := uint64(0)
	for {
		digit := uint64(p.text[p.at] - '0')
		if digit > 9 {
			break
		}
		if p.at-start >= 18 && (sum > limit/10 || 10*sum > limit-digit) {
			fail("a number has more than 64 bits")
		}
		sum = 10*sum + digit
		p.at++
	}
	if p.at == start || p.text[start] == '0' && p.at > start+1 {
		fail("not a number")
	}
	if negative {
		return -int64(sum)
	}
	return int64(sum)
}

func isPlain(b byte) bool {
	return b >= ' ' && b != '"' && b != '\\'
}

func (p *parser) string() string {
	if !p.take('"') {
		fail("a pair has no key")
	}
	rest := p.text[p.at:]
	for i, b := range rest {
		if !isPlain(b) {
			if b != '"' {
				return p.escapedString(i)
			}
			p.at += i + 1
			return string(rest[:i])
		}
	}
	panic("the text has no end")
}

// escapedString reads a string of which the first plain bytes need no thought.
func (p *parser) escapedString(plain int) string {
	var room [64]byte
	decoded := append(room[:0], p.text[p.at:p.at+plain]...)
	for p.at += plain; ; p.at++ {
		b := p.text[p.at]
		switch {
		case isPlain(b):
		case b == '"':
			p.at++
			return string(decoded)
		case b == '\\':
			p.at++
			b = unescape(p.text[p.at])
		default:
			fail("a string does not end")
		}
		decoded = append(decoded, b)
	}
}

func unescape(b byte) byte {
	switch b {
	case '"', '\\', '/':
		return b
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	fail("no such escape")
	return 0
}

// roomForOne returns the vector with room for one more: append alone would make that
// 2, 4, 8, 16 ..., this is 2, 8, 16 ...
func roomForOne[T any](vector []T) []T {
	if len(vector) != firstRoom {
		return vector
	}
	return append(make([]T, 0, secondRoom), vector...)
}

func (p *parser) array() []value {
	p.at++
	p.skipSpace()
	if p.take(']') {
		return nil
	}
	items := make([]value, 0, firstRoom)
	for {
		items = append(roomForOne(items), value{})
		p.value(&items[len(items)-1])
		p.skipSpace()
		if !p.take(',') {
			break
		}
		p.skipSpace()
	}
	if !p.take(']') {
		fail("an array does not end")
	}
	return items
}

func (p *parser) object() []pair {
	p.at++
	p.skipSpace()
	if p.take('}') {
		return nil
	}
	pairs := make([]pair, 0, firstRoom)
	for {
		key := p.string()
		p.skipSpace()
		if !p.take(':') {
			fail("a pair has no value")
		}
		p.skipSpace()
		pairs = append(roomForOne(pairs), pair{key: key})
		p.value(&pairs[len(pairs)-1].value)
		p.skipSpace()
		if !p.take(',') {
			break
		}
		p.skipSpace()
	}
	if !p.take('}') {
		fail("an object does not end")
	}
	return pairs
}

func parse(text []byte) (tree value) {
	p := parser{text: text}
	p.skipSpace()
	p.value(&tree)
	p.skipSpace()
	if p.at != len(text)-1 {
		fail("something follows the value")
	}
	return tree
}

type counts struct {
	values  [kinds]int64
	sum     int64
	strings int64 // their bytes
}

func (n *counts) walk(v *value) {
	n.values[v.kind]++
	switch v.kind {
	case number:
		n.sum += v.number
	case text:
		n.strings += int64(len(v.text))
	case array:
		for i := range v.inside.items {
			n.walk(&v.inside.items[i])
		}
	case object:
		for i := range v.inside.pairs {
			n.walk(&v.inside.pairs[i].value)
		}
	}
}

func appendValue(out []byte, v *value) []byte {
	switch v.kind {
	case null:
		return append(out, "null"...)
	case falsehood:
		return append(out, "false"...)
	case truth:
		return append(out, "true"...)
	case number:
		return strconv.AppendInt(out, v.number, 10)
	case text:
		return appendString(out, v.text)
	case array:
		out = append(out, '[')
		for i := range v.inside.items {
			if i != 0 {
				out = append(out, ',')
			}
			out = appendValue(out, &v.inside.items[i])
		}
		return append(out, ']')
	default:
		out = append(out, '{')
		for i := range v.inside.pairs {
			if i != 0 {
				out = append(out, ',')
			}
			out = appendString(out, v.inside.pairs[i].key)
			out = append(out, ':')
			out = appendValue(out, &v.inside.pairs[i].value)
		}
		return append(out, '}')
	}
}

func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		if !isPlain(s[i]) {
			out = append(out, s[start:i]...)
			out = append(out, '\\', escape(s[i]))
			start = i + 1
		}
	}
	out = append(out, s[start:]...)
	return append(out, '"')
}

// escape gives what stands for the byte after a backslash.
func escape(b byte) byte {
	switch b {
	case '\b':
		return 'b'
	case '\f':
		return 'f'
	case '\n':
		return 'n'
	case '\r':
		return 'r'
	case '\t':
		return 't'
	}
	return b
}

func setup(in pjInput) []byte {
	var text strings.Builder
	seed := uint32(in.seed)
	text.WriteByte('[')
	for i := 0; i < records; i++ {
		if i != 0 {
			text.WriteByte(',')
		}
		a, b, c := pjNext(&seed), pjNext(&seed), pjNext(&seed)
		ref := "null"
		if c%5 != 0 {
			ref = strconv.Itoa(int(a % 97))
		}
		fmt.Fprintf(&text, `{"id":%d,"name":"user%d","score":%d,"active":%t,"ref":%s,"tags":["t%d","t%d"],`,
			i, a%1000, int(b%2000001)-1000000, c%2 == 0, ref, a%10, b%10)
		fmt.Fprintf(&text, `"pos":{"x":%d,"y":%d},"note":"line\n\"q%d\"\t\\end"}`, b%640, c%480, c%100)
	}
	text.WriteString("]\x00")
	return []byte(text.String())
}

func run(in pjInput, ended []byte, out []byte) []byte {
	document := ended[:len(ended)-1]
	var written []byte
	var n counts
	for round := int64(0); round < in.n; round++ {
		tree := parse(ended)
		n.walk(&tree)
		written = appendValue(written[:0], &tree)
		if !bytes.Equal(written, document) {
			fail("what was written is not what was read")
		}
	}
	check := uint32(0)
	for _, b := range document {
		check = pjCheck(check, uint64(b))
	}
	v := &n.values
	out = fmt.Appendf(out, "bytes %d\nobjects %d\narrays %d\nstrings %d\nints %d\nbools %d %d\nnulls %d\n",
		len(document), v[object], v[array], v[text], v[number], v[truth], v[falsehood], v[null])
	return fmt.Appendf(out, "sum %d\nstrbytes %d\ncheck %d\n", n.sum, n.strings, check)
}

func main() {
	pjMain(setup, run)
}
