/* SPDX-License-Identifier: MIT
 * Clocks. Only differences of the first two mean anything. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

#define NS_PER_S INT64_C(1000000000)
#define NS_PER_MS INT64_C(1000000)

/* CLOCK_MONOTONIC: stands still while the machine is suspended. */
int64_t clock_now_ns(void);

/* CLOCK_BOOTTIME: does not; its lead over clock_now_ns() grows by each suspension. */
int64_t clock_boot_ns(void);

/* CLOCK_REALTIME, for saying when something was done; never for durations. */
int64_t clock_unix_ns(void);

/* Sleep until clock_now_ns() is UNTIL_NS, or a signal was handled. */
void clock_sleep_until_ns(int64_t until_ns);

#endif
