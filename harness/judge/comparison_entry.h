/* SPDX-License-Identifier: MIT
 * Two cells: their ratios, how sure each is, and what a reader has to know of them. */
#ifndef COMPARISON_ENTRY_H
#define COMPARISON_ENTRY_H

#include "judge/result.h"

enum comparison_doubt {
    COMPARISON_MORE_CORES = 1 << 0, /* it or the reference kept more than one CPU busy */
    COMPARISON_QUANTISED = 1 << 1,  /* a tick of the counter is over 1 % of its joules */
    COMPARISON_FEW = 1 << 2,        /* too few trials for an exact interval */
    COMPARISON_SERIAL = 1 << 3,     /* too few blocks to merge on: it may be too narrow */
    COMPARISON_LIBRARY = 1 << 4,    /* a library or native code does the work */
    COMPARISON_UNPAIRED = 1 << 5,   /* not run in turns */
    COMPARISON_WAITED = 1 << 6,     /* it or the reference waited for a CPU, or a device */
    COMPARISON_BATCHED = 1 << 7,    /* adjacent blocks were merged: they resemble each other */
    COMPARISON_BOOTSTRAP = 1 << 8,  /* the interval by resampling is another one */
};

/* What each doubt says, by the letter that stands for it. */
struct comparison_doubt_facts {
    unsigned doubt;
    char letter;
    const char *text;
};
enum { COMPARISON_DOUBTS = 9 };
extern const struct comparison_doubt_facts comparison_doubts[COMPARISON_DOUBTS];

/* Joules of which counters: published figures differ by that alone. */
enum comparison_domains {
    COMPARISON_PACKAGE,
    COMPARISON_PACKAGE_DRAM,
    COMPARISON_CORES,
    COMPARISON_CORES_DRAM,
    COMPARISON_DOMAIN_SETS
};
const char *comparison_domains_name(enum comparison_domains domains); /* "package+dram" */

/* One of the two, and the campaign that it is of. */
struct comparison_side {
    const struct result *result;
    const struct result_cell *cell;
};

/* Of the resamples: the same on every screen. */
#define COMPARISON_SEED UINT64_C(20261123)

/* No more blocks, or means of adjacent ones, are resampled: a large campaign stays quick. */
enum { COMPARISON_CLUSTERS = 200 };

/* How entries are judged. */
struct comparison_terms {
    enum metric metric;
    double level;
    double margin;    /* a ratio less 1 that makes no difference: 0.02 */
    size_t resamples; /* of the bootstrap */
    bool for_show;    /* ratios that people are not shown are left out: see comparison.h */
};

struct comparison_entry {
    const char *value; /* of what is compared: "rust" */
    const char *name;  /* the value, and what else tells it from others in its row */
    const struct result_cell *cell, *reference;
    bool paired;                        /* run in turns */
    struct effect effect[METRIC_COUNT]; /* energy = time x power, exactly in the logs' means */
    /* Of the metric that is judged. */
    double p;          /* of no difference */
    double p_holm;     /* corrected for all entries */
    double equal_p;    /* of a difference beyond the margin: two one-sided tests */
    double equal_holm; /* corrected likewise */
    double log_se, df; /* of the mean log ratio that those are of; NAN */
    double detectable; /* the smallest ratio less 1 that it would have shown, for 80 %; NAN */
    struct interval bootstrap; /* bootstrap-t of the mean log ratio, as a ratio; NAN */
    struct effect domains[COMPARISON_DOMAIN_SETS]; /* joules of these; no pairs: not read */
    double cores, reference_cores;                 /* CPU time over wall time; NAN */
    double idle_share;                             /* of its joules, the idle machine's; NAN */
    unsigned doubts;
    size_t unit; /* entries with the same have the same reference */
};

/* All but what depends on the other entries. */
void comparison_entry_fill(struct comparison_entry *out,
                           const struct comparison_side *reference,
                           const struct comparison_side *side,
                           const struct comparison_terms *terms);

/* What it would have shown among TESTS entries, whatever Holm's correction makes of the others.
 */
void comparison_entry_finish(struct comparison_entry *entry, size_t tests, double level);

/* What is shown beside METRIC, INDEX 0 and 1: of energy its factors, else the others that are
 * always there. */
enum metric comparison_beside(enum metric metric, size_t index);

bool comparison_is_different(const struct comparison_entry *entry);
bool comparison_is_equal(const struct comparison_entry *entry); /* within the margin */

/* Whether VARIANT is of BASE ("stdlib/pcre2" of "stdlib"); of any where BASE is NULL. */
bool comparison_is_variant(const char *variant, const char *base);

#endif
