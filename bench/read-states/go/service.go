// SPDX-License-Identifier: MIT

// The service around a cache of read states: definition in ../README.md.
package main

import (
	"encoding/binary"
	"os"
	"strconv"
	"time"
)

const (
	period      = time.Millisecond
	requests    = 200 // a tick
	sample      = 8   // of so many requests one's latency is kept
	writeTicks  = 100 // what was evicted is written so often
	capacityMax = 8000000
	channels    = 17
	logMax      = 64 << 20 // the file of evictions begins anew where it would become longer
	stateBytes  = 32
)

type state struct {
	user, channel, mentions, last uint64
}

func (s *state) check(check uint32) uint32 {
	check = pjCheck(pjCheck(check, s.user), s.channel)
	return pjCheck(pjCheck(check, s.mentions), s.last)
}

func keyOf(user uint64) uint64 {
	return channels*user + user%channels
}

// What was evicted and is not yet written, as bytes, in room for all that writeTicks can bring.
type evictions struct {
	waiting           []byte
	written, mentions uint64
	file              *os.File
	at                int64
}

func openEvictions() *evictions {
	path := os.TempDir() + "/read-states-" + strconv.Itoa(os.Getpid())
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil || os.Remove(path) != nil {
		logFailed()
	}
	return &evictions{waiting: make([]byte, 0, writeTicks*requests*stateBytes), file: file}
}

func logFailed() {
	pjFail(pjOutput, "cannot write what was evicted")
}

func (e *evictions) write() {
	length := int64(len(e.waiting))
	if e.at+length > logMax {
		e.at = 0
	}
	if _, err := e.file.WriteAt(e.waiting, e.at); err != nil {
		logFailed()
	}
	e.at += length
	e.written += uint64(length / stateBytes)
	e.waiting = e.waiting[:0]
}

func (e *evictions) add(s *state) {
	e.mentions += s.mentions
	e.waiting = binary.LittleEndian.AppendUint64(e.waiting, s.user)
	e.waiting = binary.LittleEndian.AppendUint64(e.waiting, s.channel)
	e.waiting = binary.LittleEndian.AppendUint64(e.waiting, s.mentions)
	e.waiting = binary.LittleEndian.AppendUint64(e.waiting, s.last)
}

// serve is one request; it says whether its state was there. A mention counts, reading clears.
func serve(c *cache, e *evictions, user uint64, mention bool, number uint64) bool {
	key := keyOf(user)
	s := c.use(key)
	hit := s != nil
	if !hit {
		e.add(c.oldest())
		s = c.replaceOldest(key)
		*s = state{user: user, channel: user % channels}
	}
	if mention {
		s.mentions++
	} else {
		s.mentions = 0
	}
	s.last = number
	return hit
}

func fill(capacity uint32) *cache {
	c := newCache(capacity)
	for user := uint64(capacity); user > 0; {
		user--
		*c.add(keyOf(user)) = state{user: user, channel: user % channels}
	}
	return c
}

func appendLine(out []byte, name string, value uint64) []byte {
	out = append(out, name...)
	out = append(out, ' ')
	out = strconv.AppendUint(out, value, 10)
	return append(out, '\n')
}

func capacityAt(ticks int) uint32 {
	if wanted := ticks * ticks / 100; wanted < capacityMax {
		return uint32(wanted)
	}
	return capacityMax
}

func run(in pjInput, _ struct{}, out []byte) []byte {
	ticks := int(in.n)
	capacity := capacityAt(ticks)
	seed := uint32(in.seed)
	var number, hits uint64
	c := fill(capacity)
	e := openEvictions()
	setCollector(time.Duration(ticks) * period)
	pjPace(period, ticks, requests/sample)

	for tick := 0; tick < ticks; tick++ {
		pjAwait(tick)
		for i := 0; i < requests; i++ {
			a := pjNext(&seed)
			b := pjNext(&seed)
			user := a % (2 * capacity)
			if other := b % (2 * capacity); other < user {
				user = other
			}
			number++
			if serve(c, e, uint64(user), a%2 == 0, number) {
				hits++
			}
			if number%sample == 0 {
				pjServed()
			}
		}
		if (tick+1)%writeTicks == 0 {
			e.write()
		}
	}
	e.write()
	e.file.Close()
	out = appendLine(out, "hits", hits)
	out = appendLine(out, "misses", number-hits)
	out = appendLine(out, "persisted", e.written)
	out = appendLine(out, "mentions", e.mentions)
	return appendLine(out, "check", uint64(c.close()))
}

func main() {
	pjMain(nil, run)
}
