/* SPDX-License-Identifier: MIT
 * From a program's words to a series that can be stored. */
#include "campaign/latencies.h"

#include <endian.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PERIOD, PER_TICK, HEADER };

/* Each word as a number of the host; false where one is too large for that. */
static bool take_words(int64_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        words[i] = (int64_t)le64toh((uint64_t)words[i]);
        if (words[i] < 0)
            return false;
    }
    return true;
}

/* The last tick is awaited, so that no service is over before it was due. */
static bool fits_into(const struct store_latency *series, int64_t wall_ns)
{
    int64_t ticks = (int64_t)series->count / series->per_tick, least_ns;

    return !__builtin_mul_overflow(ticks - 1, series->period_ns, &least_ns) &&
           least_ns <= wall_ns;
}

static const char *fault_of(struct store_latency *out, int64_t *words, size_t bytes,
                            int64_t wall_ns)
{
    size_t count = bytes / sizeof(*words);

    if (bytes == 0)
        return "handed over no latencies";
    if (bytes % sizeof(*words) != 0 || count <= HEADER || !take_words(words, count) ||
        words[PERIOD] == 0 || words[PER_TICK] == 0 ||
        (int64_t)(count - HEADER) % words[PER_TICK] != 0)
        return "handed over something else than latencies";
    *out = (struct store_latency){.period_ns = words[PERIOD],
                                  .per_tick = words[PER_TICK],
                                  .latency_ns = words + HEADER,
                                  .count = count - HEADER};
    return fits_into(out, wall_ns) ? NULL : "ended before its last tick was due";
}

int latencies_read(struct store_latency *out, int64_t **words, const struct output *output,
                   int64_t wall_ns, char reason[static LATENCIES_REASON_SIZE], struct err *err)
{
    char *bytes;
    size_t length;
    int r;

    *out = (struct store_latency){0};
    *words = NULL;
    reason[0] = '\0';
    if ((r = output_head(output, SIZE_MAX, &bytes, &length, err)) < 0)
        return r;
    *words = (int64_t *)(void *)bytes; /* from malloc: aligned for anything */
    const char *fault = fault_of(out, *words, length, wall_ns);
    if (fault != NULL) {
        snprintf(reason, LATENCIES_REASON_SIZE, "%s", fault);
        out->count = 0;
    }
    return 0;
}
