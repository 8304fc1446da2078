/* SPDX-License-Identifier: MIT
 * What one read() of a group of perf counters says, apart from the counts. */
#ifndef PERF_GROUP_H
#define PERF_GROUP_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* RAPL's events need no counter of the CPU, so they count all the time they are enabled, but
 * for the moment in which the kernel rearranges them because somebody opens another one. Such
 * a moment costs less than a tick of the register; anything longer is an error. */
#define PERF_GROUP_SLACK_NS UINT64_C(1000000)

/* WORDS, LENGTH of them, of PERF_FORMAT_GROUP with both times, for COUNT counters: number,
 * time enabled, time running, counts. *MISSED_NS is the time not counted up to the last
 * reading, and is brought up to this one. */
int perf_group_decode(const uint64_t *words, size_t length, size_t count, uint64_t *missed_ns,
                      struct err *err);

#endif
