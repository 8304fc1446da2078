/* SPDX-License-Identifier: MIT
 * Processes of a second whose latencies are known, in the store's fixture. */
#ifndef LATENCY_FIXTURE_H
#define LATENCY_FIXTURE_H

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store_fixture.h"

enum { FIXTURE_TICKS = 1000, FIXTURE_PER_TICK = 2 };

/* At tick TICK the process stalls for MS milliseconds, a tick being one. */
struct fixture_stall {
    int tick, ms;
};

/* A process of cell CELL that answers after 0.1 ms, but for COUNT stalls: what is due meanwhile
 * waits for the rest of one. */
static inline void fixture_add_process(struct fixture *f, int cell, int64_t block,
                                       const char *status, const struct fixture_stall *stalls,
                                       size_t count)
{
    static int64_t latency_ns[FIXTURE_TICKS * FIXTURE_PER_TICK];
    struct store_latency series = {NS_PER_MS, FIXTURE_PER_TICK, latency_ns,
                                   ARRAY_SIZE(latency_ns)};
    struct store_trial trial =
        fixture_trial(f, fixture_place(f, STORE_TRIAL, f->cells[cell], block));
    struct err err;

    for (size_t i = 0; i < ARRAY_SIZE(latency_ns); i++) {
        latency_ns[i] = NS_PER_MS / 10;
        for (size_t s = 0; s < count; s++) {
            int since = (int)i / FIXTURE_PER_TICK - stalls[s].tick;
            if (since >= 0 && since < stalls[s].ms)
                latency_ns[i] = (stalls[s].ms - since) * NS_PER_MS;
        }
    }
    trial.status = status;
    trial.reason = strcmp(status, "ok") != 0 ? "a reason" : NULL;
    trial.latency = &series;
    CU_ASSERT_EQUAL_FATAL(store_add_trial(f->store, &trial, &err), 0);
}

#endif
