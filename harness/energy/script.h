/* SPDX-License-Identifier: MIT
 * The power model of a simulated meter, and the faults that it plays. README.md has the
 * language. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <stddef.h>
#include <stdint.h>

#include "energy/meter.h"

struct script_channel {
    enum meter_domain domain;
    int package, die;
    int64_t idle_mw, busy_mw; /* power, and power for each busy CPU of the package */
    int64_t tick_ns;          /* how often the counter is refreshed */
    int64_t step_nj;          /* the counter's step */
    int64_t back_nj, back_ns; /* goes back so far, so often; 0: never */
    int64_t freeze_ns;        /* moves no more from then on; 0: never */
};

struct script {
    struct script_channel channel[METER_CHANNELS_MAX];
    size_t count;
};

/* -EINVAL with the number of the line that is wrong. */
int script_parse(struct script *out, const char *text, struct err *err);

/* What the counter shows T_NS after its start, when CPUs of the package were busy for BUSY_NS
 * in all. */
int64_t script_energy_nj(const struct script_channel *channel, int64_t t_ns, int64_t busy_ns);

#endif
