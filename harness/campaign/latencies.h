/* SPDX-License-Identifier: MIT
 * The latencies that a program of the class `latency` hands over (runners/README.md). */
#ifndef LATENCIES_H
#define LATENCIES_H

#include <stddef.h>
#include <stdint.h>

#include "exec/output.h"
#include "store/store.h"

enum { LATENCIES_REASON_SIZE = 128 };

/* What the program wrote to OUTPUT, which ran for WALL_NS. *OUT refers to *WORDS, which the
 * caller frees, whatever is returned. Where it is not what the protocol says, or cannot have
 * happened in that time, out->count is 0 and REASON has the words. An error is ours. */
int latencies_read(struct store_latency *out, int64_t **words, const struct output *output,
                   int64_t wall_ns, char reason[static LATENCIES_REASON_SIZE], struct err *err);

#endif
