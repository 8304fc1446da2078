/* SPDX-License-Identifier: MIT
 * What a C program of bench/ needs to speak the protocol of runners/README.md. */
#ifndef PJ_H
#define PJ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

struct pj_input {
    int64_t n;
    int64_t seed;
};

/* The answer, in memory. */
struct pj_out;

void pj_put(struct pj_out *out, const void *bytes, size_t length);

/* Room for LENGTH more bytes, already counted as written; the next call on OUT may move it. */
unsigned char *pj_reserve(struct pj_out *out, size_t length);

#ifdef __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
void pj_printf(struct pj_out *out, const char *format, ...);

/* Between parts of a long answer: in a single run a block or more of it is printed and is no
 * longer in memory; in a steady series, where answers are compared, nothing happens. */
void pj_flush(struct pj_out *out);

/* Says so on stderr and exits 69. */
_Noreturn void pj_out_of_memory(void);

/* COUNT elements of SIZE bytes, uninitialised, for free(). Never NULL: exits 69 instead.
 * Inline, so that a fixed size costs what malloc() costs. */
static inline void *pj_alloc(size_t count, size_t size)
{
    size_t bytes;
    void *memory = NULL;

    if (!__builtin_mul_overflow(count, size, &bytes))
        memory = malloc(bytes != 0 ? bytes : 1);
    if (memory == NULL)
        pj_out_of_memory();
    return memory;
}

/* All of standard input, for free(); exits 66 where it cannot be read. */
unsigned char *pj_read(size_t *length);

/* For input that is taken by parts: the next bytes of it, at most SIZE, into ROOM. Returns
 * their number, 0 at the end. */
size_t pj_read_part(void *room, size_t size);

/* In setup, where run takes the input by parts: in a steady series, which reads its input once,
 * all of it is read and kept, and each iteration begins at its start. */
void pj_keep_input(void);

/* Open-loop service, for the class latency (runners/README.md, "Latencies"): from now on a tick
 * is due each PERIOD_NS, TICKS of them, and PER_TICK latencies are kept of each. Where the
 * harness asked for no latencies nothing is waited for or kept, here and below. */
void pj_pace(uint64_t period_ns, uint64_t ticks, uint64_t per_tick);

/* Sleep until TICK, from 0 on, is due; not at all where that is past. */
void pj_await(uint64_t tick);

/* Something that was due at the tick awaited last is done: its latency is since then. */
void pj_served(void);

struct pj_program {
    void *(*setup)(const struct pj_input *in); /* makes the input; NULL: there is none */
    void (*run)(const struct pj_input *in, void *state, struct pj_out *out);
    void (*finish)(void *state); /* NULL: nothing to free */
};

/* Everything but the workload: the arguments, one run or a steady series, the answer. */
int pj_main(int argc, char **argv, const struct pj_program *program);

/* The generator G, minstd: 0 < *STATE < 2147483647. */
static inline uint32_t pj_next(uint32_t *state)
{
    *state = (uint32_t)((uint64_t)*state * 48271 % 2147483647);
    return *state;
}

/* One step of the checksum CK, which begins at 0. */
static inline uint32_t pj_check(uint32_t hash, uint64_t value)
{
    return (uint32_t)(((uint64_t)hash * 1000003 + value % 2147483647 + 1) % 2147483647);
}

#endif
