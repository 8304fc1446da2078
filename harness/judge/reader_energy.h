/* SPDX-License-Identifier: MIT
 * Reads what the energy counters said of a campaign's trials: a part of reader.c. */
#ifndef READER_ENERGY_H
#define READER_ENERGY_H

#include "judge/builder.h"
#include "store/store.h"

/* When a trial was, by its machine's clock. */
struct reader_instants {
    int64_t trial;
    int64_t start_ns, end_ns;
    int64_t edge_ns,
        next_edge_ns; /* ticks: the last before it, the first after it; STORE_ABSENT */
};

/* Add the energies of the trials that BUILDER has, which are in the order of their ids;
 * INSTANTS has one for each of them, in any order. They are those of the view v_energy, whose
 * joins would take several seconds for a million trials. */
int reader_energy_load(struct builder *builder, struct reader_instants *instants,
                       struct store *store, int64_t campaign_id, struct err *err);

#endif
