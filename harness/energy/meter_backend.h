/* SPDX-License-Identifier: MIT
 * What a meter is inside: for the files of this room alone. */
#ifndef METER_BACKEND_H
#define METER_BACKEND_H

#include "base/text.h"
#include "energy/meter.h"
#include "energy/places.h"

struct meter_backend {
    enum meter_source source;
    /* Adds the channels; what it allocates is in meter->state, freed by close() even when
     * opening fails. */
    int (*open)(struct meter *meter, const struct meter_options *options, struct err *err);
    /* Readings as the counters show them: one may be below the last. */
    int (*read)(struct meter *meter, int64_t *nj, struct err *err);
    void (*close)(void *state);
};

extern const struct meter_backend meter_perf, meter_powercap, meter_simulated, meter_estimate;

/* What meter_read() remembers of a channel. */
struct meter_watch {
    int64_t nj;
    int64_t since_ns; /* when it was first seen at this value */
    bool begun, distrusted;
};

struct meter {
    const struct meter_backend *backend;
    void *state;
    size_t count;
    struct meter_channel channel[METER_CHANNELS_MAX];
    struct meter_watch watch[METER_CHANNELS_MAX];
    struct places places;
    struct text notes;
    int64_t (*clock_ns)(void *clock);
    void *clock;
};

/* The number of the new channel; -ENOSPC where METER_CHANNELS_MAX are there. */
int meter_add_channel(struct meter *meter, const struct meter_channel *channel,
                      struct err *err);

/* Add a sentence to meter_notes(); once each. */
void meter_note(struct meter *meter, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

int64_t meter_now_ns(const struct meter *meter);

/* The channel of a domain of a package and die; -1 where there is none. */
int meter_find(const struct meter *meter, enum meter_domain domain, int package, int die);

/* meter_read() without its judgement. */
int meter_read_raw(struct meter *meter, int64_t *nj, struct err *err);

#endif
