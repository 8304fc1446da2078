/* SPDX-License-Identifier: MIT
 * What changed in one series over time: shifts from one level to another, and slow drift. */
#ifndef HISTORY_CHANGE_H
#define HISTORY_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/effect.h"

enum history_kind { HISTORY_SHIFT, HISTORY_DRIFT };

struct history_change {
    enum history_kind kind;
    size_t from; /* a shift: the first point of the new level; a drift: about its first */
    size_t seen; /* a drift: the point at which it was certain; a shift: FROM */
    struct effect
        size;       /* a shift: the level after it over the one before, each up to the next
                       shift; a drift: the last points over the first ones. Welch, on logs */
    bool confirmed; /* a shift: PELT finds one there too */
};

struct history_terms {
    double alpha; /* of each division of a series; of its drift */
    double level; /* of the intervals */
    uint64_t seed;
};

/* A drift is looked for in parts of HISTORY_PART points or more between two shifts, against
 * their first HISTORY_BASELINE: CUSUM with a slack of HISTORY_SLACK standard deviations, and
 * the limit that a series without drift exceeds with a probability of ALPHA even where those
 * first points are three standard errors off; no point counts as more than HISTORY_MOST off.
 * PELT is asked for changes of mean and spread at
 * 3 ln n, and confirms what it finds no more than HISTORY_NEAR points away. */
enum {
    HISTORY_BASELINE = 30,
    HISTORY_PART = 40,
    HISTORY_SLACK = 1,
    HISTORY_MOST = 4,
    HISTORY_NEAR = 3
};

/* What changed in N positive VALUES, in order, into OUT, which has room for 2 N; how many. */
size_t history_change_find(struct history_change *out, const double *values, size_t n,
                           const struct history_terms *terms);

/* The fewest points of which permutations can say anything at ALPHA: two ways in C(n, n/2). */
size_t history_change_needs(double alpha);

/* Permutations for ALPHA, 999 at least. */
size_t history_change_permutations(double alpha);

#endif
