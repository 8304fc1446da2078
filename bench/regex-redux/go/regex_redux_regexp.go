// SPDX-License-Identifier: MIT

// Patterns counted and replaced in DNA by the library's regexp: definition in ../README.md.
package main

import (
	"regexp"
	"strconv"
)

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

func replace(text []byte, pattern, with string) []byte {
	return regexp.MustCompile(pattern).ReplaceAllLiteral(text, []byte(with))
}

func run(_ pjInput, input, out []byte) []byte {
	text := replace(input, ">.*\n|\n", "")
	stripped := len(text)
	for _, pattern := range counted {
		out = append(out, pattern...)
		out = append(out, ' ')
		out = appendNumber(out, len(regexp.MustCompile(pattern).FindAllIndex(text, -1)))
	}
	for _, r := range replaced {
		text = replace(text, r.pattern, r.with)
	}
	out = append(out, '\n')
	out = appendNumber(out, len(input))
	out = appendNumber(out, stripped)
	return appendNumber(out, len(text))
}

func setup(pjInput) []byte {
	return pjReadInput()
}

func main() {
	pjMain(setup, run)
}
