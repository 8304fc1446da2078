/* SPDX-License-Identifier: MIT
 * How the chance of a yes grows with a dose: P(yes) = 1 / (1 + exp(-(a + b x))). */
#ifndef LOGISTIC_H
#define LOGISTIC_H

#include <stdbool.h>
#include <stddef.h>

struct logistic {
    double a, b;
};

/* Maximum likelihood of HITS[i] of N[i] at X[i], COUNT doses, by Newton's method (McCullagh and
 * Nelder 1989, 4.4). False where there is none: all yes above some dose and all no below, or
 * nothing that grows. */
bool stats_logistic_fit(struct logistic *out, const double *x, const size_t *hits,
                        const size_t *n, size_t count);

/* The dose at which a yes has probability P. */
double stats_logistic_dose(const struct logistic *fit, double p);

#endif
