/* SPDX-License-Identifier: MIT
 * A child before exec. Raw system calls only: memory, errno and the C library's locks are the
 * maker's. */
#include "sys/held.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/futex.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <time.h>

#include "base/clock.h"
#include "sys/bare.h"

/* About 4 ms: longer than the harness waits for the edge of an energy counter. */
enum { SPINS = 100000 };

BARE static _Noreturn void leave(int status)
{
    for (;;)
        bare_call(SYS_exit_group, status, 0, 0, 0, 0);
}

BARE static _Noreturn void fail(struct held *held, enum held_step step, long result)
{
    held->shared->failed_errno = (int)-result;
    held->shared->failed = step;
    leave(127);
}

/* Results of the steps that may not fail. */
BARE static void must(struct held *held, enum held_step step, long result)
{
    if (result < 0)
        fail(held, step, result);
}

/* 0-2, in steady mode 3 and 4, nothing else. The maker keeps its own above 4. */
BARE static void arrange_descriptors(struct held *held)
{
    long first_free = 3;

    for (int i = 0; i < 3; i++)
        if (held->stdio[i] >= 0)
            must(held, HELD_DESCRIPTORS, bare_call(SYS_dup3, held->stdio[i], i, 0, 0, 0));
    if (held->control[0] >= 0) {
        must(held, HELD_DESCRIPTORS, bare_call(SYS_dup3, held->control[0], 3, 0, 0, 0));
        must(held, HELD_DESCRIPTORS, bare_call(SYS_dup3, held->control[1], 4, 0, 0, 0));
        first_free = 5;
    }
    must(held, HELD_DESCRIPTORS, bare_call(SYS_close_range, first_free, ~0U, 0, 0, 0));
}

/* Ambient ones go with the permitted. */
BARE static void drop_capabilities(struct held *held)
{
    struct __user_cap_header_struct header;
    struct __user_cap_data_struct data[2];

    header.version = _LINUX_CAPABILITY_VERSION_3;
    header.pid = 0;
    for (int i = 0; i < 2; i++)
        data[i].effective = data[i].permitted = data[i].inheritable = 0;
    must(held, HELD_CAPABILITIES, bare_call(SYS_capset, (long)&header, (long)data, 0, 0, 0));
}

BARE static void wake(_Atomic uint32_t *word)
{
    bare_call(SYS_futex, (long)word, FUTEX_WAKE, 1, 0, 0);
}

/* A sleeping child wakes late and by way of an interrupt; where the harness is on other CPUs it
 * stays awake for as long as a release usually takes. */
BARE static void wait_at_gate(struct held *held)
{
    struct held_shared *shared = held->shared;
    uint32_t closed = HELD_CLOSED;

    if (atomic_exchange(&shared->where, HELD_WAITING) == HELD_AWAITED)
        wake(&shared->where);
    for (int i = 0; held->may_spin && i < SPINS; i++) {
        if (atomic_load_explicit(&shared->gate, memory_order_acquire) == HELD_OPEN)
            return;
        bare_pause();
    }
    atomic_compare_exchange_strong(&shared->gate, &closed, HELD_ASLEEP);
    while (atomic_load_explicit(&shared->gate, memory_order_acquire) != HELD_OPEN)
        bare_call(SYS_futex, (long)&shared->gate, FUTEX_WAIT, HELD_ASLEEP, 0, 0);
}

/* From here on it is scheduled as the harness itself was started. */
BARE static void leave_home(struct held *held)
{
    int no_priority = 0;

    if (held->calm)
        must(held, HELD_POLICY,
             bare_call(SYS_sched_setscheduler, 0, SCHED_OTHER, (long)&no_priority, 0, 0));
    if (held->cpus != NULL)
        must(held, HELD_CPUS,
             bare_call(SYS_sched_setaffinity, 0, sizeof(*held->cpus), (long)held->cpus, 0, 0));
}

/* CLOCK_THREAD_CPUTIME_ID: by way of the kernel, as everything here. */
BARE static int64_t spent_ns(void)
{
    struct timespec spent;

    bare_call(SYS_clock_gettime, CLOCK_THREAD_CPUTIME_ID, (long)&spent, 0, 0, 0);
    return spent.tv_sec * NS_PER_S + spent.tv_nsec;
}

BARE static void burn(int64_t burn_ns)
{
    int64_t end_ns = burn_ns > 0 ? spent_ns() + burn_ns : 0;

    while (burn_ns > 0 && spent_ns() < end_ns)
        bare_pause();
}

BARE int held_main(void *opaque)
{
    struct held *held = opaque;
    uint64_t no_signals = 0;
    struct timespec now;

    must(held, HELD_GROUP, bare_call(SYS_setpgid, 0, 0, 0, 0, 0));
    if (held->directory != NULL)
        must(held, HELD_DIRECTORY, bare_call(SYS_chdir, (long)held->directory, 0, 0, 0, 0));
    arrange_descriptors(held);
    if (held->drop_capabilities)
        drop_capabilities(held);
    must(held, HELD_SIGNALS, bare_call(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0));
    if (bare_call(SYS_getppid, 0, 0, 0, 0, 0) != held->maker)
        fail(held, HELD_ORPHANED, -ESRCH);
    must(held, HELD_SIGNALS,
         bare_call(SYS_rt_sigprocmask, SIG_SETMASK, (long)&no_signals, 0, sizeof(no_signals),
                   0));
    wait_at_gate(held);
    leave_home(held);
    bare_call(SYS_getrusage, RUSAGE_SELF, (long)&held->shared->at_gate, 0, 0, 0);
    bare_call(SYS_clock_gettime, CLOCK_MONOTONIC, (long)&now, 0, 0, 0);
    held->shared->start_ns = now.tv_sec * NS_PER_S + now.tv_nsec;
    burn(held->burn_ns);
    fail(held, HELD_EXEC,
         bare_call(SYS_execve, (long)held->program, (long)held->argv, (long)held->envp, 0, 0));
}

const char *held_step_text(enum held_step step)
{
    static const char *const texts[] = {
        [HELD_NOTHING] = "killed before it was started",
        [HELD_ORPHANED] = "its maker is gone",
        [HELD_GROUP] = "cannot have a process group of its own",
        [HELD_DIRECTORY] = "cannot enter the directory",
        [HELD_CPUS] = "cannot be put on its CPUs",
        [HELD_DESCRIPTORS] = "cannot be given its descriptors",
        [HELD_CAPABILITIES] = "cannot give up its capabilities",
        [HELD_SIGNALS] = "cannot set its signals",
        [HELD_POLICY] = "cannot be scheduled as usual",
        [HELD_EXEC] = "cannot be executed",
    };
    return texts[step];
}
