/* SPDX-License-Identifier: MIT
 * The quantities that are compared: their names, keys and units. */
#ifndef METRIC_H
#define METRIC_H

#include "base/err.h"
#include "base/units.h"

enum metric {
    METRIC_WALL,
    METRIC_CPU,    /* user and system time of the process and the children it waited for */
    METRIC_MEMORY, /* peak resident set */
    METRIC_INSTRUCTIONS, /* that perf counted all the time */
    METRIC_ENERGY,       /* gross, all packages of the machine together */
    METRIC_NET_ENERGY,   /* less idle power times wall time */
    METRIC_POWER,        /* gross energy over wall time */
    METRIC_COUNT,
};

struct metric_facts {
    const char *name;  /* as typed: "wall" */
    const char *key;   /* in JSON and CSV: "wall_ns" */
    const char *title; /* "Wall time" */
    const char *noun;  /* in a sentence: "wall time" */
    enum unit unit;
};

const struct metric_facts *metric_facts(enum metric metric);

/* -EINVAL, with the names that there are. */
int metric_parse(enum metric *out, const char *name, struct err *err);

#endif
