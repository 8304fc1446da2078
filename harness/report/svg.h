/* SPDX-License-Identifier: MIT
 * gnuplot's SVG, made fit to be seen: a title and a description that mean something, fonts that
 * are there, and, inside a page, ids of its own and colours that follow the page's theme. */
#ifndef SVG_H
#define SVG_H

#include <stdint.h>

#include "base/text.h"

struct svg_dress {
    const char *title, *description; /* any text */
    const char *font;                /* its first choice; unused inside a page, as is */
    uint32_t paper;                  /* what is below all, and behind words that cover marks */
    /* Not NULL: to be put inside a page. Letters; ids begin with it. No prolog, no size but the
     * view box, no font; inks of palette.h become var(--fg) ..., black the text's. */
    const char *prefix;
};

/* Add SVG, as gnuplot's terminal wrote it, to OUT. */
void svg_dress(struct text *out, const char *svg, const struct svg_dress *dress);

#endif
