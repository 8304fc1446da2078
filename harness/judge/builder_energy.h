/* SPDX-License-Identifier: MIT
 * What the energy channels say of each trial: a part of builder.c. */
#ifndef BUILDER_ENERGY_H
#define BUILDER_ENERGY_H

#include "judge/builder.h"

/* The packages of the chosen source together, in one trial. */
struct builder_reading {
    double gross_nj, net_nj, error_nj;
    size_t packages;
};

/* Where a trial's values go: into series of at most ROOM values. */
struct builder_place {
    struct arena *arena;
    size_t room;
    int64_t block;
};

/* NAN adds nothing. */
void builder_add_value(struct result_series *series, const struct builder_place *place,
                       double value);

/* Give each trial its energies; the trials are in the order of their ids afterwards. */
void builder_give_energies(struct builder *builder);
/* The machine's energy comes from one source, the best that gave a package. */
void builder_choose_source(struct builder *builder);
/* After both. */
struct builder_reading builder_reading_of(const struct builder *builder,
                                          const struct builder_trial *trial);
/* Package channels that a session reads; a sum with fewer would be of less than the machine. */
size_t builder_packages_of_session(const struct builder *builder, int64_t session);
/* What one value is of the trial's: all of it, or one iteration's share. */
double builder_share_of(const struct builder_trial *trial);
void builder_add_channels(const struct builder *builder, struct result_cell *cell,
                          const struct builder_trial *trial, const struct builder_place *place);
/* How many channels of DOMAIN the chosen source gave of a trial, and their sum. */
size_t builder_sum_domain(const struct builder *builder, const struct builder_trial *trial,
                          const char *domain, double *nj);
#endif
