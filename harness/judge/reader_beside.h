/* SPDX-License-Identifier: MIT
 * Reads what stands beside a campaign's trials in tables of its own: a part of reader.c. */
#ifndef READER_BESIDE_H
#define READER_BESIDE_H

#include "judge/builder.h"
#include "store/store.h"

/* What a visitor of such rows is given. */
struct reader_beside {
    struct builder *builder;
    size_t at; /* in its trials: that of the row before */
    void *context;
};

/* Run QUERY, whose parameters are :first and :last, over the trials that BUILDER has. Both they
 * and its rows are in the order of the trials' ids. */
int reader_beside_visit(struct builder *builder, struct store *store, const char *query,
                        int (*visit)(void *beside, const struct store_row *row,
                                     struct err *err),
                        void *context, struct err *err);
/* The trial of that id. NULL: it is a warm-up, an idle window or another campaign's. */
struct builder_trial *reader_beside_trial(struct reader_beside *beside, int64_t id);

/* Give the trials their counts and iterations; they are in the order of their ids. */
int reader_beside_load(struct builder *builder, struct store *store, struct err *err);

#endif
