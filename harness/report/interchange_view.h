/* SPDX-License-Identifier: MIT
 * What the writers of foreign formats share: names, quantities, the samples in run order. */
#ifndef INTERCHANGE_VIEW_H
#define INTERCHANGE_VIEW_H

#include <jansson.h>

#include "base/arena.h"
#include "base/text.h"
#include "judge/result.h"

/* In base SI units: seconds, bytes, joules. */
enum interchange_quantity {
    QUANTITY_WALL,
    QUANTITY_CPU,
    QUANTITY_MEMORY,
    QUANTITY_ENERGY, /* that of enum result_domain's first, and so on */
    QUANTITIES = QUANTITY_ENERGY + RESULT_DOMAINS
};

/* Joules by where they are from. */
enum interchange_origin { ORIGIN_MEASURED, ORIGIN_ESTIMATED, ORIGIN_SIMULATED, ORIGINS };

struct interchange_cell {
    const struct result_cell *cell;
    const char *name;                   /* "n-body/rust/variant=tuned" */
    const struct result_trial **trials; /* admissible, in run order */
    size_t count;
    struct {
        const char *key, *value;
    } parts[4]; /* what tells it from others of its workload and language */
    size_t part_count;
};

struct interchange_view {
    struct arena arena;
    const struct result *result;
    enum interchange_origin origin;
    bool variants, toolchains, flags, sizes; /* tell cells apart */
    struct interchange_cell *cells;          /* with an admissible trial */
    size_t cell_count;
    bool nothing; /* set by a writer that has no place for any of the values */
};

void interchange_view_make(struct interchange_view *view, const struct result *result);
void interchange_view_free(struct interchange_view *view);

/* "wall", "cpu", "max-rss", "package-energy", "estimated-dram-energy" ... */
const char *interchange_quantity_name(struct interchange_view *view,
                                      enum interchange_quantity quantity);
/* "s", "B" or "J". */
const char *interchange_quantity_unit(enum interchange_quantity quantity);
/* The joules that NAME ("simulated-package-energy", without the last part too) is of; false:
 * of none. */
bool interchange_energy_parse(const char *name, enum result_domain *domain,
                              enum interchange_origin *origin);

/* NAN: not recorded. */
double interchange_value(const struct result_trial *trial, enum interchange_quantity quantity);
/* Whether all samples of CELL have it: one without its neighbour's value is another sample. */
bool interchange_has(const struct interchange_cell *cell, enum interchange_quantity quantity);
/* Median and interval as show has them, in base SI units; false: there is none. */
bool interchange_figure(const struct interchange_cell *cell, enum interchange_quantity quantity,
                        struct result_figure *out);

/* The samples of QUANTITY as a list. */
json_t *interchange_list(const struct interchange_cell *cell,
                         enum interchange_quantity quantity);
/* The same as a list a process: imported iterations of one share its block. */
json_t *interchange_processes(const struct interchange_cell *cell,
                              enum interchange_quantity quantity);
/* Whether the trial before is of the same process. */
bool interchange_goes_on(const struct interchange_cell *cell, size_t trial);
/* Its own in run order, for free(). */
double *interchange_values(const struct interchange_cell *cell,
                           enum interchange_quantity quantity);

/* What the name does not say whole: "workload", "language", "variant", "toolchain", "flags",
 * "size", "n", those that are known; "n" is a text too where TEXTS. */
void interchange_add_identity(json_t *object, const struct interchange_cell *cell, bool texts);
/* Where it all is from: "polyjoule_campaign", "energy_source" ..., texts. */
void interchange_add_origin(json_t *object, const struct interchange_view *view);

/* DOCUMENT, which is released, at the end of OUT. */
void interchange_add_json(struct text *out, json_t *document);

/* The formats; one a row of interchange.c's table. */
typedef void interchange_writer(struct text *out, struct interchange_view *view);
interchange_writer interchange_hyperfine, interchange_go, interchange_pyperf,
    interchange_google, interchange_jmh, interchange_rebench, interchange_bencher,
    interchange_github, interchange_openmetrics;

#endif
