/* SPDX-License-Identifier: MIT
 * Makes a result from what happened. Cells and sessions are in it first; then trials and
 * energies are added; builder_finish() screens and fills the series. */
#ifndef BUILDER_H
#define BUILDER_H

#include "judge/result.h"

struct builder_trial {
    int64_t id, session, ordinal, block;
    size_t cell;        /* index */
    const char *status; /* as stored */
    int64_t wall_ns, user_ns, system_ns, max_rss_bytes, other_cpu_ns,
        steal_ns;          /* STORE_ABSENT */
    int64_t task_clock_ns; /* CPU time by that counter, where the process was not seen to
                              end; STORE_ABSENT */
    int64_t cache_misses, instructions; /* STORE_ABSENT */
    int64_t iterations;        /* steady mode: values are of one; 0 or less in process mode */
    const char *energy_absent; /* why it has no reading in a session with a meter; NULL */
};

/* What one channel says of one trial. */
struct builder_energy {
    int64_t trial, package, die;
    const char *domain, *source, *resolver;
    double gross_nj, net_nj, error_nj; /* NAN */
};

/* Zero but for RESULT, it is empty and ready. */
struct builder {
    struct result *result;
    struct builder_trial *trials;
    size_t trial_count;
    struct builder_energy *energies;
    size_t energy_count;
    bool keeps_trials; /* the result is to have each of them too */
};

/* Trials, not warm-ups, in any order. Texts are copied. */
void builder_add_trial(struct builder *builder, const struct builder_trial *trial);
void builder_add_energy(struct builder *builder, const struct builder_energy *energy);
/* JIFFY_NS: of the machine that measured. */
void builder_finish(struct builder *builder, int64_t jiffy_ns);
/* Frees what was added, not the result. */
void builder_free(struct builder *builder);

#endif
