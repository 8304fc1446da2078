/* SPDX-License-Identifier: MIT
 * What the energy channels say of each trial: a part of builder.c. */
#ifndef BUILDER_ENERGY_H
#define BUILDER_ENERGY_H

#include "judge/builder.h"

/* What the channels say of one trial. */
struct builder_reading {
    const struct builder_energy *energies;
    size_t count;
    double gross_nj, net_nj, error_nj; /* the packages of the chosen source together */
    size_t packages;
};

/* The machine's energy comes from one source, the best that gave a package. */
void builder_choose_source(struct builder *builder);
/* The readings of each trial, in the order of the trials; for free(). */
struct builder_reading *builder_readings(struct builder *builder);
/* Package channels that a session reads; a sum with fewer would be of less than the machine. */
size_t builder_packages_of_session(const struct builder *builder,
                                   const struct builder_reading *all, int64_t session);
/* What one value is of the trial's: all of it, or one iteration's share. */
double builder_share_of(const struct builder_trial *trial);
void builder_add_channels(struct result_cell *cell, const struct builder_trial *trial,
                          const struct builder_reading *reading);
/* How many channels of DOMAIN the chosen source gave of a trial, and their sum. */
size_t builder_sum_domain(const struct result *result, const struct builder_reading *reading,
                          const char *domain, double *nj);
/* NAN adds nothing. */
void builder_add_value(struct result_series *series, int64_t block, double value);

#endif
