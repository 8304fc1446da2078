/* SPDX-License-Identifier: MIT
 * Campaigns of one or several databases in order of time: a series for each cell, metric and
 * machine, and what changed in it. */
#ifndef HISTORY_H
#define HISTORY_H

#include "judge/history_change.h"
#include "judge/result.h"
#include "judge/unlike.h"
#include "store/store.h"

#define HISTORY_ALPHA 0.001
#define HISTORY_SEED UINT64_C(20261201)

struct history_source {
    const char *name; /* as given */
    struct store *store;
};

struct history_request {
    enum metric metrics[METRIC_COUNT];
    size_t metric_count;   /* 0: energy where most campaigns measured it, else wall time */
    int64_t since_unix_ns; /* STORE_ABSENT: from the beginning */
    struct history_terms terms;
};

/* One as machine rows tell it from others: processors, CPUs, memory in whole GiB, hypervisor;
 * neither kernel nor microcode. */
struct history_machine {
    const char *fingerprint;              /* SHA-256, in hexadecimal */
    const struct result_session *session; /* of the first campaign there */
};

struct history_campaign {
    const char *database; /* its source's name */
    struct result *result;
    size_t machine;
};

/* A campaign's value: the median of the trials that count. */
struct history_point {
    const struct history_campaign *campaign;
    const struct result_cell *cell;
    struct result_figure figure;
};

/* A program at one size in one mode, with one compiler whatever its version, or a command. */
struct history_series {
    const char *name; /* "n-body/rust", and what else tells it from others here */
    enum metric metric;
    const char *energy_source; /* joules of two sources are two series; NULL: no joules */
    size_t machine;
    struct history_point *points; /* in order of time */
    size_t count;
    struct history_change *changes; /* in the order of points */
    size_t change_count;
    double
        detectable; /* the least shift in its middle that Welch's test would show at alpha with
                       80 %, as a ratio less 1; NAN where there are too few points for any */
};

struct history_alert {
    size_t series;
    const struct history_change *change;
    /* A shift lies between the two; a drift began about the first and was certain at the
     * second. */
    const struct history_point *before, *after;
    struct unlike *beside; /* in what else the two differ: the compiler's version, the kernel */
    size_t beside_count;
    bool decides; /* neither estimated nor simulated */
};

struct history {
    struct arena arena;
    struct history_request request; /* with the metrics that were chosen */
    struct history_machine *machines;
    size_t machine_count;
    struct history_campaign *campaigns; /* in order of time */
    size_t campaign_count;
    struct history_series *series; /* by name, metric and machine */
    size_t series_count;
    struct history_alert *alerts; /* in order of time */
    size_t alert_count;
    /* What is not in it. */
    size_t imported;     /* campaigns of studies: when they were measured is not known */
    size_t moved;        /* campaigns that ran on several machines */
    size_t repeated;     /* campaigns that another database has too */
    size_t not_positive; /* points that have no logarithm */
};

/* Memory grows with the number of trials. SOURCES must outlive *OUT, which is the caller's, for
 * history_free(). -ENOENT: no campaign has a value. */
int history_make(struct history **out, const struct history_source *sources, size_t count,
                 const struct history_request *request, struct err *err);
void history_free(struct history *history); /* accepts NULL */

/* How many of series I's changes, or of all where I is SIZE_MAX, are of a kind. */
size_t history_count(const struct history *history, size_t i, enum history_kind kind);

/* Series with fewer points than a shift takes to be seen. */
size_t history_short(const struct history *history);

#endif
