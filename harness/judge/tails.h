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

extern const int64_t tail_pause_ns;  /* 5 ms */
extern const int64_t tail_window_ns; /* 100 ms: whose maxima are asked for a period */

/* "p50_ns" ... "max_ns", "pauses_per_min": as in JSON. */
const char *tail_key(enum tail_figure figure);

struct tail_cell {
    const struct result_cell *cell;
    struct result_series figure[TAIL_FIGURES];
    size_t trials;
    /* The median of the processes' periods (stats_period() of the maxima of windows), and the p
     * of all of them together: twice the median of theirs, which holds however they depend on
     * each other (Rueschendorf 1982; Vovk and Wang 2020). NAN where no process has one. */
    double period_ns, period_p;
};

struct tails {
    struct result *result;
    struct tail_cell *cells; /* those that have latencies, in their order */
    size_t count;
};

/* Of admissible trials that were not set aside. COUNT is 0 where the campaign has no latencies.
 * On success *OUT is the caller's, for tails_free(). */
int tails_load(struct tails **out, struct store *store, int64_t campaign_id, struct err *err);
void tails_free(struct tails *tails); /* accepts NULL */

#endif
