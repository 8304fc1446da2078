/* SPDX-License-Identifier: MIT
 * A campaign in memory, judged: what was run, what counts, the values by cell and metric. */
#ifndef RESULT_H
#define RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "judge/metric.h"
#include "judge/screen.h"
#include "stats/effect.h"

#define RESULT_LEVEL 0.95

enum result_status {
    RESULT_OK,
    RESULT_WRONG_ANSWER,
    RESULT_EXIT,
    RESULT_SIGNAL,
    RESULT_TIMEOUT,
    RESULT_NOT_STARTED,
    RESULT_LEFT_CHILDREN,
    RESULT_OUTPUT_OVERFLOW,
    RESULT_DISTURBED,
    RESULT_STATUSES,
};

/* "ok", "wrong-answer" ... as stored. */
const char *result_status_name(enum result_status status);
enum result_status
result_status_parse(const char *name); /* RESULT_DISTURBED for no such name */

struct result_value {
    int64_t block;
    double value;
};

/* One metric of one cell over its admissible trials that were not set aside, in the order of
 * blocks. */
struct result_series {
    struct result_value *values;
    size_t count;
    const char *reason; /* why there is none; NULL where COUNT > 0 */
};

/* Median of a series with its exact interval. */
struct result_figure {
    double median; /* NAN for an empty series */
    struct interval ci;
    size_t count;
    size_t needs; /* the fewest values that give an interval */
};

struct result_figure result_figure(const struct result_series *series);
/* The values alone, for the caller to free(). */
double *result_values(const struct result_series *series);

/* The replicates: the mean of each process's values. Imported iterations of one process share
 * its block; of what ran here each trial is a process. Values of 0 or less, which have no
 * logarithm, are left out. For free(). */
double *result_process_means(const struct result_series *series, size_t *count);
/* Their logarithms. */
double *result_process_logs(const struct result_series *series, size_t *count);

enum result_domain {
    RESULT_PACKAGE,
    RESULT_CORES,
    RESULT_UNCORE,
    RESULT_DRAM,
    RESULT_PSYS,
    RESULT_DOMAINS
};

/* "package" ..., as stored. */
const char *result_domain_name(enum result_domain domain);

/* One trial as it was, for who asks more of it than a metric. NAN: not recorded. */
struct result_trial {
    size_t cell; /* index */
    int64_t block;
    enum result_status status;
    bool aside;
    double wall_ns, cpu_ns, max_rss_bytes;
    double user_ns, system_ns; /* of cpu_ns, where it was told apart */
    double cache_misses;       /* of the last level, counted all the time */
    double nj[RESULT_DOMAINS]; /* gross, all packages together; of the result's source */
};

/* One domain of one package and die, as one source gave it. */
struct result_channel {
    const char *domain, *source, *resolver;
    int64_t package, die;
    struct result_series nj, net_nj, error_nj; /* the error: one tick of energy */
    bool quantised;                            /* the median error exceeds 1 % of the median */
};

struct result_cell {
    int64_t ordinal;
    const char *label;                                        /* "n-body/rust", or a command */
    const char *workload, *language, *variant, *flags, *size; /* NULL in measure */
    int64_t n, seed, threads;                                 /* STORE_ABSENT */
    const char *toolchain, *toolchain_version;                /* "gcc 12.2.0" and all it says */
    const char *argv;                                         /* JSON; NULL until built */
    const char *skipped; /* why it was not run; NULL: it was */
    bool imported;       /* measured by others, and in no order of ours: nothing is paired */
    int64_t work;        /* of one run, in WORK_UNITs; STORE_ABSENT: not known */
    const char *work_unit;
    const struct result_trial *trials; /* its own of the result's, in the order of blocks */
    size_t trial_count;
    size_t planned, done, admissible, aside;
    size_t status[RESULT_STATUSES];
    struct result_series metric[METRIC_COUNT];
    struct result_series set_aside[METRIC_COUNT]; /* what was screened out, for the eye */
    struct result_channel *channels;
    size_t channel_count;
    struct result_series energy_error_nj; /* of METRIC_ENERGY */
    bool quantised;                       /* METRIC_ENERGY is */
};

struct result_session {
    int64_t id, started_unix_ns, uid;
    const char *energy_source, *energy_reason, *counters_absent, *notes;
    const char *cpu_model, *hypervisor, *kernel, *os, *microcode, *governor;
    int64_t packages, cores, threads, memory_bytes, turbo, smt;
};

/* A counter that failed its certificate: no joule is its. */
struct result_untrusted {
    const char *domain, *verdict, *reason;
    int64_t package, die;
};

struct result {
    struct arena arena; /* of all that is reached from here */
    int64_t id, seed, created_unix_ns;
    bool imported; /* a study's own measurements */
    const char *uuid, *kind, *selection, *mode, *tool_version, *state, *state_reason;
    struct result_session *sessions;
    size_t session_count;
    struct result_untrusted *untrusted;
    size_t untrusted_count;
    const char **notes; /* of an imported one: what its files cannot tell */
    size_t note_count;
    struct result_cell *cells;
    size_t cell_count;
    struct result_trial *trials; /* cell by cell; NULL unless they were asked for */
    size_t trial_count;
    struct screen_report screen;
    /* Of the metrics made of energy: the one source they come from, the best that there is.
     * "absent", with the reason, where there is none. */
    const char *energy_source, *energy_reason, *energy_resolver;
    size_t energy_trials_elsewhere; /* trials with energy of another source, left out of them */
    size_t blocks;                  /* with at least one admissible trial */
};

/* Whether there are joules, from whatever source. */
bool result_has_energy(const struct result *result);

/* Whether SOURCE is a measurement, not an estimate or a simulation. */
bool result_is_measured(const char *source);

/* Trials that neither ended well nor were disturbed. */
size_t result_failed(const struct result_cell *cell);

/* What both have in a block, where neither value is 0 or less; for free(). */
struct result_pairs {
    double *a, *b;
    size_t count;
};
struct result_pairs result_pairs(const struct result_cell *a, const struct result_cell *b,
                                 enum metric metric);

/* The trials in the block of both: B over A. Values that are not positive give no pair.
 * Blocks that resemble their neighbours are merged first (stats_batched_ratio()). Imported ones
 * are not paired: they were not run in turns. */
struct effect result_ratio(const struct result_cell *a, const struct result_cell *b,
                           enum metric metric, double level);

/* The same of trials that did not run in turns, whatever their blocks: Welch's, on logs. */
struct effect result_ratio_unpaired(const struct result_cell *a, const struct result_cell *b,
                                    enum metric metric, double level);

/* The cell that CELL is compared with: of LANGUAGE, of the same workload, size, N and seed and
 * of its variant (tags after "/" aside), with the same flags where there is one, else the
 * first; the runner's first toolchain comes first. In a measure campaign, where LANGUAGE is
 * NULL, the first command. NULL where there is none. */
const struct result_cell *result_reference(const struct result *result,
                                           const struct result_cell *cell,
                                           const char *language);

/* The empty program of CELL's language, and of its toolchain where there are several: what
 * starting alone costs. NULL where the campaign has none, or CELL is it. */
const struct result_cell *result_startup(const struct result *result,
                                         const struct result_cell *cell);

/* Cells by label (or "workload/language"); NULL where there is none. */
const struct result_cell *result_find(const struct result *result, const char *label);

void result_free(struct result *result); /* accepts NULL */

#endif
