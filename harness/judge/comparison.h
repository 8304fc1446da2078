/* SPDX-License-Identifier: MIT
 * Cells of one campaign, or of two, against those that differ from them in one thing alone: the
 * language, the variant, the toolchain, the flags or the campaign. */
#ifndef COMPARISON_H
#define COMPARISON_H

#include "judge/result.h"

enum comparison_by {
    COMPARISON_LANGUAGE, /* toolchains differ with it */
    COMPARISON_VARIANT,
    COMPARISON_TOOLCHAIN,
    COMPARISON_FLAGS,
    COMPARISON_CAMPAIGN,
    COMPARISON_COMMAND, /* of a measure campaign */
};

/* "language" ...; -EINVAL for others. */
int comparison_by_parse(enum comparison_by *out, const char *name, struct err *err);

/* What a reader has to know of an entry. */
enum comparison_doubt {
    COMPARISON_MORE_CORES = 1 << 0, /* it or the reference kept more than one CPU busy */
    COMPARISON_QUANTISED = 1 << 1,  /* a tick of the counter is over 1 % of its joules */
    COMPARISON_FEW = 1 << 2,        /* too few trials for an exact interval */
    COMPARISON_SERIAL = 1 << 3,     /* blocks resemble their neighbours: it may be too narrow */
    COMPARISON_LIBRARY = 1 << 4,    /* a library or native code does the work */
    COMPARISON_UNPAIRED = 1 << 5,   /* not run in turns */
    COMPARISON_WAITED = 1 << 6,     /* it or the reference waited for a CPU, or a device */
};

struct comparison_entry {
    const char *value; /* of what is compared: "rust" */
    const struct result_cell *cell, *reference;
    struct effect effect[METRIC_COUNT]; /* energy = time x power, exactly in the logs' means */
    double p;                           /* of no difference in the comparison's metric */
    double p_holm;                      /* corrected for all entries */
    double cores, reference_cores;      /* CPU time over wall time; NAN */
    double idle_share;                  /* of its joules, the idle machine's; NAN */
    unsigned doubts;
};

struct comparison_row {
    const char *name; /* what its cells have in common, as far as it tells rows apart */
    struct comparison_entry *entries;
    size_t entry_count;
};

/* One value over all rows that have it. */
struct comparison_suite {
    const char *value;
    size_t rows;
    struct effect programs, suite; /* geometric mean: for other programs; for these */
    double mean, median;           /* of the ratios */
    double sums;                   /* sum of the medians over that of the reference */
    double low, high;              /* the geometric mean without any one row */
};

struct comparison {
    struct arena arena;
    enum comparison_by by;
    enum metric metric; /* what is judged: energy where it is measured, else wall time */
    const char *reference;
    struct comparison_row *rows;
    size_t row_count;
    struct comparison_suite *suites;
    size_t suite_count;
    size_t tests; /* that Holm's correction was made for */
};

struct comparison_request {
    enum comparison_by by;
    const char *reference; /* value of it; NULL: the first (c for languages) */
    const char *variant;   /* a base: those alone; NULL: all */
    enum metric metric;
    double level;
};

/* OTHER is NULL but for COMPARISON_CAMPAIGN, where the reference is RESULT. Both must outlive
 * what comes out. -ENOENT: nothing to compare. */
int comparison_make(struct comparison **out, const struct result *result,
                    const struct result *other, const struct comparison_request *request,
                    struct err *err);
void comparison_free(struct comparison *comparison); /* accepts NULL */

#endif
