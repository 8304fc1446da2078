/* SPDX-License-Identifier: MIT
 * One process working on a campaign: its machine, meter, certificate, counters, CPUs. */
#ifndef SESSION_H
#define SESSION_H

#include <sys/types.h>

#include "base/err.h"
#include "energy/certificate.h"
#include "energy/meter.h"
#include "exec/affinity.h"
#include "exec/counters.h"
#include "exec/interference.h"
#include "exec/output.h"
#include "store/store.h"
#include "sys/launcher.h"

struct session_request {
    struct launcher *launcher; /* borrowed */
    struct meter *meter;       /* borrowed; NULL: no energy */
    const char *energy_reason; /* why there is none */
    const char *root;          /* "" for the machine */
    const char *cpus;          /* the measured programs' CPUs as asked for; NULL: chosen */
    const struct counters *counters; /* of the child; NULL: none */
    uid_t uid;                       /* of the measured programs */
};

struct session_output {
    size_t capacity;
    struct output *output;
};

/* The machine as it was last looked at. */
struct surroundings {
    struct interference_reading reading;
    int64_t own_cpu_ns; /* the harness's, at that moment */
    int64_t read_ns;    /* CLOCK_BOOTTIME; 0: never */
};

struct session {
    struct launcher *launcher;
    struct meter *meter;       /* NULL: no energy, or none to be believed; borrowed */
    const char *energy_reason; /* why there is none */
    char untrusted[400];       /* the reason where its counters failed */
    const char *root, *cpus;
    uid_t uid;
    const struct meter_channel *channels;
    size_t channel_count;
    struct certificate certificate;
    int64_t certificate_id[METER_CHANNELS_MAX];
    struct counters counters;
    struct launch_event events[LAUNCH_EVENTS_MAX];
    struct interference *interference;
    struct surroundings seen;
    struct affinity pinned, unpinned; /* for one thread; for any number */
    struct output *errors;
    struct session_output *outputs; /* one per capacity */
    size_t output_count;
    struct output *latencies; /* NULL: none was asked for yet */
    int64_t id;               /* in the database, once stored */
};

/* Open what is needed and try the counters (the certificate). Nothing is stored yet. */
int session_open(struct session *out, const struct session_request *request, struct err *err);

/* Store the machine, its state, the session and the certificate in one transaction. */
int session_store(struct session *session, struct store *store, int64_t campaign_id,
                  struct err *err);

/* The output of that capacity, made where there is none yet. */
int session_output(struct session *session, size_t capacity, struct output **out,
                   struct err *err);

/* Where a program hands its latencies over, made when it is first asked for. */
int session_latencies(struct session *session, struct output **out, struct err *err);

/* Whether channel I gives joules. */
bool session_channel_counts(const struct session *session, size_t i);

/* The least by which channel I was seen to rise, or that its interface can show where that is
 * more: no reading is surer. */
int64_t session_step_nj(const struct session *session, size_t i);

void session_close(struct session *session);

#endif
