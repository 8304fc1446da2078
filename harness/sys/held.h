/* SPDX-License-Identifier: MIT
 * A child between clone() and exec, in its maker's memory: what it does to itself, and the gate
 * at which it waits. */
#ifndef HELD_H
#define HELD_H

#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

/* The gate: closed, closed and the child sleeps at it, open. */
enum { HELD_CLOSED, HELD_ASLEEP, HELD_OPEN };

/* Where the child is: the kernel itself says GONE when it has left its maker's memory, by exec
 * or by ending. AWAITED is BUSY with the harness asleep. */
enum { HELD_GONE, HELD_BUSY, HELD_AWAITED, HELD_WAITING };

/* What it was at when it failed. */
enum held_step {
    HELD_NOTHING,
    HELD_ORPHANED,
    HELD_GROUP,
    HELD_DIRECTORY,
    HELD_CPUS,
    HELD_DESCRIPTORS,
    HELD_CAPABILITIES,
    HELD_SIGNALS,
    HELD_POLICY,
    HELD_EXEC,
};

/* What the harness sees of it, in memory that it maps too. */
struct held_shared {
    _Alignas(64) _Atomic uint32_t gate;
    _Alignas(64) _Atomic uint32_t where;
    enum held_step failed; /* and FAILED_ERRNO why */
    int failed_errno;
    struct rusage at_gate; /* when the gate had opened */
    int64_t start_ns;      /* when it went on to exec, by CLOCK_MONOTONIC */
};

struct held {
    struct held_shared *shared;
    const char *program;
    char *const *argv, *const *envp;
    const char *directory; /* or NULL */
    int stdio[3];          /* -1: what the maker has there */
    int control[2];        /* become 3 and 4; -1 both: none */
    const cpu_set_t *cpus; /* that it may go to once it runs; NULL: none but its maker's */
    bool drop_capabilities;
    bool calm;       /* its maker's SCHED_BATCH is to end at exec */
    bool may_spin;   /* the gate is waited for awake at first: nobody else needs the CPU */
    int64_t burn_ns; /* CPU time to spend between the gate and exec */
    pid_t maker;
};

enum { HELD_STACK = 64 * 1024 };

/* The child's whole life before exec: for clone() with CLONE_VM on a stack of HELD_STACK bytes.
 * Ends with 127 where exec fails. */
int held_main(void *held);

/* "cannot enter the directory" */
const char *held_step_text(enum held_step step);

#endif
