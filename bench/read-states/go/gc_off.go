// SPDX-License-Identifier: MIT

// The collector of this variant: definition in ../README.md.
package main

import (
	"runtime/debug"
	"time"
)

// setCollector turns it off, as GOGC=off does: no collection is forced every two minutes either.
func setCollector(time.Duration) {
	debug.SetGCPercent(-1)
}
