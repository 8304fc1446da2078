/* SPDX-License-Identifier: MIT
 * perf_event_open(2), and what its errors mean to a person. */
#ifndef PERF_H
#define PERF_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

/* Open a machine-wide event on CPU; GROUP is a descriptor to be read together with, or -1; its
 * group is read by one read() in PERF_FORMAT_GROUP with both times. Returns a close-on-exec
 * descriptor. */
int perf_open_cpu(uint32_t type, uint64_t config, int cpu, int group, struct err *err);

/* Open an event of process PID and the processes it will make, that begins to count at its
 * exec. Read gives value, time enabled, time running. Returns a close-on-exec descriptor. */
int perf_open_child(uint32_t type, uint64_t config, pid_t pid, struct err *err);

/* Open the same for this process, never counting: it keeps what the kernel switches on for
 * events of its kind switched on. Returns a close-on-exec descriptor, or a negative errno. */
int perf_open_spare(uint32_t type, uint64_t config);

/* What CODE, a positive errno of perf_event_open(), means for an event of a CPU (MACHINE_WIDE)
 * or of a child, and what would help. Returns -CODE. */
int perf_explain(int code, bool machine_wide, struct err *err);

/* kernel.perf_event_paranoid below ROOT; -ENOENT where the kernel has no perf. */
int perf_paranoid(const char *root, int64_t *out, struct err *err);

#endif
