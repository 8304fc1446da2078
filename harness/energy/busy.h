/* SPDX-License-Identifier: MIT
 * How long CPUs were busy, from /proc/stat: in jiffies, so in steps of some 10 ms. */
#ifndef BUSY_H
#define BUSY_H

#include <stdint.h>

#include "base/err.h"
#include "energy/places.h"

struct busy;

/* /proc/stat below ROOT, kept open. */
int busy_open(struct busy **out, const char *root, struct err *err);

/* Busy time since boot of the CPUs of PACKAGE, or of all where it is -1. Allocates nothing. */
int busy_read_ns(struct busy *busy, const struct places *places, int package, int64_t *out_ns,
                 struct err *err);

/* Accepts NULL. */
void busy_close(struct busy *busy);

/* A line of /proc/stat, "cpu3 USER NICE SYSTEM IDLE IOWAIT IRQ SOFTIRQ ...": its CPU and the
 * jiffies in which that was busy. False for any other line, the sum of all CPUs too. */
bool busy_parse_line(const char *line, int *cpu, int64_t *jiffies);

#endif
