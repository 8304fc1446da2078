/* SPDX-License-Identifier: MIT
 * The logs that cachegrind leaves of a command and of all that it started, one a process. */
#ifndef GATE_LOGS_H
#define GATE_LOGS_H

#include <stdint.h>

#include "base/err.h"

/* Watch DIRECTORY, still empty, from before the run on. A descriptor for gate_logs_add(), which
 * is to be closed; or a negative errno. */
int gate_logs_watch(const char *directory, struct err *err);

/* The instructions of all processes. -ENODATA: they are not what was executed, since a process
 * left no count, lost a part of it by exec or has its parent's in it. */
int gate_logs_add(int64_t *total, const char *directory, int watch, struct err *err);

#endif
