/* SPDX-License-Identifier: MIT
 * Published claims: one publication a file of results/claims, its claims with what is needed to
 * ask whether they hold. */
#ifndef CLAIM_FILE_H
#define CLAIM_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/catalog.h"
#include "catalog/manifest.h"

enum claim_kind {
    CLAIM_RATIO,       /* one language uses so many times what another does */
    CLAIM_ORDER,       /* these languages use ever more */
    CLAIM_EQUIVALENCE, /* these languages use what the reference does, within the tolerance */
    CLAIM_REVERSAL,    /* somewhere a program is faster than another and uses more energy */
    CLAIM_CORRELATION, /* one quantity explains so much of another, a point a program */
};

/* Of a correlation: what explains it. The first two are of energy, the last of power. */
enum claim_predictor {
    CLAIM_BY_TIME,           /* on logarithms */
    CLAIM_BY_TIME_AND_CORES, /* on logarithms; CPUs kept busy */
    CLAIM_BY_CACHE_MISSES,   /* a second, linear: a line with a constant, no logarithms */
};

enum claim_metric { CLAIM_ENERGY, CLAIM_TIME, CLAIM_MEMORY, CLAIM_POWER };

/* RAPL's domains, as bits: they overlap, and a study adds some of them. */
enum claim_domain {
    CLAIM_PACKAGE = 1 << 0,
    CLAIM_CORES = 1 << 1,
    CLAIM_UNCORE = 1 << 2,
    CLAIM_DRAM = 1 << 3,
    CLAIM_PSYS = 1 << 4,
};

/* What stands for a program's runs. */
enum claim_within {
    CLAIM_MEAN,
    CLAIM_MEDIAN,
    CLAIM_GEOMETRIC,   /* mean, of positive values */
    CLAIM_TRIMMED_TEN, /* Pereira et al.: the first ten, wrapped counters repaired, without
                          those of the least and the greatest package energy; their mean */
};

/* What stands for a language's programs. */
enum claim_across {
    CLAIM_RATIO_OF_MEANS, /* mean over workloads, then one over the other */
    CLAIM_GEOMETRIC_MEAN, /* of the workloads' ratios, as the next two */
    CLAIM_MEAN_OF_RATIOS,
    CLAIM_MEDIAN_OF_RATIOS,
    CLAIM_ACROSS_COUNT,
};

/* Where a language lacks a workload. */
enum claim_missing {
    CLAIM_AVAILABLE, /* each is averaged over what it has: published, though unlike is compared
                      */
    CLAIM_COMMON,    /* both are averaged over what both have */
};

struct claim {
    const char *id;       /* "family/workload" where the file has one number a workload */
    const char *sentence; /* as published, or formed for that workload */
    const char *place;    /* page or table */
    const char *note;     /* what who reads the sentence should know; NULL */
    enum claim_kind kind;
    enum claim_metric metric;
    unsigned domains;             /* of CLAIM_ENERGY and CLAIM_POWER */
    const char *const *languages; /* ratio: the language and its reference; order: all, the
                                     least first; equivalence: the reference, then all;
                                     reversal and correlation: all. Ends with NULL */
    const char *const *workloads; /* ends with NULL */
    const char *const *sizes;     /* at which it may be asked; ends with NULL */
    const char *configuration;    /* of a study's own data; NULL: any */
    enum claim_within within;
    enum claim_across across;
    enum claim_missing missing;
    enum claim_predictor by; /* of a correlation */
    double published;        /* of a ratio; of a correlation, R^2 */
    double tolerance; /* a share of it (of R^2: the same as it is), fixed before the run */
};

struct claim_book {
    const char *name, *title, *link;
    const struct claim *claims;
    size_t claim_count;
};

/* Check MANIFEST, called NAME, and fill OUT, whose strings come from ARENA. Its workloads must
 * be in CATALOG. */
int claim_file_read(struct claim_book *out, struct arena *arena,
                    const struct manifest *manifest, const char *name,
                    const struct catalog *catalog, struct err *err);

/* All files *.yaml of DIRECTORY, by name. Identifiers are distinct over all of them. */
int claim_books_load(struct claim_book **out, size_t *count, struct arena *arena,
                     const char *directory, const struct catalog *catalog, struct err *err);

/* As the files have them. */
const char *claim_across_name(enum claim_across across);
const char *claim_metric_name(enum claim_metric metric);

#endif
