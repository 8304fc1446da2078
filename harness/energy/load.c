/* SPDX-License-Identifier: MIT
 * Keeping a CPU and its memory busy. */
#include "energy/load.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/clock.h"
#include "base/mem.h"

enum { LOAD_WORDS = 2 << 20, LOAD_CHUNK = 1 << 12 };

struct load {
    cpu_set_t allowed;
    size_t at;
    uint64_t number;
    uint64_t memory[LOAD_WORDS]; /* 16 MiB */
};

int load_open(struct load **out, struct err *err)
{
    struct load *load = mem_alloc(1, sizeof(*load));

    if (sched_getaffinity(0, sizeof(load->allowed), &load->allowed) < 0) {
        free(load);
        return err_sys(err, "the CPUs that this thread may use");
    }
    load->number = 1;
    *out = load;
    return 0;
}

int load_move(struct load *load, int cpu, struct err *err)
{
    cpu_set_t one;

    if (cpu < 0 || cpu >= CPU_SETSIZE || !CPU_ISSET((size_t)cpu, &load->allowed))
        return err_set(err, -EPERM, "CPU %d is not among those that this process may use", cpu);
    CPU_ZERO(&one);
    CPU_SET((size_t)cpu, &one);
    if (sched_setaffinity(0, sizeof(one), &one) < 0)
        return err_sys(err, "CPU %d", cpu);
    return 0;
}

/* Past the caches, however large they are: traffic that the memory sees. */
static void store_past_caches(uint64_t *word, uint64_t value)
{
#if defined(__SSE2__)
    _mm_stream_si64((long long *)word, (long long)value);
#else
    *(volatile uint64_t *)word = value;
#endif
}

void load_burn(struct load *load, int64_t ns)
{
    int64_t end_ns = clock_now_ns() + ns;

    do {
        for (size_t i = 0; i < LOAD_CHUNK; i++) {
            load->number = load->number * UINT64_C(6364136223846793005) + 1442695040888963407;
            store_past_caches(&load->memory[load->at], load->number);
            load->at = (load->at + 1) % LOAD_WORDS;
        }
    } while (clock_now_ns() < end_ns);
}

void load_close(struct load *load)
{
    if (load == NULL)
        return;
    /* A CPU that went offline since is the kernel's to leave out; the rest is as it was. */
    (void)sched_setaffinity(0, sizeof(load->allowed), &load->allowed);
    free(load);
}
