/* SPDX-License-Identifier: MIT
 * Does a series of iterations in one process settle, and from where on? After Barrett,
 * Bolz-Tereick, Killick, Mount and Tratt, "Virtual machine warmup blows hot and cold",
 * OOPSLA'17. */
#ifndef STEADY_H
#define STEADY_H

#include <stddef.h>

enum steadiness {
    STEADY_FLAT,     /* from the first iteration on */
    STEADY_WARMUP,   /* nothing before is faster */
    STEADY_SLOWDOWN, /* something before is faster */
    STEADY_NEVER,    /* not before the last quarter, or fewer than 8 iterations: whole processes
                      * are    all that can be compared */
};

struct steady {
    enum steadiness kind;
    size_t start; /* first iteration of the steady part; the number of iterations for NEVER */
    size_t segments; /* that the change points make */
    size_t masked;   /* outliers that were not looked at; they stay in the data */
};

/* Of N costs (times, joules) in the order they were measured. Masked is what is beyond
 * median -+ 3 (P90 - P10) of the 200 iterations around it, past the first 200 (the first half
 * of a shorter series), which may be warming up. Change points are those of stats_breaks() at
 * 15 ln n. The steady part is the last segment and those just before it whose means are the
 * same: their 99 % intervals meet, or they differ by at most the share TOLERANCE. (The paper
 * takes mean -+ variance for that, which has no unit.) */
void stats_steady(struct steady *out, const double *x, size_t n, double tolerance);

/* "flat", "warmup", "slowdown", "no steady state" */
const char *stats_steadiness_name(enum steadiness kind);

#endif
