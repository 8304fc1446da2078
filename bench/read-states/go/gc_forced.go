// SPDX-License-Identifier: MIT

// The collector of this variant: definition in ../README.md.
package main

import (
	"runtime"
	"time"
)

// setCollector asks for a collection after each fifth of the service: every two minutes of ten, as the
// runtime forces them.
func setCollector(service time.Duration) {
	go func() {
		for {
			time.Sleep(service / 5)
			runtime.GC()
		}
	}()
}
