/* SPDX-License-Identifier: MIT
 * What was seen while a meter was tried, and what follows from it. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "energy/certificate.h"
#include "energy/meter.h"

struct evidence_reading {
    int64_t t_ns;
    int64_t nj[METER_CHANNELS_MAX];
};

/* A stretch of readings, FIRST to LAST, of an idle machine or with a load on one CPU of a
 * package or die: arithmetic and memory traffic. */
struct evidence_phase {
    bool loaded;
    int package, die; /* loaded: which */
    size_t first, last;
};

/* What another interface showed of the same counter in the same time. */
struct evidence_peer {
    bool compared;
    int64_t own_nj, peer_nj;
};

struct evidence {
    const struct meter_channel *channel;
    size_t channels;
    struct evidence_reading *reading;
    size_t readings;
    struct evidence_phase *phase;
    size_t phases;
    struct evidence_peer peer[METER_CHANNELS_MAX];
    int64_t tick_ns; /* 0 where no package channel moved */
};

/* Start a phase with the next reading. */
void evidence_begin(struct evidence *evidence, bool loaded, int package, int die);

/* Add a reading to the phase that is on. */
void evidence_add(struct evidence *evidence, int64_t t_ns, const int64_t *nj);

void evidence_free(struct evidence *evidence);

/* From reading FIRST to LAST. */
int64_t evidence_rise_nj(const struct evidence *evidence, size_t channel, size_t first,
                         size_t last);
int64_t evidence_time_ns(const struct evidence *evidence, size_t first, size_t last);

/* NAN for no time. */
double evidence_w(int64_t nj, int64_t ns);

/* Whether the phase's load is on what the channel counts. */
bool evidence_loads(const struct evidence_phase *phase, const struct meter_channel *channel);

/* The verdicts, and notes that follow from the readings. OUT's other fields are left alone. */
void evidence_judge(const struct evidence *evidence, struct certificate *out);

#endif
