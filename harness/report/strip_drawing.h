/* SPDX-License-Identifier: MIT
 * A small drawing of values in the order they came, as SVG inside a page: in place of figures
 * by gnuplot where there is one for each row of a table. */
#ifndef STRIP_DRAWING_H
#define STRIP_DRAWING_H

#include "base/text.h"
#include "base/units.h"
#include "judge/result.h"

/* No more dots are drawn: of more values every second, third ... No more are written out. */
enum { STRIP_DOTS = 200, STRIP_VALUES = 50 };

/* Add the drawing with its words: how many, from what to what. A line is at the median, what
 * was SET_ASIDE (may be NULL) is hollow. Adds nothing for an empty series. */
void strip_drawing(struct text *out, const struct result_series *series,
                   const struct result_series *set_aside, enum unit unit);

#endif
