/* SPDX-License-Identifier: MIT
 * The counter certificate: whether each channel of a meter may be believed, tried at the start
 * of a session. ENERGY.md 2.1 step 7. A channel that fails gives no joule. */
#ifndef CERTIFICATE_H
#define CERTIFICATE_H

#include "energy/meter.h"

enum certificate_verdict {
    CERTIFICATE_PASS,
    CERTIFICATE_IDLE,        /* hardly moves, and nothing used it: healthy */
    CERTIFICATE_DEAD,        /* did not move under a load that uses it */
    CERTIFICATE_STUCK,       /* moves too seldom to be the trial's, or stopped moving */
    CERTIFICATE_BACKWARD,    /* went back */
    CERTIFICATE_DUPLICATE,   /* counts exactly as another package under a load on one of them */
    CERTIFICATE_IMPLAUSIBLE, /* a power outside [0.5 W, 1 kW], or cores above their package */
    CERTIFICATE_UNIT,        /* sysfs states a unit or a scale that is not RAPL's */
    CERTIFICATE_DISAGREES,   /* perf and powercap differ by more than 1 % + 2 ticks */
    CERTIFICATE_VERDICTS,
};

struct certificate_channel {
    enum certificate_verdict verdict;
    char reason[256];      /* in words and numbers; "" for a plain pass */
    double idle_w, load_w; /* seen while it was tried; NAN: not seen (no CPU of it allowed) */
    int64_t step_nj; /* the smallest rise seen, which is the register's own step where it moved
                        often enough; 0: it did not move */
    double powercap_ratio; /* perf's joules over powercap's; NAN where not compared */
};

struct certificate {
    struct certificate_channel channel[METER_CHANNELS_MAX];
    int64_t tick_ns; /* the refresh period of the package channels, median of the edges seen; 0:
                        none */
    int64_t read_cost_ns; /* of one meter_read() */
    char notes[1024];     /* what is odd but healthy, a sentence each */
};

/* Try every channel: some 100 ms of idling, then of a load on each package in turn, made by
 * this thread on one of the CPUs it is allowed to run on; its affinity is restored. Takes about
 * 1 s a package. Channels of a simulated or estimated meter pass with a reason that says what
 * they are. A channel that fails is given to meter_distrust(), so that it does not cost the
 * others their readings. */
int certificate_run(struct certificate *out, struct meter *meter, const char *root,
                    struct err *err);

/* PASS and IDLE do. */
bool certificate_allows(enum certificate_verdict verdict);

/* Add a sentence to the notes. */
void certificate_note(struct certificate *certificate, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* "pass", "idle", "dead" ... as stored and shown. */
const char *certificate_verdict_name(enum certificate_verdict verdict);

#endif
