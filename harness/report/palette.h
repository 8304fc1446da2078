/* SPDX-License-Identifier: MIT
 * Colours and marks: what a figure's parts are drawn with in each theme, and how a language
 * looks, everywhere and for ever. FIGURES.md 3.2. */
#ifndef PALETTE_H
#define PALETTE_H

#include <stddef.h>
#include <stdint.h>

#include "report/chart.h"

/* Inks: figures name a part's role by these colours, which nothing else has; the theme says
 * what is seen in their place (palette_color()). In CHART_INKS they are left, for who decides
 * later. */
#define INK_TEXT 0x010203u
#define INK_MUTED 0x040506u
#define INK_GRID 0x070809u
#define INK_BAND 0x0a0b0cu  /* every second row */
#define INK_PAPER 0x0d0e0fu /* below all */
#define INK_MEAN 0x101112u  /* the row of the mean */

struct palette_ink {
    uint32_t ink;
    const char *name;     /* "FG", in scripts */
    const char *variable; /* "--fg", in style sheets */
    uint32_t light, dark;
};
extern const struct palette_ink palette_inks[];
extern const size_t palette_ink_count;

/* What INK is in THEME; what is no ink is itself. */
uint32_t palette_color(enum chart_theme theme, uint32_t ink);

/* WCAG's relative luminance, 0 to 1. */
double palette_luminance(uint32_t color);

/* "--fg" ...; NULL where COLOR is no ink. */
const char *palette_variable(uint32_t color);

/* POINT: gnuplot's point type, filled; the one before it is the same, hollow. */
struct palette_look {
    uint32_t color;
    int point;
};

/* The same on every background. */
struct palette_language {
    const char *language;
    struct palette_look look;
};
extern const struct palette_language palette_languages[];
extern const size_t palette_language_count;

/* NULL where LANGUAGE has no look of its own. */
const struct palette_look *palette_language(const char *language);
/* For what has no language, or one that is not known: the NTH of a few. */
struct palette_look palette_other(size_t nth);

#endif
