/* SPDX-License-Identifier: MIT
 * What else the machine did during a trial: the covariates by which trials are screened, and
 * never their value. */
#ifndef INTERFERENCE_H
#define INTERFERENCE_H

#include <stdint.h>

#include "base/err.h"

struct interference;

/* The state of the machine at one moment. */
struct interference_reading {
    int64_t busy_ns; /* all CPUs, /proc/stat: user nice system irq softirq, in jiffies */
    int64_t steal_ns;
    int64_t suspended_ns; /* CLOCK_BOOTTIME - CLOCK_MONOTONIC */
    int64_t throttles;    /* sum of thermal_throttle counts; -1: not told */
    int64_t frequency_hz; /* of the child's CPU (scaling_cur_freq); -1: not told */
    int64_t online;       /* CPUs online */
};

/* CPU: the child's, whose frequency is read; -1 for none. Keeps its descriptors open. */
int interference_open(struct interference **out, const char *root, int cpu, struct err *err);
int interference_read(struct interference *interference, struct interference_reading *out,
                      struct err *err);
/* What /proc/stat and the list of CPUs online, without its newline, say of a reading. */
int interference_parse(struct interference_reading *out, const char *stat, const char *online,
                       struct err *err);

/* Length of a jiffy of /proc/stat. */
int64_t interference_jiffy_ns(void);
void interference_close(struct interference *interference);

#endif
