/* SPDX-License-Identifier: MIT
 * The latencies of a campaign's trials, judged. The process is the unit: each gives one value a
 * figure, and intervals are over processes. */
#ifndef TAILS_H
#define TAILS_H

#include "judge/result.h"
#include "store/store.h"

enum tail_figure {
    TAIL_P50,
    TAIL_P90,
    TAIL_P99,
    TAIL_P99_9,
    TAIL_P99_99,
    TAIL_P99_999,
    TAIL_MAX,
    TAIL_PAUSES, /* runs of ticks with a latency over TAIL_PAUSE_NS, a minute of service */
    TAIL_FIGURES
};

/* The curve of the tail: what a share of 10^(-k / TAIL_STEPS) of the latencies exceeds, for
 * each k from 0, all of them, to one in a million. */
enum { TAIL_STEPS = 20, TAIL_LEVELS = 6 * TAIL_STEPS + 1 };

/* A period is sought among peaks: of so many stretches of the service those whose highest
 * latency is at least the geometric mean of a usual stretch's and the highest of all (medians
 * over processes), and twice the usual one; neighbours are one peak. The same is done with
 * median latencies in place of the highest. */
enum { TAIL_STRETCHES = 400 };

extern const int64_t tail_pause_ns; /* 5 ms */

/* "p50" ... "p99.9" ... "max", "pauses": for people. */
const char *tail_name(enum tail_figure figure);
/* "p50_ns" ... "max_ns", "pauses_per_min": as in JSON. */
const char *tail_key(enum tail_figure figure);
/* The share of latencies that a percentile exceeds: 0.01 of p99; 0 of the others. */
double tail_beyond(enum tail_figure figure);
/* 10^(-k / TAIL_STEPS). */
double tail_level(size_t k);

struct tail_cell {
    const struct result_cell *cell;
    struct result_series figure[TAIL_FIGURES];
    /* Percentiles too, by nearest rank; empty from where none lies beyond. */
    struct result_series curve[TAIL_LEVELS];
    size_t trials;
    size_t least, most; /* latencies of a process */
    /* The median of the processes' mean distances of peaks, and the p of stats_period() of all
     * of them together: twice the median of theirs, which holds however they depend on each
     * other (Rueschendorf 1982; Vovk and Wang 2020), and twice that for the two ways to look:
     * of these it is the one of the lower p. NAN where most have fewer than PERIOD_PEAKS. */
    double period_ns, period_p;
};

struct tails {
    struct result *result;   /* with every trial; NULL where COUNT is 0 */
    struct tail_cell *cells; /* those that have latencies, in their order */
    size_t count;
};

/* Of admissible trials that were not set aside. COUNT is 0 where the campaign has no latencies.
 * On success *OUT is the caller's, for tails_free(). */
int tails_load(struct tails **out, struct store *store, int64_t campaign_id, struct err *err);
void tails_free(struct tails *tails); /* accepts NULL */

/* FIGURE of CELL over that of the cell of LANGUAGE that it is compared with
 * (result_reference()), the processes of a block being a pair. No pairs where there is none, or
 * CELL is it. */
struct effect tails_ratio(const struct tails *tails, const struct tail_cell *cell,
                          enum tail_figure figure, const char *language);

/* Whether its peaks come at equal distances, at RESULT_LEVEL. */
bool tail_is_periodic(const struct tail_cell *cell);

#endif
