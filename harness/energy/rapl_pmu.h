/* SPDX-License-Identifier: MIT
 * What sysfs tells of the perf PMU "power": its type, and for each domain the code, the scale
 * and the unit. */
#ifndef RAPL_PMU_H
#define RAPL_PMU_H

#include <stddef.h>
#include <stdint.h>

#include "energy/meter.h"
#include "energy/places.h"

enum { RAPL_SCALE_SHIFT = 32 }; /* counts of 2^-32 J: arch/x86/events/rapl.c */

struct rapl_event {
    enum meter_domain domain;
    uint64_t config;
    int shift;        /* a count is 2^-shift J; 0 where there is a defect */
    char defect[160]; /* why no joule may come from it, "" nothing */
};

struct rapl_pmu {
    uint32_t type;
    int mask[PLACES_MAX]; /* cpumask, ascending */
    size_t mask_count;    /* 0 where it cannot be read */
    struct rapl_event event[METER_DOMAINS];
    size_t count;
};

/* -ENODEV where the machine below ROOT has no such PMU. */
int rapl_pmu_read(struct rapl_pmu *out, const char *root, struct err *err);

/* "energy-pkg" of sysfs and "RAPL_ENERGY_PKG" of libpfm4. */
const char *rapl_event_name(enum meter_domain domain);
const char *rapl_pfm_name(enum meter_domain domain);

/* "event=0x02" in the format "config:0-7" to the config. */
int rapl_parse_event(uint64_t *config, const char *text, const char *format, struct err *err);

/* "2.3283064365386962890625e-10" to 32. -EINVAL for what is no power of two from 2^-40 to
 * 2^-10 J. */
int rapl_parse_scale(int *shift, const char *text, struct err *err);

/* A difference of counts of 2^-SHIFT J in nanojoules, rounded towards 0, negative where the
 * counter went back. */
int64_t rapl_nj(uint64_t count, int shift);

#endif
