// SPDX-License-Identifier: MIT

// A JSON text parsed, walked and written again by encoding/json: definition in ../README.md.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
)

const records = 2000

// The library's own maps would lose the order of the pairs: a record is a struct.
type record struct {
	ID     int64    `json:"id"`
	Name   string   `json:"name"`
	Score  int64    `json:"score"`
	Active bool     `json:"active"`
	Ref    *int64   `json:"ref"`
	Tags   []string `json:"tags"`
	Pos    position `json:"pos"`
	Note   string   `json:"note"`
}

type position struct {
	X int64 `json:"x"`
	Y int64 `json:"y"`
}

type counts struct {
	objects, arrays, strings, ints, truths, falsehoods, nulls int64

	sum, stringBytes int64
}

func (n *counts) number(values ...int64) {
	for _, v := range values {
		n.ints++
		n.sum += v
	}
}

func (n *counts) text(values ...string) {
	for _, v := range values {
		n.strings++
		n.stringBytes += int64(len(v))
	}
}

func (n *counts) walk(tree []record) {
	n.arrays++
	for i := range tree {
		r := &tree[i]
		n.objects += 2
		n.arrays++
		n.text(r.Name, r.Note)
		n.text(r.Tags...)
		n.number(r.ID, r.Score, r.Pos.X, r.Pos.Y)
		if r.Ref == nil {
			n.nulls++
		} else {
			n.number(*r.Ref)
		}
		if r.Active {
			n.truths++
		} else {
			n.falsehoods++
		}
	}
}

func fail(message string) {
	os.Stderr.WriteString(message + "\n")
	os.Exit(70)
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
	text.WriteString("]")
	return []byte(text.String())
}

func run(in pjInput, document []byte, out []byte) []byte {
	var n counts
	for round := int64(0); round < in.n; round++ {
		var tree []record
		if err := json.Unmarshal(document, &tree); err != nil {
			fail(err.Error())
		}
		n.walk(tree)
		written, err := json.Marshal(tree)
		if err != nil {
			fail(err.Error())
		}
		if !bytes.Equal(written, document) {
			fail("what was written is not what was read")
		}
	}
	check := uint32(0)
	for _, b := range document {
		check = pjCheck(check, uint64(b))
	}
	out = fmt.Appendf(out, "bytes %d\nobjects %d\narrays %d\nstrings %d\nints %d\nbools %d %d\nnulls %d\n",
		len(document), n.objects, n.arrays, n.strings, n.ints, n.truths, n.falsehoods, n.nulls)
	return fmt.Appendf(out, "sum %d\nstrbytes %d\ncheck %d\n", n.sum, n.stringBytes, check)
}

func main() {
	pjMain(setup, run)
}
