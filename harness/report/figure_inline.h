/* SPDX-License-Identifier: MIT
 * A figure as a piece of a page: SVG that takes its colours and its font from the page around
 * it. */
#ifndef FIGURE_INLINE_H
#define FIGURE_INLINE_H

#include "report/chart.h"

#include "base/text.h"

/* Add the figure as an <svg> element to OUT: no prolog, no font (the page's, DejaVu Sans being
 * the widest that fits), no width nor height but a view box, so that it is as wide as its
 * container. PREFIX begins each id in it: a letter, then letters, digits and hyphens; another
 * one for each figure of a page. It has role="img" and is labelled by its own title (the
 * finding) and description.
 *
 * The page's style sheet defines, for each theme, --fg --muted --grid --band --paper --mean
 * (palette.h has the values that were tested); colours of languages are the same in all.
 *
 * Of OPTIONS output, data, format and theme mean nothing here. OPTIONS, errors and determinism
 * are else those of chart_draw(). */
int figure_inline(struct text *out, const struct result *result,
                  const struct chart_options *options, const char *prefix, struct err *err);

#endif
