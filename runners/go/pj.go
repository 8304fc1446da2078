// SPDX-License-Identifier: MIT

// The protocol of runners/README.md for Go: arguments, one run or a steady series, the answer.
package main

import (
	"bytes"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
)

// The names of sysexits.h.
const (
	pjUsage    = 64
	pjNoInput  = 66
	pjSoftware = 70
	pjControl  = 71
	pjOutput   = 74
)

// Printing less at once costs more calls of the kernel.
const pjBlock = 65536

var pjSteady bool

type pjInput struct {
	n, seed int64
}

// pjMain does everything but the workload. setup makes the input once, and may be nil;
// run is one whole iteration and appends the answer to out, as append does.
func pjMain[S any](setup func(pjInput) S, run func(in pjInput, state S, out []byte) []byte) {
	in := pjParseArguments(os.Args[1:])
	control, steady := os.LookupEnv("POLYJOULE_CONTROL")
	pjSteady = steady
	pjParseLatency()
	var from, to *os.File
	if steady {
		from, to = pjParseControl(control)
	}
	var state S
	if setup != nil {
		state = setup(in)
	}
	var answer []byte
	if steady {
		answer = pjIterate(from, to, func(out []byte) []byte { return run(in, state, out) })
	} else {
		answer = run(in, state, nil)
	}
	pjPrint(answer)
	pjHandOverSeries()
}

// pjFlush is for between parts of a long answer: in a single run a block or more of it is printed
// and is no longer in memory; in a steady series, where answers are compared, nothing happens.
func pjFlush(out []byte) []byte {
	if pjSteady || len(out) < pjBlock {
		return out
	}
	pjPrint(out)
	return out[:0]
}

func pjPrint(answer []byte) {
	if _, err := os.Stdout.Write(answer); err != nil {
		pjFail(pjOutput, "cannot write the answer")
	}
}

// pjReadInput returns all of standard input: a file in memory of its size, and one byte more,
// where its end is found.
func pjReadInput() []byte {
	size := 65536
	if status, err := os.Stdin.Stat(); err == nil && status.Size() > 0 {
		size = int(status.Size()) + 1
	}
	input := make([]byte, 0, size)
	for {
		if len(input) == cap(input) {
			input = append(input, 0)[:len(input)]
		}
		n, err := os.Stdin.Read(input[len(input):cap(input)])
		input = input[:len(input)+n]
		if err == io.EOF {
			return input
		}
		if err != nil {
			pjFail(pjNoInput, "cannot read the input")
		}
	}
}

// What pjKeepInput read, and the rest of it; parts are copies of that.
var pjKept, pjRest []byte

// pjKeepInput is for setup, where run takes the input by parts: in a steady series, which reads its
// input once, all of it is read and kept, and each iteration begins at its start.
func pjKeepInput() {
	if pjSteady {
		pjKept = pjReadInput()
	}
}

// pjReadPart is for input that is taken by parts: the next bytes of it, as many as there is room for
// or fewer. It returns their number, 0 at the end.
func pjReadPart(room []byte) int {
	if pjKept != nil {
		n := copy(room, pjRest)
		pjRest = pjRest[n:]
		return n
	}
	n, err := os.Stdin.Read(room)
	if err != nil && err != io.EOF {
		pjFail(pjNoInput, "cannot read the input")
	}
	return n
}

// pjNext is the generator G, minstd: 0 < *state < 2147483647.
func pjNext(state *uint32) uint32 {
	*state = uint32(uint64(*state) * 48271 % 2147483647)
	return *state
}

// pjCheck is one step of the checksum CK, which begins at 0.
func pjCheck(hash uint32, value uint64) uint32 {
	return uint32((uint64(hash)*1000003 + value%2147483647 + 1) % 2147483647)
}

// The latencies asked for by POLYJOULE_LATENCY as they are handed over: the period and the number of
// a tick, then one word for each latency.
var (
	pjSeriesTo     *os.File // nil: not asked for
	pjSeries       []uint64 // nil: not paced
	pjStart, pjDue time.Time
	pjPeriod       time.Duration
	pjStallTick    int64 = -1 // POLYJOULE_STALL
	pjStall        time.Duration
)

// pjPace is for open-loop service, for the class latency (runners/README.md, "Latencies"): from now on
// a tick is due each period, ticks of them, and perTick latencies are kept of each. Where the harness
// asked for no latencies nothing is waited for or kept, here and below.
func pjPace(period time.Duration, ticks, perTick int) {
	if pjSeriesTo == nil {
		return
	}
	pjSeries = make([]uint64, 2+ticks*perTick)
	for i := range pjSeries { // so that no page of it is new while the service runs
		pjSeries[i] = math.MaxUint64
	}
	pjSeries = append(pjSeries[:0], uint64(period), uint64(perTick))
	pjPeriod = period
	pjStart = time.Now()
}

