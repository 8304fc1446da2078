/* SPDX-License-Identifier: MIT
 * An energy meter: a set of channels (a domain of a package or die) whose readings only grow.
 */
#ifndef METER_H
#define METER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct meter;

enum { METER_CHANNELS_MAX = 64 };

/* Never summed: psys holds the packages, a package holds its cores and uncore, dram stands
 * beside its package. */
enum meter_domain {
    METER_PACKAGE,
    METER_CORES,
    METER_UNCORE,
    METER_DRAM,
    METER_PSYS,
    METER_DOMAINS,
};

enum meter_source {
    METER_RAPL_PERF,
    METER_RAPL_POWERCAP,
    METER_SIMULATED,
    METER_ESTIMATED,
};

struct meter_channel {
    enum meter_domain domain;
    int package, die; /* psys: package 0; die 0 where the machine does not divide packages */
    int cpu;          /* on which the counter is read; -1 where that does not matter */
    enum meter_source source;
    const char *
        resolver; /* who named the counter: "libpfm4", "sysfs", "powercap", "script", "model" */
    char event[128];  /* its name there */
    int64_t step_nj;  /* the smallest amount the interface can show; the register's own step, 15
                         to 61 uJ, may be larger */
    char defect[160]; /* what is wrong with it at opening, "" nothing: a channel with a defect
                         is listed, fails the certificate as `unit`, and always reads 0 */
};

struct meter_options {
    const char *root;   /* below which sysfs is read, "" for the machine */
    const char *source; /* "rapl-perf", "rapl-powercap", "simulated:FILE", "estimated" or NULL:
                           perf, else powercap */
    double idle_w, max_w;             /* estimated: the line's ends for the whole machine */
    int64_t (*clock_ns)(void *clock); /* tests: the time, instead of clock_now_ns() */
    void *clock;
};

/* Open the counters. Everything that needs a privilege happens here.
 * On success *OUT is owned by the caller, who gives it to meter_close().
 * -ENODEV: the machine has none; -EACCES: it has, but not for us: ERR says which and the one
 * command that would allow it. ERR is then the reason stored beside absent joules. */
int meter_open(struct meter **out, const struct meter_options *options, struct err *err);

/* The channels, in the order of meter_read(); owned by the meter. */
size_t meter_channels(const struct meter *meter, const struct meter_channel **out);

/* What was odd at opening but does not stop it, a sentence each; "" nothing. */
const char *meter_notes(const struct meter *meter);

/* Read every channel into NJ, nanojoules since meter_open(). Allocates nothing. To be called
 * every 10 s at most while a window is open: a counter may wrap, and the kernel's own may step
 * back (ENERGY.md 2.4).
 * -EIO where a channel is below its previous reading, where a package's has not moved for
 * 250 ms, or where perf did not count all the time: ERR names the channel, and what lies
 * between the last good reading and this one has no joules. NJ is filled all the same, and the
 * next reading is judged against this one, so that later trials may be good again. */
int meter_read(struct meter *meter, int64_t nj[static METER_CHANNELS_MAX], struct err *err);

/* Read until CHANNEL changes and leave that reading in NJ; *OUT_NS is the time just after the
 * change. A change seen by a reading that was interrupted is passed over. -ETIME when nothing
 * changed for GIVE_UP_NS; NJ then holds the last reading: a counter that stopped is found so at
 * the edge after a trial, which then has no joules. -EIO as meter_read(). */
int meter_edge(struct meter *meter, size_t channel, int64_t give_up_ns,
               int64_t nj[static METER_CHANNELS_MAX], int64_t *out_ns, struct err *err);

/* From now on meter_read() does not judge this channel: the certificate has, and its joules are
 * not used. */
void meter_distrust(struct meter *meter, size_t channel);

/* The package channel of the package (or die) that CPU belongs to; -1 where there is none. */
int meter_package_of_cpu(const struct meter *meter, int cpu);

/* "package", "cores", ... and "rapl-perf", ... as they are stored and shown. */
const char *meter_domain_name(enum meter_domain domain);
const char *meter_source_name(enum meter_source source);

/* Accepts NULL. */
void meter_close(struct meter *meter);

#endif
