/* SPDX-License-Identifier: MIT
 * Makes a result from what happened. Cells and sessions are in it first; then trials and
 * energies are added; builder_finish() screens and fills the series. */
#ifndef BUILDER_H
#define BUILDER_H

#include "judge/result.h"

/* What few trials have beside. */
struct builder_counts {
    int64_t task_clock_ns; /* CPU time by that counter, where the process was not seen to
                              end; STORE_ABSENT */
    int64_t cache_misses, instructions; /* STORE_ABSENT */
    int64_t iterations;                 /* steady mode: values are of one; 0 in process mode */
};

/* There can be a million of them. */
struct builder_trial {
    int64_t id, session, ordinal, block;
    uint32_t cell; /* index */
    enum result_status status;
    int64_t wall_ns, user_ns, system_ns, max_rss_bytes; /* STORE_ABSENT */
    int64_t other_ns; /* CPU time of other programs, and what was stolen; SCREEN_UNKNOWN */
    struct builder_counts *counts;       /* NULL: none */
    uint32_t first_energy, energy_count; /* of builder_finish() */
};

/* One domain of one package and die, as one source gives it. */
struct builder_channel {
    const char *domain, *source, *resolver;
    int64_t package, die;
    bool was_read, is_chosen; /* of builder_add_energy(); of builder_finish(): a package's, of
                                 the source that is chosen */
};

/* What one channel says of one trial. */
struct builder_energy {
    int64_t trial;
    size_t channel;                    /* of builder_put_channel() */
    double gross_nj, net_nj, error_nj; /* NAN */
};

/* Zero but for RESULT, it is empty and ready. */
struct builder {
    struct result *result;
    struct builder_trial *trials;
    size_t trial_count;
    struct builder_channel *channels;
    size_t channel_count;
    struct builder_energy *energies;
    size_t energy_count;
    const char *energy_absent; /* why trials have no reading in a session with a meter; NULL */
    bool keeps_trials;         /* the result is to have each of them too */
};

/* Trials, not warm-ups, in any order. */
void builder_add_trial(struct builder *builder, const struct builder_trial *trial);
/* In the order of their ids. */
void builder_sort_trials(struct builder *builder);
/* The number of that channel, which is new or was put before. Texts are copied. */
size_t builder_put_channel(struct builder *builder, const struct builder_channel *channel);
void builder_add_energy(struct builder *builder, const struct builder_energy *energy);
/* JIFFY_NS: of the machine that measured. */
void builder_finish(struct builder *builder, int64_t jiffy_ns);
/* Frees what was added, not the result. */
void builder_free(struct builder *builder);

#endif