// pjAwait sleeps until tick, from 0 on, is due; not at all where that is past.
func pjAwait(tick int) {
	if pjSeries == nil {
		return
	}
	pjDue = pjStart.Add(time.Duration(tick) * pjPeriod)
	if left := time.Until(pjDue); left > 0 {
		time.Sleep(left)
	}
	if int64(tick) == pjStallTick {
		time.Sleep(pjStall)
	}
}

// pjServed says that something that was due at the tick awaited last is done: its latency is since then.
func pjServed() {
	if pjSeries == nil {
		return
	}
	if len(pjSeries) == cap(pjSeries) {
		pjFail(pjSoftware, "more latencies than there is room for")
	}
	pjSeries = append(pjSeries, uint64(time.Since(pjDue)))
}

func pjParseLatency() {
	to, asked := os.LookupEnv("POLYJOULE_LATENCY")
	if !asked || pjSteady {
		return
	}
	fd, ok := pjParseDecimal(to, math.MaxInt32)
	if !ok {
		pjFail(pjUsage, "POLYJOULE_LATENCY is not a descriptor")
	}
	pjSeriesTo = os.NewFile(uintptr(fd), "latencies")
	stall, asked := os.LookupEnv("POLYJOULE_STALL")
	if !asked {
		return
	}
	tick, length, _ := strings.Cut(stall, ",")
	pjStallTick, ok = pjParseDecimal(tick, math.MaxInt32)
	ms, ok2 := pjParseDecimal(length, math.MaxInt32)
	if !ok || !ok2 {
		pjFail(pjUsage, "POLYJOULE_STALL is not a tick and milliseconds")
	}
	pjStall = time.Duration(ms) * time.Millisecond
}

// pjHandOverSeries writes by parts, so that they are not in memory twice.
func pjHandOverSeries() {
	part := make([]byte, 0, pjBlock)
	for i, word := range pjSeries {
		for shift := 0; shift < 64; shift += 8 {
			part = append(part, byte(word>>shift))
		}
		if len(part) < pjBlock && i != len(pjSeries)-1 {
			continue
		}
		if _, err := pjSeriesTo.Write(part); err != nil {
			pjFail(pjOutput, "cannot hand over the latencies")
		}
		part = part[:0]
	}
}

// pjIterate returns the first answer.
func pjIterate(from, to *os.File, run func(out []byte) []byte) []byte {
	var first, answer []byte
	haveFirst := false
	pjSend(to, 'r')
	for {
		pjRest = pjKept
		switch pjRead(from) {
		case 'g':
			if !haveFirst {
				first = run(nil)
				pjSend(to, 'd')
				haveFirst = true
				break
			}
			answer = run(answer[:0])
			pjSend(to, 'd')
			if !bytes.Equal(answer, first) {
				pjFail(pjSoftware, "two iterations gave different answers")
			}
		case 'q':
			return first
		default:
			pjFail(pjControl, "POLYJOULE_CONTROL sent neither g nor q")
		}
	}
}

func pjRead(from *os.File) byte {
	var command [1]byte
	if n, _ := from.Read(command[:]); n != 1 {
		pjFail(pjControl, "POLYJOULE_CONTROL ended before q")
	}
	return command[0]
}

func pjSend(to *os.File, event byte) {
	if _, err := to.Write([]byte{event}); err != nil {
		pjFail(pjControl, "cannot write to POLYJOULE_CONTROL")
	}
}

func pjParseControl(text string) (from, to *os.File) {
	reading, writing, _ := strings.Cut(text, ",")
	r, ok := pjParseDecimal(reading, math.MaxInt32)
	w, ok2 := pjParseDecimal(writing, math.MaxInt32)
	if !ok || !ok2 {
		pjFail(pjUsage, "POLYJOULE_CONTROL is not two descriptors")
	}
	return os.NewFile(uintptr(r), "control"), os.NewFile(uintptr(w), "control")
}

func pjParseArguments(arguments []string) pjInput {
	in := pjInput{seed: 42}
	ok := false
	if len(arguments) == 1 || len(arguments) == 2 {
		in.n, ok = pjParseDecimal(arguments[0], math.MaxInt64)
	}
	if !ok {
		pjFail(pjUsage, "usage: program N [SEED]")
	}
	if len(arguments) == 2 {
		in.seed, ok = pjParseDecimal(arguments[1], 2147483646)
		if !ok || in.seed == 0 {
			pjFail(pjUsage, "SEED is a number from 1 to 2147483646")
		}
	}
	return in
}

// pjParseDecimal takes digits alone: ParseUint takes no sign.
func pjParseDecimal(text string, max int64) (int64, bool) {
	value, err := strconv.ParseUint(text, 10, 63)
	return int64(value), err == nil && int64(value) <= max
}

func pjFail(status int, message string) {
	os.Stderr.WriteString(message + "\n")
	os.Exit(status)
}
