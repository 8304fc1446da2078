/* SPDX-License-Identifier: MIT
 * Whether a series went from one level to another at once or little by little. */
#ifndef RAMP_H
#define RAMP_H

#include <stddef.h>

/* How much better a ramp explains N values than a step at TAU does, 0 < TAU < N: both by least
 * squares with a level before and one after, the ramp going from one to the other in a straight
 * line that takes a tenth of the values and no less than four steps (the whole of them at most:
 * then it is a plain line). n ln(RSS of the step / RSS of the best ramp) - ln n: the ramp has
 * one parameter more (Schwarz 1978). Over 0: it rather is a ramp. -INFINITY for n < 6. */
double stats_ramp_gain(const double *x, size_t n, size_t tau);

#endif
