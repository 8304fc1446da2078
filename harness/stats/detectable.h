/* SPDX-License-Identifier: MIT
 * What a comparison of pairs can find, and how many pairs it takes. */
#ifndef DETECTABLE_H
#define DETECTABLE_H

#include <stddef.h>

/* What is to be found and how surely. */
struct detection {
    double alpha; /* of a one-sided test; half of a two-sided one's */
    double power; /* probability to find it, 0.8 */
};

/* The smallest shift that N differences with standard deviation SD reveal:
 * (t_(1-alpha) + t_power) sd / sqrt(n), t with n - 1 degrees of freedom; for many pairs the
 * (z_(1-alpha) + z_power) sd / sqrt(n) of STATISTICS.md 4. In the unit of SD. NAN for n < 2. */
double stats_detectable(double sd, size_t n, const struct detection *wanted);

/* The fewest differences that reveal a shift of EFFECT > 0, at least 2. SIZE_MAX where 2^53 are
 * too few. */
size_t stats_pairs_needed(double sd, double effect, const struct detection *wanted);

#endif
