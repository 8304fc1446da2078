// SPDX-License-Identifier: MIT

// The collector of this variant: definition in ../README.md.
package main

import (
	"runtime"
	"runtime/debug"
	"time"
)

// What the service may take beyond what it has when the cache is full.
const headroom = 64 << 20

// setCollector lets a limit of memory alone decide, as GOGC=off with GOMEMLIMIT does.
func setCollector(time.Duration) {
	var now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&now)
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(int64(now.Sys-now.HeapReleased) + headroom)
}
