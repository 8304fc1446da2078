/* SPDX-License-Identifier: MIT
 * From a selection and the settings to the cells of a campaign. */
#ifndef CELLS_H
#define CELLS_H

#include "campaign/campaign.h"
#include "catalog/selection.h"
#include "cli/command.h"
#include "cli/paths.h"

/* Of the generator, where nothing else is asked for: the answers in workload.yaml are for it.
 */
enum { CELLS_SEED = 42 };

/* One toolchain of one runner, looked for once. */
struct found_toolchain {
    const struct runner *runner;
    const struct runner_toolchain *wanted;
    struct toolchain toolchain; /* where FOUND */
    bool found;
    const char *missing; /* why not */
};

struct cells {
    struct paths paths;
    struct catalog catalog;
    struct selected *selected;
    size_t selected_count;
    struct found_toolchain *toolchains; /* of the languages selected */
    size_t toolchain_count;
    struct found_toolchain *natives; /* of the native parts of what is selected */
    size_t native_count;
    struct campaign_cell *makers; /* of the inputs of those that read one, without N */
    size_t maker_count;
    struct campaign_cell *items;
    size_t count;
};

/* Load the catalogue and resolve the selection of CONTEXT's words. VARIANT restricts where no
 * word does; NULL: every variant. */
int cells_select(struct cells *out, struct context *context, const char *variant,
                 struct err *err);

/* Look for the toolchains that are wanted (--toolchain; the runner's first where nothing is
 * said). */
int cells_find_toolchains(struct cells *cells, struct context *context, struct err *err);

/* What builds the native part of an implementation, the first toolchain of its language; NULL:
 * there is no such part. */
const struct found_toolchain *cells_native(const struct cells *cells,
                                           const struct implementation *implementation);

/* One cell for each implementation, toolchain and set of flags at --size and --seed. A missing
 * toolchain makes a cell that is skipped; with --built, one that may come from the cache. */
int cells_make(struct cells *cells, struct context *context, struct err *err);

/* The cells of WORKLOAD alone, at a given N (SIZE: its name or NULL) and seed. */
int cells_make_for(struct cells *cells, struct context *context,
                   const struct workload *workload, const char *size, int64_t n, int64_t seed,
                   struct err *err);

void cells_free(struct cells *cells);

#endif
