/* SPDX-License-Identifier: MIT
 * The counters of one held child, as the launcher keeps them. */
#ifndef TALLY_H
#define TALLY_H

#include <stddef.h>
#include <sys/types.h>

#include "sys/launcher.h"

enum { TALLY_SPARES = 32 };

/* Zero-initialised, it is empty and ready. */
struct tally {
    int fds[LAUNCH_EVENTS_MAX];
    size_t count;
    struct launch_event spares[TALLY_SPARES];
    size_t spare_count;
};

/* Open all COUNT events for process PID, or none: then the errno of the first refusal. 0 when
 * they are open. */
int tally_open(struct tally *tally, const struct launch_event *events, size_t count, pid_t pid);

/* Read them in their order; one that cannot be read is all 0. */
void tally_read(const struct tally *tally, struct launch_count *counts);

void tally_close(struct tally *tally);

#endif
