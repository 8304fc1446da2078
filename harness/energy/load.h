/* SPDX-License-Identifier: MIT
 * A load of this thread's making: arithmetic and memory traffic on a CPU of choice. */
#ifndef LOAD_H
#define LOAD_H

#include <stdint.h>

#include "base/err.h"

struct load;

/* Remembers where this thread may run. Owned by the caller, who gives it to load_close(). */
int load_open(struct load **out, struct err *err);

/* Move this thread to CPU. -EPERM where its affinity mask does not have it, -EINVAL where its
 * cgroup does not. */
int load_move(struct load *load, int cpu, struct err *err);

/* Keep the CPU and the memory busy for NS. */
void load_burn(struct load *load, int64_t ns);

/* Back to where the thread may run; accepts NULL. */
void load_close(struct load *load);

#endif
