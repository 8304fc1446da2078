/* SPDX-License-Identifier: MIT
 * Where variation comes from, level by level (iterations in processes in builds), and how many
 * repetitions of each level are worth their cost. Kalibera and Jones, "Rigorous benchmarking in
 * reasonable time", ISMM'13. */
#ifndef COMPONENTS_H
#define COMPONENTS_H

#include <stddef.h>

enum { COMPONENTS_LEVELS = 4 };

/* Levels from the innermost, 0, up. */
struct components {
    size_t levels, repeats[COMPONENTS_LEVELS];
    double mean;
    double squares[COMPONENTS_LEVELS];   /* S_i^2: variance of the level's means about their
                                          * common one, averaged; unbiased */
    double variances[COMPONENTS_LEVELS]; /* T_i^2 = S_i^2 - S_(i-1)^2 / r_(i-1), without bias;
                                          * so it may be below 0, which counts as 0 */
};

/* Of a balanced X: REPEATS[0] values in each unit of level 1, REPEATS[1] of those in each of
 * level 2 and so on, the units of the innermost level next to each other. LEVELS is 1 to
 * COMPONENTS_LEVELS. NAN from the first level on that has fewer than two repeats. */
void stats_components(struct components *out, const double *x, const size_t *repeats,
                      size_t levels);

/* r_i = ceil(sqrt(c_(i+1) / c_i * T_i^2 / T_(i+1)^2)): how often each level but the highest is
 * to be repeated within the next one. COST[i] is what one more unit of level i costs beside
 * what it contains. A level that does not vary gets one repetition and adds its cost to the
 * next below. REPEATS[i] is 0 where no level above varies: then only repetitions of level i
 * narrow anything. */
void stats_effort(size_t *repeats, const struct components *components, const double *cost);

#endif
